namespace Stopinator;

/// <summary>The wish of a rule for one instance: start, stop, leave alone, or report as invalid.</summary>
/// <remarks>The choice is a wish, not an order: scope, guards and the instance's state still decide.</remarks>
public sealed record PowerChoice
{
    private PowerChoice(PowerAction action, DecisionKind kind, ReasonCode reason, string why)
    {
        ArgumentException.ThrowIfNullOrEmpty(why);
        (Action, Kind, Reason, Why) = (action, kind, reason, why);
    }

    /// <summary>
    /// <see cref="PowerAction.Start"/> or <see cref="PowerAction.Stop"/>; <see cref="PowerAction.Reconcile"/> when neither is wanted.
    /// </summary>
    public PowerAction Action { get; }

    /// <summary>
    /// The kind of the decision: <see cref="DecisionKind.Act"/>, <see cref="DecisionKind.Skip"/> or <see cref="DecisionKind.Invalid"/>.
    /// </summary>
    public DecisionKind Kind { get; }

    /// <summary>The reason of the decision.</summary>
    public ReasonCode Reason { get; }

    /// <summary>The reason, as a sentence.</summary>
    public string Why { get; }

    /// <summary>The mode of the stop. Default (null): that of the request.</summary>
    public StopMode? StopMode { get; private init; }

    /// <summary>
    /// The treatment of an instance that should hibernate but was launched without hibernation. It counts where <see cref="StopMode"/> is
    /// given.
    /// </summary>
    public HibernationFallback HibernationFallback { get; private init; }

    /// <summary>Chooses that the instance should run.</summary>
    /// <param name="why">The reason, as a sentence.</param>
    public static PowerChoice Start(string why) => new(PowerAction.Start, DecisionKind.Act, ReasonCode.Selected, why);

    /// <summary>Chooses that the instance should be stopped.</summary>
    /// <param name="why">The reason, as a sentence.</param>
    public static PowerChoice Stop(string why) => new(PowerAction.Stop, DecisionKind.Act, ReasonCode.Selected, why);

    /// <summary>Chooses that the instance should be stopped in a given mode, whatever the request says.</summary>
    /// <param name="why">The reason, as a sentence.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="fallback">
    /// The treatment of an instance that should hibernate but was launched without hibernation. Default: it is left running.
    /// </param>
    public static PowerChoice Stop(string why, StopMode mode, HibernationFallback fallback = HibernationFallback.Skip) =>
        new(PowerAction.Stop, DecisionKind.Act, ReasonCode.Selected, why) { StopMode = mode, HibernationFallback = fallback };

    /// <summary>Leaves the instance alone. Its outcome is <see cref="Outcome.Skipped"/>.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="why">The reason, as a sentence.</param>
    public static PowerChoice Leave(ReasonCode reason, string why) => new(PowerAction.Reconcile, DecisionKind.Skip, reason, why);

    /// <summary>
    /// Reports that the wanted state is unclear and needs a correction. The instance is left alone, and its outcome is
    /// <see cref="Outcome.Failed"/>.
    /// </summary>
    /// <param name="reason">The reason.</param>
    /// <param name="why">The problem, as a sentence.</param>
    public static PowerChoice Invalid(ReasonCode reason, string why) => new(PowerAction.Reconcile, DecisionKind.Invalid, reason, why);
}
