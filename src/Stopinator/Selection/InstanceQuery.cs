using System.Collections.Immutable;

namespace Stopinator.Selection;

/// <summary>A query for one page of DescribeInstances.</summary>
/// <remarks>EC2 does not accept ids together with a page size: a query by id is answered in one page.</remarks>
internal sealed record InstanceQuery
{
    /// <summary>Up to 1,000 ids; empty for a query by filters. One id that EC2 does not know fails the whole call.</summary>
    public ImmutableArray<string> InstanceIds { get; init; } = [];

    /// <summary>Up to 50 filters, all of which have to match.</summary>
    public ImmutableArray<InstanceFilter> Filters { get; init; } = [];

    /// <summary>The largest number of instances on a page (5 to 1,000); null with <see cref="InstanceIds"/>.</summary>
    public int? PageSize { get; init; }

    /// <summary>The token of the page; null for the first page.</summary>
    public string? PageToken { get; init; }
}
