namespace Stopinator;

/// <summary>What a rule wants of one instance: start, stop, leave it alone, or complain.</summary>
/// <remarks>A wish, not an order: scope, guards and the instance's state still decide.</remarks>
public sealed record PowerChoice
{
    private PowerChoice(PowerAction action, DecisionKind kind, ReasonCode reason, string why)
    {
        ArgumentException.ThrowIfNullOrEmpty(why);
        (Action, Kind, Reason, Why) = (action, kind, reason, why);
    }

    /// <summary><see cref="PowerAction.Start"/> or <see cref="PowerAction.Stop"/>; <see cref="PowerAction.Reconcile"/> when neither is wanted.</summary>
    public PowerAction Action { get; }

    /// <summary>What is to happen: <see cref="DecisionKind.Act"/>, <see cref="DecisionKind.Skip"/> or <see cref="DecisionKind.Invalid"/>.</summary>
    public DecisionKind Kind { get; }

    /// <summary>The reason of the decision.</summary>
    public ReasonCode Reason { get; }

    /// <summary>Why, as a sentence.</summary>
    public string Why { get; }

    /// <summary>It should run.</summary>
    /// <param name="why">Why, as a sentence.</param>
    public static PowerChoice Start(string why) => new(PowerAction.Start, DecisionKind.Act, ReasonCode.Selected, why);

    /// <summary>It should be stopped.</summary>
    /// <param name="why">Why, as a sentence.</param>
    public static PowerChoice Stop(string why) => new(PowerAction.Stop, DecisionKind.Act, ReasonCode.Selected, why);

    /// <summary>It is left alone; its outcome is <see cref="Outcome.Skipped"/>.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="why">Why, as a sentence.</param>
    public static PowerChoice Leave(ReasonCode reason, string why) => new(PowerAction.Reconcile, DecisionKind.Skip, reason, why);

    /// <summary>What it should be cannot be told, which somebody has to mend; it is left alone, and its outcome is <see cref="Outcome.Failed"/>.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="why">What is wrong, as a sentence.</param>
    public static PowerChoice Invalid(ReasonCode reason, string why) => new(PowerAction.Reconcile, DecisionKind.Invalid, reason, why);
}
