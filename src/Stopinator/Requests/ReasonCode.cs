using System.Text.Json.Serialization;

namespace Stopinator;

/// <summary>The reason of a decision or an outcome. Each decision and each outcome also has a sentence for people.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReasonCode>))]
public enum ReasonCode
{
    /// <summary>Selected, and ready for the action.</summary>
    [JsonStringEnumMemberName("selected")]
    Selected,

    /// <summary>Stopping already. The mode (force, skip OS shutdown) frees an instance that is stuck in stopping.</summary>
    [JsonStringEnumMemberName("stuck-stopping")]
    StuckStopping,

    /// <summary>Not configured for hibernation; stopped normally instead, as the request allows.</summary>
    [JsonStringEnumMemberName("hibernation-fallback")]
    HibernationFallback,

    /// <summary>Between two states. The action waits for the end of the transition, as the request asks.</summary>
    [JsonStringEnumMemberName("awaiting-transition")]
    AwaitingTransition,

    /// <summary>In the wanted state already.</summary>
    [JsonStringEnumMemberName("already-in-state")]
    AlreadyInState,

    /// <summary>On its way to the wanted state already.</summary>
    [JsonStringEnumMemberName("already-changing")]
    AlreadyChanging,

    /// <summary>Between two states; EC2 would refuse the action.</summary>
    [JsonStringEnumMemberName("transitional")]
    Transitional,

    /// <summary>Terminated, or about to be.</summary>
    [JsonStringEnumMemberName("terminated")]
    Terminated,

    /// <summary>Not running, so there is nothing to reboot.</summary>
    [JsonStringEnumMemberName("not-running")]
    NotRunning,

    /// <summary>Outside the configured scope. Nothing overrides this.</summary>
    [JsonStringEnumMemberName("outside-scope")]
    OutsideScope,

    /// <summary>Carries the protection tag. Can be allowed.</summary>
    [JsonStringEnumMemberName("protected-by-tag")]
    ProtectedByTag,

    /// <summary>Managed by another AWS service (<c>operator.managed</c>). Can be allowed.</summary>
    [JsonStringEnumMemberName("managed-by-service")]
    ManagedByService,

    /// <summary>Member of an Auto Scaling group, which replaces members that do not run. Can be allowed.</summary>
    [JsonStringEnumMemberName("auto-scaling-group")]
    AutoScalingGroup,

    /// <summary>
    /// A Spot instance. EC2 stops only instances of a persistent request, and a describe does not show the request. Can be allowed.
    /// </summary>
    [JsonStringEnumMemberName("spot")]
    Spot,

    /// <summary>A Spot instance that EC2 interrupted; only EC2 starts it again.</summary>
    [JsonStringEnumMemberName("spot-interrupted")]
    SpotInterrupted,

    /// <summary>The root volume is instance store, which does not survive a stop. Can be allowed; EC2 then refuses.</summary>
    [JsonStringEnumMemberName("instance-store-root")]
    InstanceStoreRoot,

    /// <summary>Not configured for hibernation at launch.</summary>
    [JsonStringEnumMemberName("hibernation-not-configured")]
    HibernationNotConfigured,

    /// <summary>Stopped longer ago than the request allows for a start.</summary>
    [JsonStringEnumMemberName("stopped-too-long-ago")]
    StoppedTooLongAgo,

    /// <summary>The time of the stop cannot be read from the state transition reason.</summary>
    [JsonStringEnumMemberName("stop-time-unknown")]
    StopTimeUnknown,

    /// <summary>EC2 does not know the id.</summary>
    [JsonStringEnumMemberName("unknown-instance")]
    UnknownInstance,

    /// <summary>The wanted state was seen.</summary>
    [JsonStringEnumMemberName("state-seen")]
    StateSeen,

    /// <summary>EC2 accepted the request.</summary>
    [JsonStringEnumMemberName("request-accepted")]
    RequestAccepted,

    /// <summary>EC2 accepted the request, and the instance went back to its earlier state.</summary>
    [JsonStringEnumMemberName("fell-back")]
    FellBack,

    /// <summary>EC2 accepted the request; the wanted state was not seen in time.</summary>
    [JsonStringEnumMemberName("not-reached-in-time")]
    NotReachedInTime,

    /// <summary>The instance runs; it was not seen ready in time.</summary>
    [JsonStringEnumMemberName("not-ready")]
    NotReady,

    /// <summary>The answer was lost, and the states do not show whether the call was carried out.</summary>
    [JsonStringEnumMemberName("answer-lost")]
    AnswerLost,

    /// <summary>EC2 refused the instance.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>The call failed, and the state did not change.</summary>
    [JsonStringEnumMemberName("not-carried-out")]
    NotCarriedOut,

    /// <summary>The deadline came first.</summary>
    [JsonStringEnumMemberName("deadline")]
    Deadline,

    /// <summary>The run ended early for a cause that does not concern this instance.</summary>
    [JsonStringEnumMemberName("run-ended-early")]
    RunEndedEarly,

    /// <summary>The run was cancelled.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>An earlier wave of the group was not seen in the wanted state, so the wave of this instance was not begun.</summary>
    [JsonStringEnumMemberName("earlier-wave-failed")]
    EarlierWaveFailed,

    /// <summary>The tag with the number of the instance's wave is not an integer.</summary>
    [JsonStringEnumMemberName("invalid-wave")]
    InvalidWave,

    /// <summary>Awaited before later waves and not acted on, since an earlier run left its wave unfinished.</summary>
    [JsonStringEnumMemberName("awaited-first")]
    AwaitedFirst,

    /// <summary>A dry run: EC2 would permit the call.</summary>
    [JsonStringEnumMemberName("dry-run")]
    DryRun,

    /// <summary>The instance's schedule asks for nothing now.</summary>
    [JsonStringEnumMemberName("unmanaged")]
    Unmanaged,

    /// <summary>The instance has the tag that exempts it from schedules.</summary>
    [JsonStringEnumMemberName("opted-out")]
    OptedOut,

    /// <summary>The instance's schedule asks for no change at this tick.</summary>
    [JsonStringEnumMemberName("not-due")]
    NotDue,

    /// <summary>
    /// Somebody changed the instance after its schedule last asked for a change. That change is kept until the next change of the schedule.
    /// </summary>
    [JsonStringEnumMemberName("changed-since")]
    ChangedSince,

    /// <summary>
    /// Somebody started the instance outside of the windows of its schedule, and the schedule leaves such instances running.
    /// </summary>
    [JsonStringEnumMemberName("retained")]
    Retained,

    /// <summary>A tag with the instance's running times cannot be read.</summary>
    [JsonStringEnumMemberName("invalid-schedule")]
    InvalidSchedule,

    /// <summary>The instance's tag names a schedule that does not exist.</summary>
    [JsonStringEnumMemberName("unknown-schedule")]
    UnknownSchedule,

    /// <summary>The instance is no longer as the saved plan has it, or the saved plan left it alone.</summary>
    [JsonStringEnumMemberName("changed-since-plan")]
    ChangedSincePlan,

    /// <summary>The run made a change that cannot be undone, e.g. a reboot, or did not see the result for the instance.</summary>
    [JsonStringEnumMemberName("not-reversible")]
    NotReversible,

    /// <summary>An observer holds the instance, or failed with <see cref="ObserverFailure.Hold"/>.</summary>
    [JsonStringEnumMemberName("held-by-observer")]
    HeldByObserver,
}
