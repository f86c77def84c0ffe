namespace Stopinator.Selection;

/// <summary>Turns a branch into describes, split where EC2's limits require it.</summary>
internal static class BranchQueries
{
    private const int PageSize = 1000;
    private const string InstanceIdFilter = "instance-id";

    /// <summary>
    /// Returns the queries of a branch. Few ids go as a filter, in which an unknown id is merely absent. Many ids go as a list, in which
    /// one unknown id fails the call but 1,000 fit. Few ids go as a list, too, when there is no room for one more filter. A query with a
    /// list has no pages.
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

    // Alternatives beyond 200 values go into several queries. There is a query for every combination of chunks, since all filters have to
    // match.
    private static IEnumerable<InstanceFilter[]> Split(InstanceFilter[] filters) =>
        filters.Aggregate(
            (IEnumerable<InstanceFilter[]>)[[]],
            (combinations, filter) =>
                from combination in combinations
                from chunk in filter.Patterns.Chunk(Ec2FilterLimits.MaxValuesPerFilter)
                select (InstanceFilter[])[.. combination, filter with { Patterns = [.. chunk] }]);
}
