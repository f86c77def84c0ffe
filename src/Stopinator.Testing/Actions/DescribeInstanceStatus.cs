using Stopinator.Testing.Engine;
using Stopinator.Testing.Filters;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>Describes the health of instances, and only of running ones unless all are requested.</summary>
internal sealed class DescribeInstanceStatus : IEc2Action
{
    /// <summary>The limit in the EC2 API reference of this action.</summary>
    private const int MaxIds = 100;

    public Action<XmlBuffer> Execute(Query query, Region region)
    {
        var ids = query.List("InstanceId");
        var filters = FilterSet.Read(query, InstanceFields.OfStatus);
        var includesAll = query.Flag("IncludeAllInstances");
        var withHidden = query.Flag("IncludeManagedResources");
        var page = Page.Read(query, region, ids);
        var isDryRun = query.IsDryRun;
        query.RefuseUnread();
        if (ids.Count > MaxIds)
        {
            throw Ec2Errors.TooManyIds(ids.Count, MaxIds);
        }

        var candidates = ids.Count > 0 ? region.Described(ids) : region.Described(page.AfterSequence);
        if (isDryRun)
        {
            throw Ec2Errors.DryRun();
        }

        var (found, nextToken) = page.Take(
            region,
            candidates,
            instance => (includesAll || instance.State == SimulatedState.Running)
                && (withHidden || !instance.Spec.HiddenByDefault)
                && filters.Matches(instance));
        return xml => Write(xml, found, nextToken);
    }

    private static void Write(XmlBuffer xml, List<Instance> instances, string? nextToken)
    {
        xml.Raw("<instanceStatusSet>"u8);
        foreach (var instance in instances)
        {
            InstanceStatusXml.Write(xml, instance);
        }

        xml.Raw("</instanceStatusSet>"u8);
        xml.Element("nextToken"u8, nextToken);
    }
}
