using Stopinator.Diagnostics;
using Stopinator.Ec2;
using Stopinator.Instances;

namespace Stopinator.Execution;

/// <summary>Turns an answer or a refusal of EC2 into outcomes of the instances that the call named.</summary>
internal static class AnswerHandling
{
    /// <summary>Records the answer to a call.</summary>
    /// <returns>The instances that the answer does not mention.</returns>
    public static InstanceRun[] Accept(InstanceRun[] batch, PowerCallAnswer answer, bool dryRun)
    {
        if (dryRun)
        {
            Array.ForEach(batch, instance => instance.Finally(
                Outcome.NotAttempted,
                ReasonCode.DryRun,
                $"{instance.Decision.Message} EC2 permits it. This is a dry run, so nothing was changed."));
            return [];
        }

        if (batch[0].Decision.Action == PowerAction.Reboot)
        {
            Array.ForEach(
                batch,
                instance => instance.Finally(
                    Outcome.Accepted, ReasonCode.RequestAccepted, "EC2 queued the reboot; nothing tells when it happens."));
            return [];
        }

        var changes = answer.Changes.ToLookup(change => change.InstanceId, StringComparer.Ordinal);
        foreach (var instance in batch)
        {
            if (changes[instance.Id].FirstOrDefault() is { } change)
            {
                Accept(instance, change);
            }
        }

        return [.. batch.Where(instance => instance.Outcome is null)];
    }

    /// <summary>Records the refusal of an instance.</summary>
    public static void Refuse(InstanceRun instance, Ec2Exception error)
    {
        instance.ErrorCode = error.Code;
        if (error.Code == Ec2ErrorCode.InstanceNotFound)
        {
            instance.Finally(Outcome.NotFound, ReasonCode.UnknownInstance, error.Message);
        }
        else
        {
            instance.Finally(Outcome.Failed, ReasonCode.Refused, WithoutEncodedText(error.Message));
        }
    }

    /// <summary>Records that the result of a call is unknown.</summary>
    public static void Lost(IEnumerable<InstanceRun> batch, string cause)
    {
        foreach (var instance in batch)
        {
            instance.Finally(Outcome.Unknown, ReasonCode.AnswerLost, $"It may or may not have been carried out. {cause}");
        }
    }

    // The encoded text is a kilobyte that only sts:DecodeAuthorizationMessage can read. The log has it once for each refusal; a report
    // would have it for each instance.
    private static string WithoutEncodedText(string message) =>
        message.IndexOf(" Encoded authorization failure message:", StringComparison.Ordinal) is >= 0 and var start
            ? message[..start]
            : message;

    private static void Accept(InstanceRun instance, PowerStateChange change)
    {
        var action = instance.Decision.Action;
        instance.StateSeen = change.Current;

        // After a call that may have been carried out in spite of its error, a change is our own.
        var byOthers = !instance.IsInDoubt && instance.Decision.Reason != ReasonCode.StuckStopping;
        if (byOthers && TargetStates.IsReached(action, change.Previous))
        {
            instance.Arrive(
                Outcome.AlreadyThere, ReasonCode.AlreadyInState,
                $"It was {change.Previous.Ec2Name()} before the call, but not by this run.");
        }
        else if (byOthers && !instance.WasRefusedForAnother && TargetStates.IsOnItsWay(action, change.Previous))
        {
            instance.Provisionally(
                Outcome.OnItsWay, ReasonCode.AlreadyChanging, $"It was {change.Previous.Ec2Name()} before the call, but not by this run.");
        }
        else
        {
            instance.Provisionally(Outcome.Accepted, ReasonCode.RequestAccepted, Taken(change.Current));
        }
    }

    // Most instances get this message, so one string serves all of them.
    private static string Taken(PowerState state) =>
        state switch
        {
            PowerState.Pending => "EC2 accepted the request; it is pending.",
            PowerState.Stopping => "EC2 accepted the request; it is stopping.",
            _ => $"EC2 accepted the request; it is {state.Ec2Name()}.",
        };
}
