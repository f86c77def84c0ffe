using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>
/// Queues reboots; the instances stay running. Terminated instances are ignored, as the EC2 API reference says. A call with any other
/// instance that is not running fails.
/// </summary>
internal sealed class RebootInstances : IEc2Action
{
    public Action<XmlBuffer> Execute(Query query, Region region)
    {
        var ids = query.List("InstanceId");
        _ = query.IsDryRun;
        var targets = Targets.Resolve(query, region, ids).FindAll(target => region.Current(target).State != SimulatedState.Terminated);
        if (targets.Find(target => region.Current(target).State != SimulatedState.Running) is { } refused)
        {
            throw Ec2Errors.IncorrectState(region.Current(refused).Spec.Id, "rebooted");
        }

        foreach (var target in targets)
        {
            target.Counters = target.Counters with { Reboots = target.Counters.Reboots + 1 };
        }

        return static xml => xml.Raw("<return>true</return>"u8);
    }
}
