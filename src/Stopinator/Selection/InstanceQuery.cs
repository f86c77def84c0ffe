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

/// <summary>A filter of DescribeInstances: one of the patterns has to match.</summary>
/// <param name="Name">The name, e.g. <c>tag:Env</c> or <c>instance-state-name</c>.</param>
/// <param name="Patterns">Up to 200 values with EC2's wildcards: <c>*</c>, <c>?</c> (zero or one character), backslash to escape.</param>
internal sealed record InstanceFilter(string Name, ImmutableArray<string> Patterns);
