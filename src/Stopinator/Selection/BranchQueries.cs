namespace Stopinator.Selection;

/// <summary>The describes of a branch, split where EC2's limits ask for it.</summary>
internal static class BranchQueries
{
    private const int PageSize = 1000;
    private const string InstanceIdFilter = "instance-id";

    /// <summary>
    /// Few ids go as a filter, in which an unknown one is merely absent. Many go as a list (so do few, when there is no room for one
    /// more filter), in which one unknown id fails the call but 1,000 fit; such a query has no pages.
    /// </summary>
    public static IEnumerable<InstanceQuery> Of(DescribeBranch branch)
    {
        var byIdFilter = branch.Ids is { Length: <= Ec2FilterLimits.MaxValuesPerFilter }
            && branch.Filters.Count < Ec2FilterLimits.MaxFiltersPerCall
            && !branch.Filters.ContainsKey(InstanceIdFilter);
        var idChunks = branch.Ids is { } ids && !byIdFilter ? ids.Chunk(Ec2FilterLimits.MaxIdsPerCall) : [[]];

        var filters = branch.Filters.Values.Select(filter => new InstanceFilter(filter.Name, filter.Patterns));
        if (byIdFilter)
        {
            filters = filters.Append(new InstanceFilter(InstanceIdFilter, branch.Ids!.Value));
        }

        return
            from chosen in Split([.. filters])
            from chunk in idChunks
            select new InstanceQuery
            {
                InstanceIds = [.. chunk],
                Filters = [.. chosen],
                PageSize = chunk.Length == 0 ? PageSize : null,
            };
    }

    // Alternatives beyond 200 values go into several queries: every combination of chunks, since all filters have to match.
    private static IEnumerable<InstanceFilter[]> Split(InstanceFilter[] filters) =>
        filters.Aggregate(
            (IEnumerable<InstanceFilter[]>)[[]],
            (combinations, filter) =>
                from combination in combinations
                from chunk in filter.Patterns.Chunk(Ec2FilterLimits.MaxValuesPerFilter)
                select (InstanceFilter[])[.. combination, filter with { Patterns = [.. chunk] }]);
}
