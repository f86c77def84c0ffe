using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>
/// Terminates instances: shutting-down → terminated, and a stopped instance at once. A protected instance fails the call, and saves only
/// the instances in its zone. A terminated instance stays visible for an hour.
/// </summary>
internal sealed class TerminateInstances : IEc2Action
{
    /// <summary>The limit in the EC2 API reference of this action.</summary>
    private const int MaxIds = 1000;

    private static readonly TimeSpan Visible = TimeSpan.FromHours(1);

    public Action<XmlBuffer> Execute(Query query, Region region)
    {
        var ids = query.List("InstanceId");
        _ = (query.Flag("Force"), query.Flag("SkipOsShutdown"), query.IsDryRun);
        if (ids.Count > MaxIds)
        {
            throw Ec2Errors.TooManyIds(ids.Count, MaxIds);
        }

        var targets = Targets.Resolve(query, region, ids);
        var isProtected = targets.FindAll(target => Protection(region.Current(target)) is not null);
        var savedZones = isProtected.Select(target => region.Current(target).Spec.Zone).ToHashSet(StringComparer.Ordinal);
        var changes = targets.FindAll(target => !savedZones.Contains(region.Current(target).Spec.Zone))
            .ConvertAll(target => Terminate(region, target));
        if (isProtected.Count > 0)
        {
            var refused = region.Current(isProtected[0]);
            throw Ec2Errors.TerminationProtected(refused.Spec.Id, Protection(refused)!);
        }

        return InstanceStateChange.Answer(query, region, changes);
    }

    /// <summary>
    /// Returns the attribute that protects an instance; null for none. Stop protection prevents a termination through the API, too. Source:
    /// "Enable stop protection for your EC2 instances" in the EC2 user guide.
    /// </summary>
    private static string? Protection(Instance instance) => instance switch
    {
        { IsGone: true } => null,
        { TerminationProtected: true } => "disableApiTermination",
        { StopProtected: true } => "disableApiStop",
        _ => null,
    };

    private static InstanceStateChange Terminate(Region region, InstanceTimeline target)
    {
        var instance = region.Current(target);
        if (instance.IsGone)
        {
            return new(instance.Spec.Id, instance.State, instance.State);
        }

        var isAtOnce = instance.State == SimulatedState.Stopped;
        var leaving = instance.Leaving(
            isAtOnce ? SimulatedState.Terminated : SimulatedState.ShuttingDown, region.Now, StateReason.UserShutdown);
        var duration = isAtOnce ? TimeSpan.Zero : region.Options.StopDuration;
        region.Update(target, leaving, leaving with { State = SimulatedState.Terminated }, duration);
        target.Schedule(region.Now + duration + Visible, version: null);
        return new(instance.Spec.Id, instance.State, leaving.State);
    }
}
