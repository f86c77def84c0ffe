using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>Starts instances: stopped → pending → running, or back to stopped. A call starts the whole batch or nothing.</summary>
internal sealed class StartInstances : IEc2Action
{
    public Action<XmlBuffer> Execute(Query query, Region region)
    {
        var ids = query.List("InstanceId");
        query.Optional("AdditionalInfo");
        _ = query.IsDryRun;
        var targets = Targets.Resolve(query, region, ids);
        var toStart = targets.FindAll(target => NeedsStart(region.Current(target)));
        region.Capacity.Check(toStart.Select(region.Current), region.Present);
        return InstanceStateChange.Answer(query, region, targets.ConvertAll(target => Start(region, target)));
    }

    private static bool NeedsStart(Instance instance)
    {
        var id = instance.Spec.Id;
        return instance switch
        {
            { IsGone: true } or { State: SimulatedState.Stopping } => throw Ec2Errors.IncorrectState(id, "started"),
            { Spec.InstanceStoreRoot: true } => throw Ec2Errors.InstanceStore(id, "started"),
            { State: SimulatedState.Stopped, Interrupted: true } => throw Ec2Errors.InterruptedSpot(id),
            _ => instance.State == SimulatedState.Stopped,
        };
    }

    private static InstanceStateChange Start(Region region, InstanceTimeline target)
    {
        var instance = region.Current(target);
        if (instance.State != SimulatedState.Stopped)
        {
            return new(instance.Spec.Id, instance.State, instance.State);
        }

        var pending = instance.Starting(region.Now);
        var started = pending.Started();
        var checks = region.Options.StatusCheckDuration;
        var outcome = instance.Spec.FallBack is { } reason
            ? pending with { State = SimulatedState.Stopped, StateReason = reason, TransitionReason = reason.Code }
            : checks > TimeSpan.Zero ? started with { IsInitializing = true } : started;
        region.Update(target, pending, outcome, region.Options.StartDuration);
        if (outcome.IsInitializing)
        {
            target.Schedule(region.Now + region.Options.StartDuration + checks, started);
        }

        target.Counters = target.Counters with { Starts = target.Counters.Starts + 1 };
        return new(instance.Spec.Id, instance.State, pending.State);
    }
}
