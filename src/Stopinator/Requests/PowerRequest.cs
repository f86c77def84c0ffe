using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stopinator.Diagnostics;
using Stopinator.Requests;

namespace Stopinator;

/// <summary>A request: the action, the instances, and the way to act. An immutable value; make variants with <c>with</c>.</summary>
/// <example><code>PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")) with { StopMode = StopMode.Hibernate }</code></example>
public sealed record PowerRequest
{
    /// <summary>The action.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required PowerAction Action { get; init; }

    /// <summary>The instances.</summary>
    public required InstanceSelector Selector { get; init; }

    /// <summary>The mode of a stop. Default normal; for a stop and a reconcile only.</summary>
    public StopMode StopMode { get; init; }

    /// <summary>The treatment of instances that cannot hibernate. Default skip; for <see cref="StopMode.Hibernate"/> only.</summary>
    public HibernationFallback HibernationFallback { get; init; }

    /// <summary>
    /// The state or readiness that the run waits for after EC2 accepted the request. Default (null): the state for a start, because a start
    /// that EC2 accepted can still fall back; nothing for a stop. Not for a reboot, because EC2 does not show when a reboot happens.
    /// </summary>
    public PowerAwait? Await { get; init; }

    /// <summary>The order of the instances. Default: none, all at once. For a start, a stop and a reconcile only.</summary>
    public PowerOrder? Order { get; init; }

    /// <summary>
    /// True to await the end of a transition (at most <see cref="VerificationOptions.Timeout"/>); false to skip an instance between two
    /// states. Default false.
    /// </summary>
    public bool WaitForTransition { get; init; }

    /// <summary>
    /// The time within which an instance must have been stopped to be started, so that a start in the morning leaves instances alone that
    /// somebody stopped weeks ago. The time of the stop comes from EC2's state transition reason. When the reason has no time, the instance
    /// is skipped. Default: no limit; for a start and a reconcile only.
    /// </summary>
    public TimeSpan? OnlyStoppedWithin { get; init; }

    /// <summary>The skip reasons that are ignored for this request, in addition to those of <see cref="GuardOptions.Allow"/>.</summary>
    public ImmutableArray<ReasonCode> Allow { get; init; } = [];

    /// <summary>
    /// The largest number of instances to act on. A plan with more is refused. Default: <see cref="GuardOptions.MaxInstances"/>.
    /// </summary>
    public int? MaxInstances { get; init; }

    /// <summary>
    /// True to only count instances that are already in the wanted state, and leave them out of plan and report. This is for large fleets
    /// that need few actions: memory then grows with the number of actions, not of instances read. Default false.
    /// </summary>
    public bool OmitAlreadyThere { get; init; }

    /// <summary>
    /// True to only ask EC2 for the permission (its DryRun), which changes nothing. A plan shows what would happen with no calls but
    /// describes. Default false.
    /// </summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// The time when the run must be over. No call begins within <see cref="ExecutionOptions.DeadlineMargin"/> of it. The report lists the
    /// instances that are left, and <see cref="PowerReport.Remaining"/> returns them as the next request. Default: none.
    /// </summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Creates a request to start instances.</summary>
    public static PowerRequest Start(InstanceSelector selector) => new() { Action = PowerAction.Start, Selector = selector };

    /// <summary>Creates a request to stop instances.</summary>
    public static PowerRequest Stop(InstanceSelector selector) => new() { Action = PowerAction.Stop, Selector = selector };

    /// <summary>Creates a request to reboot instances.</summary>
    public static PowerRequest Reboot(InstanceSelector selector) => new() { Action = PowerAction.Reboot, Selector = selector };

    /// <summary>Creates a request to start or stop each instance as a rule says, such as its schedule.</summary>
    public static PowerRequest Reconcile(InstanceSelector selector) => new() { Action = PowerAction.Reconcile, Selector = selector };

    /// <summary>Reads a request from JSON as <see cref="ToJson"/> writes it. A property that is left out has its default.</summary>
    /// <exception cref="JsonException">
    /// The JSON is not a request; the message names the property and what is accepted. An unknown property is an error.
    /// </exception>
    public static PowerRequest FromJson(string json) => JsonText.Read(json, RequestJson.Default.PowerRequest, "request");

    /// <summary>
    /// Returns the request as JSON, e.g. to hand the rest of a run (<see cref="PowerReport.Remaining"/>) to the next run.
    /// </summary>
    public string ToJson() => JsonSerializer.Serialize(this, RequestJson.Default.PowerRequest);

    /// <summary>True when a run keeps to the order. A dry run changes nothing that a wave could wait for.</summary>
    internal bool IsOrdered => Order is not null && !DryRun;

    /// <summary>Returns what is awaited after an action.</summary>
    internal PowerAwait AwaitAfter(PowerAction action) =>
        DryRun ? PowerAwait.Nothing : Await ?? (action == PowerAction.Start ? PowerAwait.State : PowerAwait.Nothing);

    /// <summary>Returns true when started instances have to be more than running.</summary>
    internal bool AwaitsReadiness(PowerAction action) => action == PowerAction.Start && AwaitAfter(action).AsksForReadiness;

    /// <summary>Returns true when states are awaited after this action.</summary>
    internal bool AwaitsState(PowerAction action) => AwaitAfter(action).Until != AwaitedSign.Nothing || AwaitsReadiness(action);
}
