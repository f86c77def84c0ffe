using Stopinator.Testing.Engine;
using Stopinator.Testing.Filters;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>A describe that finds its items by id, by filter, by page, or all of them when nothing is specified.</summary>
/// <typeparam name="T">The type of the items, which do not change after they were found.</typeparam>
internal abstract class PagedDescribe<T> : IEc2Action
{
    /// <summary>The parameter that names ids, and the set as errors name it; null for an action that takes no ids.</summary>
    protected abstract (string Parameter, string Set)? Ids { get; }

    /// <summary>The greatest number of ids in a call. The default is the limit in "Pagination" in the EC2 developer guide.</summary>
    protected virtual int MaxIds => 1000;

    /// <summary>The greatest size of a page.</summary>
    protected virtual int MaxResults => 1000;

    public Action<XmlBuffer> Execute(Query query, Region region)
    {
        var ids = Ids is { } named ? query.List(named.Parameter) : [];
        var filters = FilterSet<T>.Read(query, FieldOf);
        var isShown = ReadFlags(query);
        var page = Page.Read(query, region, (Ids?.Set ?? "", ids), MaxResults);
        var isDryRun = query.IsDryRun;
        query.RefuseUnread();
        if (ids.Count > MaxIds)
        {
            throw Ec2Errors.TooManyIds(ids.Count, MaxIds);
        }

        var candidates = ids.Count > 0 ? Find(region, ids) : FindAll(region, page.After);
        if (isDryRun)
        {
            throw Ec2Errors.DryRun();
        }

        var (found, nextToken) = page.Take(region, candidates, PositionOf, item => isShown(item) && filters.Matches(item));
        return xml =>
        {
            Write(xml, found);
            xml.Element("nextToken"u8, nextToken);
        };
    }

    /// <summary>Returns the field of a filter by the filter's name; null for an unknown name.</summary>
    protected abstract Field<T>? FieldOf(string filter);

    /// <summary>Reads the flags of the action, which decide whether an item is shown at all.</summary>
    protected virtual Func<T, bool> ReadFlags(Query query) => static _ => true;

    /// <summary>Returns the items with the given ids, or throws an error that names the ids that are unknown.</summary>
    protected abstract IEnumerable<T> Find(Region region, IReadOnlyList<string> ids);

    /// <summary>Returns all items behind a position, in the order of their positions.</summary>
    protected abstract IEnumerable<T> FindAll(Region region, long after);

    /// <summary>Returns the position of an item, from 1. A page token remembers the position.</summary>
    protected abstract long PositionOf(T item);

    /// <summary>Writes the items of a page.</summary>
    protected abstract void Write(XmlBuffer xml, IReadOnlyList<T> items);
}

/// <summary>A describe of instances.</summary>
internal abstract class PagedDescribeOfInstances : PagedDescribe<Instance>
{
    protected sealed override (string Parameter, string Set)? Ids => ("InstanceId", "instancesSet");

    protected override Func<Instance, bool> ReadFlags(Query query)
    {
        var withHidden = query.Flag("IncludeManagedResources");
        return instance => withHidden || !instance.Spec.HiddenByDefault;
    }

    protected sealed override IEnumerable<Instance> Find(Region region, IReadOnlyList<string> ids) => region.Described(ids);

    protected sealed override IEnumerable<Instance> FindAll(Region region, long after) => region.Described((int)after);

    protected sealed override long PositionOf(Instance item) => item.Spec.Sequence;
}
