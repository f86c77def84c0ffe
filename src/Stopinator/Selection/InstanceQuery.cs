using System.Collections.Immutable;

namespace Stopinator.Selection;

/// <summary>One page of DescribeInstances asked for.</summary>
/// <remarks>Ids and a page size exclude each other, as EC2 has it: a query by id is answered in one page.</remarks>
internal sealed record InstanceQuery
{
    /// <summary>Up to 1,000 ids; empty for a query by filters. One id that EC2 does not know fails the whole call.</summary>
    public ImmutableArray<string> InstanceIds { get; init; } = [];

    /// <summary>Up to 50 filters, all of which have to match.</summary>
    public ImmutableArray<InstanceFilter> Filters { get; init; } = [];

    /// <summary>How many instances a page holds at most (5 to 1,000); null with <see cref="InstanceIds"/>.</summary>
    public int? PageSize { get; init; }

    /// <summary>The token of the page asked for; null for the first.</summary>
    public string? PageToken { get; init; }
}
