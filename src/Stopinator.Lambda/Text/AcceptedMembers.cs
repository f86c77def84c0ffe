using Stopinator.Scheduling;

namespace Stopinator.Lambda.Text;

/// <summary>The members of enumerations that a word of a setting or of an event can choose.</summary>
internal static class AcceptedMembers
{
    public static Enum[] Actions => [PowerAction.Start, PowerAction.Stop, PowerAction.Reboot, PowerAction.Reconcile];

    public static Enum[] StopModes => [StopMode.Normal, StopMode.Hibernate, StopMode.SkipOsShutdown, StopMode.Force];

    /// <summary>The ways to stop that a schedule can ask for.</summary>
    public static Enum[] ScheduleStopModes => [StopMode.Hibernate, StopMode.SkipOsShutdown, StopMode.Force];

    public static Enum[] HibernationFallbacks => [HibernationFallback.Skip, HibernationFallback.StopNormally];

    /// <summary>The skip reasons that can be lifted by name.</summary>
    public static Enum[] SkipReasons =>
    [
        ReasonCode.AutoScalingGroup,
        ReasonCode.Spot,
        ReasonCode.InstanceStoreRoot,
        ReasonCode.ManagedByService,
        ReasonCode.ProtectedByTag,
    ];

    public static Enum[] AwaitedSigns => [AwaitedSign.Nothing, AwaitedSign.State, AwaitedSign.StatusChecks];

    public static Enum[] ReconcileModes => [ReconcileMode.Enforce, ReconcileMode.Edges];

    /// <summary>
    /// Returns what is awaited by a sign, or by the older switch: true awaits the state, false nothing. Null for neither.
    /// </summary>
    public static PowerAwait? AwaitOf(AwaitedSign? sign, bool? verify) =>
        (sign, verify) switch
        {
            (AwaitedSign.StatusChecks, _) => PowerAwait.StatusChecks,
            (AwaitedSign.State, _) or (null, true) => PowerAwait.State,
            (AwaitedSign.Nothing, _) or (null, false) => PowerAwait.Nothing,
            _ => null,
        };
}
