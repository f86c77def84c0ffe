using Stopinator.Testing.Engine;
using Stopinator.Testing.Filters;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>Describes instances by id, by filter, by page, or all of them when nothing is specified.</summary>
internal sealed class DescribeInstances : IEc2Action
{
    /// <summary>The limit in "Pagination" in the EC2 developer guide.</summary>
    private const int MaxIds = 1000;

    public Action<XmlBuffer> Execute(Query query, Region region)
    {
        var ids = query.List("InstanceId");
        var filters = FilterSet.Read(query, InstanceFields.OfInstance);
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
            instance => (withHidden || !instance.Spec.HiddenByDefault) && filters.Matches(instance));
        return xml => Write(xml, found, nextToken);
    }

    private static void Write(XmlBuffer xml, List<Instance> instances, string? nextToken)
    {
        xml.Raw("<reservationSet>"u8);
        foreach (var reservation in instances.GroupBy(instance => instance.Spec.ReservationId, StringComparer.Ordinal))
        {
            InstanceXml.WriteReservation(xml, reservation);
        }

        xml.Raw("</reservationSet>"u8);
        xml.Element("nextToken"u8, nextToken);
    }
}
