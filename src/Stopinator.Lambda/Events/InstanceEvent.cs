using Stopinator.Diagnostics;

namespace Stopinator.Lambda.Events;

/// <summary>An event about one instance, which may stop that instance and never starts one: an alarm, or a change of its state.</summary>
/// <param name="Kind">The source of the event.</param>
/// <param name="Caller">The ARN of the sender; null when the event does not tell.</param>
/// <param name="Subject">The alarm or the instance, as the beginning of a sentence.</param>
/// <param name="Location">The region and the account of the event.</param>
/// <param name="Command">The command of the event; null when the event asks for nothing.</param>
/// <param name="Idle">The reason why the event asks for nothing, as a sentence; null when it has a command.</param>
internal sealed record InstanceEvent(
    EventKind Kind, string? Caller, string Subject, EventLocation Location, FunctionCommand? Command, string? Idle)
    : FunctionEvent(Kind, Caller)
{
    /// <summary>Creates the selector of an instance's id.</summary>
    /// <exception cref="MalformedEventException">The id does not have EC2's form.</exception>
    public static InstanceSelector SelectorOf(string instanceId, string subject)
    {
        try
        {
            return InstanceSelector.ById(instanceId);
        }
        catch (ArgumentException exception)
        {
            throw new MalformedEventException($"{subject} names no instance of EC2: {ErrorText.MessageOf(exception)}", exception);
        }
    }
}

/// <summary>A region of an account.</summary>
/// <param name="Region">The region; null when it is not known.</param>
/// <param name="AccountId">The account; null when it is not known.</param>
internal sealed record EventLocation(string? Region, string? AccountId)
{
    /// <summary>Reads the location of a function from its ARN, <c>arn:aws:lambda:region:account:function:name</c>.</summary>
    public static EventLocation OfFunction(string? arn) =>
        arn?.Split(':') is { Length: >= 7 } parts ? new EventLocation(parts[3], parts[4]) : new EventLocation(null, null);

    /// <summary>Rejects an event of another region or account than that in which the function works, as far as the two are known.</summary>
    /// <exception cref="EventNotPermittedException">The event is of elsewhere.</exception>
    public void ThrowUnless(EventLocation function)
    {
        if ((function.Region ?? Region) != Region)
        {
            throw new EventNotPermittedException(
                $"The event is of the region {ErrorText.Quote(Region)}, and the function works in {function.Region}; nothing was done.");
        }

        if ((function.AccountId ?? AccountId) != AccountId)
        {
            throw new EventNotPermittedException(
                $"The event is of the account {ErrorText.Quote(AccountId)}, and the function works in {function.AccountId}; "
                + "nothing was done.");
        }
    }
}
