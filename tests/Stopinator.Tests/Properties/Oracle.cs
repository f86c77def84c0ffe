namespace Stopinator.Tests.Properties;

/// <summary>The expected outcome of an instance, written from the table of the design rather than from the code.</summary>
internal static class Oracle
{
    /// <summary>True when EC2 may be asked to act on the instance, now or after a wait.</summary>
    public static bool MayBeAsked(RunCase run, int index)
    {
        var instance = run.Fleet[index];
        var request = run.Request;
        return run.ActionFor(index) is { } action
            && run.Selector.Selects(index, instance)
            && (run.Scope is null || run.Scope.Selects(index, instance))
            && StateAllows(instance.State, action, request)
            && !Rules(instance, action).Any(rule => rule is null || !request.Allow.Contains(rule.Value))
            && !(action == PowerAction.Stop && request.StopMode == StopMode.Hibernate && request.HibernationFallback == HibernationFallback.Skip && instance.Kind != InstanceKind.Hibernatable)
            && !(action == PowerAction.Start && request.OnlyStoppedWithin is { } limit && instance.State == PowerState.Stopped
                && (instance.Kind == InstanceKind.SpotInterrupted || instance.HoursStopped > limit.TotalHours));
    }

    private static bool StateAllows(PowerState state, PowerAction action, PowerRequest request) =>
        (action, state) switch
        {
            (PowerAction.Stop, PowerState.Running) => true,
            (PowerAction.Stop, PowerState.Pending) => request.WaitForTransition,
            (PowerAction.Stop, PowerState.Stopping) => request.StopMode is StopMode.Force or StopMode.SkipOsShutdown,
            (PowerAction.Start, PowerState.Stopped) => true,
            (PowerAction.Start, PowerState.Stopping) => request.WaitForTransition,
            (PowerAction.Reboot, PowerState.Running) => true,
            _ => false,
        };

    // The rules an instance is under; null is one that nothing lifts.
    private static IEnumerable<ReasonCode?> Rules(InstanceCase instance, PowerAction action) =>
        (instance.Kind, action) switch
        {
            (InstanceKind.AutoScaling, _) => [ReasonCode.AutoScalingGroup],
            (InstanceKind.Managed, _) => [ReasonCode.ManagedByService],
            (InstanceKind.TagProtected, _) => [ReasonCode.ProtectedByTag],
            (InstanceKind.SpotInterrupted, PowerAction.Start) => [null],
            (InstanceKind.SpotOneTime or InstanceKind.SpotPersistent or InstanceKind.SpotInterrupted, PowerAction.Stop or PowerAction.Start) => [ReasonCode.Spot],
            (InstanceKind.InstanceStore, PowerAction.Stop) => [ReasonCode.InstanceStoreRoot],
            _ => [],
        };
}
