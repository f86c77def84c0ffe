using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>The common steps of start, stop and reboot before they look at states.</summary>
internal static class Targets
{
    /// <summary>Finds the instances, checks the permission, and throws here when the call is a dry run.</summary>
    public static List<InstanceTimeline> Resolve(Query query, Region region, IReadOnlyList<string> instanceIds)
    {
        query.RefuseUnread();
        if (instanceIds.Count == 0)
        {
            throw Ec2Errors.MissingParameter("InstanceId");
        }

        var targets = region.Targets(instanceIds);
        region.Authorizer.Check(query.Action, targets.Select(region.Current));
        return query.IsDryRun ? throw Ec2Errors.DryRun() : targets;
    }
}
