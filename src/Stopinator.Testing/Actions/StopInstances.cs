using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>Stops instances in one of four ways: running → stopping → stopped, or hibernated.</summary>
internal sealed class StopInstances : IEc2Action
{
    public Action<XmlBuffer> Execute(Query query, Region region)
    {
        var ids = query.List("InstanceId");
        var way = new StopFlags(query.Flag("Hibernate"), query.Flag("Force"), query.Flag("SkipOsShutdown"));
        _ = query.IsDryRun;
        var targets = Targets.Resolve(query, region, ids);
        var toStop = targets.FindAll(target => NeedsStop(region.Current(target), way));
        RefuseProtected(region, toStop, way);
        return InstanceStateChange.Answer(query, region, targets.ConvertAll(target => Stop(region, target, way)));
    }

    private static bool NeedsStop(Instance instance, StopFlags way)
    {
        var id = instance.Spec.Id;
        if (instance.State == SimulatedState.Running && way.Hibernate && !instance.Spec.Hibernatable)
        {
            throw Ec2Errors.NotHibernatable(id);
        }

        return instance switch
        {
            { IsGone: true } => throw Ec2Errors.IncorrectState(id, "stopped"),
            { State: SimulatedState.Pending } => throw Ec2Errors.NeverRan(id),
            { Spec.InstanceStoreRoot: true } => throw Ec2Errors.InstanceStore(id, "stopped"),
            { State: SimulatedState.Running, Spec.Spot.Persistent: false } => throw Ec2Errors.OneTimeSpot(id),
            _ => instance.State == SimulatedState.Running,
        };
    }

    /// <summary>
    /// Fails the call and names the first protected instance. Whether the others stop depends on their zones and on the options.
    /// </summary>
    private static void RefuseProtected(Region region, List<InstanceTimeline> toStop, StopFlags way)
    {
        var isProtected = toStop.FindAll(target => region.Current(target).StopProtected);
        if (isProtected.Count == 0)
        {
            return;
        }

        if (region.Options.PartialEffectByZone)
        {
            var refused = isProtected.Select(target => region.Current(target).Spec.Zone).ToHashSet(StringComparer.Ordinal);
            foreach (var target in toStop.Where(target => !refused.Contains(region.Current(target).Spec.Zone)))
            {
                Stop(region, target, way);
            }
        }

        throw Ec2Errors.StopProtected(region.Current(isProtected[0]).Spec.Id);
    }

    private static InstanceStateChange Stop(Region region, InstanceTimeline target, StopFlags way)
    {
        var instance = region.Current(target);
        var previous = instance.State;
        var frees = previous == SimulatedState.Stopping && way.EndsAnyStop;
        if (previous != SimulatedState.Running && !frees)
        {
            return new(instance.Spec.Id, previous, previous);
        }

        var stopping = frees ? instance : instance.Leaving(
            SimulatedState.Stopping,
            region.Now,
            way.Hibernate ? StateReason.UserHibernate : StateReason.UserShutdown);
        var ends = way.EndsAnyStop || !instance.Spec.StuckStopping;
        region.Update(
            target,
            stopping,
            ends ? stopping with { State = SimulatedState.Stopped } : null,
            region.Options.StopDuration);
        target.Counters = way.Count(target.Counters, frees);
        return new(instance.Spec.Id, previous, SimulatedState.Stopping);
    }
}
