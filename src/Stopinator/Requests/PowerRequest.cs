using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stopinator.Diagnostics;
using Stopinator.Requests;

namespace Stopinator;

/// <summary>What to do to which instances, and how. An immutable value; vary one with <c>with</c>.</summary>
/// <example><code>PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")) with { StopMode = StopMode.Hibernate }</code></example>
public sealed record PowerRequest
{
    /// <summary>What to do.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required PowerAction Action { get; init; }

    /// <summary>To which instances.</summary>
    public required InstanceSelector Selector { get; init; }

    /// <summary>How to stop. Default normal; for a stop and a reconcile only.</summary>
    public StopMode StopMode { get; init; }

    /// <summary>What to do with instances that cannot hibernate. Default skip; for <see cref="StopMode.Hibernate"/> only.</summary>
    public HibernationFallback HibernationFallback { get; init; }

    /// <summary>
    /// Whether to wait for the states to be reached and report what was seen. Default (null): a start does, since one that EC2 took
    /// can still fall back; a stop does not. Nothing tells when a reboot has happened.
    /// </summary>
    public bool? Verify { get; init; }

    /// <summary>Whether an instance between two states is awaited (as long as a verification) rather than skipped. Default no.</summary>
    public bool WaitForTransition { get; init; }

    /// <summary>
    /// Starts only instances that were stopped within this time, so that a morning does not wake what somebody parked weeks ago. The
    /// time is read from EC2's state transition reason; where it holds none the instance is skipped. Default: no limit; for a start and a reconcile only.
    /// </summary>
    public TimeSpan? OnlyStoppedWithin { get; init; }

    /// <summary>Skip reasons that do not count for this request, beside those of <see cref="GuardOptions.Allow"/>.</summary>
    public ImmutableArray<ReasonCode> Allow { get; init; } = [];

    /// <summary>How many instances may be acted on; more abort the plan. Default: <see cref="GuardOptions.MaxInstances"/>.</summary>
    public int? MaxInstances { get; init; }

    /// <summary>
    /// Whether instances that are already in the wanted state are only counted, and left out of plan and report. For large fleets of which
    /// little is to be done: memory then grows with what is, not with what is read. Default no.
    /// </summary>
    public bool OmitAlreadyThere { get; init; }

    /// <summary>
    /// Whether to ask EC2 only for the permission (its DryRun), which changes nothing. To see what would happen without any call but
    /// describes, make a plan. Default no.
    /// </summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// When the run must be over. No call begins within <see cref="ExecutionOptions.DeadlineMargin"/> of it; what is left is in the
    /// report, and <see cref="PowerReport.Remaining"/> gives it as the next request. Default: none.
    /// </summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>A request to start.</summary>
    public static PowerRequest Start(InstanceSelector selector) => new() { Action = PowerAction.Start, Selector = selector };

    /// <summary>A request to stop.</summary>
    public static PowerRequest Stop(InstanceSelector selector) => new() { Action = PowerAction.Stop, Selector = selector };

    /// <summary>A request to reboot.</summary>
    public static PowerRequest Reboot(InstanceSelector selector) => new() { Action = PowerAction.Reboot, Selector = selector };

    /// <summary>A request to start or stop each instance as a rule says, such as its schedule.</summary>
    public static PowerRequest Reconcile(InstanceSelector selector) => new() { Action = PowerAction.Reconcile, Selector = selector };

    /// <summary>Reads a request from JSON as <see cref="ToJson"/> writes it. What it leaves out has its default.</summary>
    /// <exception cref="JsonException">It is none; the message names the property and what is accepted. An unknown property is an error.</exception>
    public static PowerRequest FromJson(string json) => JsonText.Read(json, RequestJson.Default.PowerRequest, "request");

    /// <summary>The request as JSON, e.g. to hand what is left (<see cref="PowerReport.Remaining"/>) to the next run.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RequestJson.Default.PowerRequest);

    /// <summary>Whether any instance's state is awaited.</summary>
    internal bool Verifies => VerifiesAfter(Action) || (Action == PowerAction.Reconcile && VerifiesAfter(PowerAction.Start));

    /// <summary>Whether the state of an instance is awaited that this is done to.</summary>
    internal bool VerifiesAfter(PowerAction action) => !DryRun && (Verify ?? action == PowerAction.Start);
}
