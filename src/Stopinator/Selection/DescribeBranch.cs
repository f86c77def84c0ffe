using System.Collections.Immutable;

namespace Stopinator.Selection;

/// <summary>
/// One conjunction of a compiled selector: the ids and filters that one describe asks EC2 for, and the conditions that are checked on its
/// answer.
/// </summary>
internal sealed record DescribeBranch
{
    /// <summary>The branch that selects everything.</summary>
    public static DescribeBranch Everything { get; } = new();

    /// <summary>The ids to ask for; null for a query without ids.</summary>
    public ImmutableArray<string>? Ids { get; init; }

    /// <summary>The filters, by name. EC2 accepts each name once.</summary>
    public ImmutableSortedDictionary<string, FilterNode> Filters { get; init; } =
        ImmutableSortedDictionary.Create<string, FilterNode>(StringComparer.Ordinal);

    /// <summary>The conditions that have to match as well: a second condition on a field that already has a filter.</summary>
    public ImmutableArray<SelectorNode> Checks { get; init; } = [];

    /// <summary>The conditions that must not match.</summary>
    public ImmutableArray<SelectorNode> Exclusions { get; init; } = [];

    /// <summary>Returns the branch for the instances in both; null when no instance can be in both.</summary>
    public static DescribeBranch? Intersect(DescribeBranch left, DescribeBranch right)
    {
        var ids = left.Ids is { } l && right.Ids is { } r ? [.. l.Intersect(r, StringComparer.Ordinal)] : left.Ids ?? right.Ids;
        if (ids is { IsEmpty: true })
        {
            return null;
        }

        var result = left with
        {
            Ids = ids,
            Checks = left.Checks.AddRange(right.Checks),
            Exclusions = left.Exclusions.AddRange(right.Exclusions),
        };
        foreach (var filter in right.Filters.Values)
        {
            if (result.WithFilter(filter) is not { } narrowed)
            {
                return null;
            }

            result = narrowed;
        }

        return result;
    }

    /// <summary>
    /// Returns the branch for the instances in either, when one describe can ask for it: the two differ in one list of values only. Null
    /// otherwise.
    /// </summary>
    public static DescribeBranch? Unite(DescribeBranch left, DescribeBranch right)
    {
        if (!Same(left.Checks, right.Checks) || !Same(left.Exclusions, right.Exclusions) || left.Ids.HasValue != right.Ids.HasValue
            || !left.Filters.Keys.SequenceEqual(right.Filters.Keys, StringComparer.Ordinal))
        {
            return null;
        }

        var differing = left.Filters.Keys.Where(name => !Same(left.Filters[name].Patterns, right.Filters[name].Patterns)).Take(2).ToArray();
        var sameIds = left.Ids is null || Same(left.Ids.Value, right.Ids!.Value);
        return (sameIds, differing) switch
        {
            (true, []) => left,
            (false, []) => left with { Ids = [.. left.Ids!.Value.Union(right.Ids!.Value, StringComparer.Ordinal)] },
            (true, [var name]) => left with { Filters = left.Filters.SetItem(name, Unite(left.Filters[name], right.Filters[name])) },
            _ => null,
        };
    }

    /// <summary>
    /// Returns the branch without ids that are excluded again, so that an excluded id that EC2 does not know is not reported as missing.
    /// Null when no id is left.
    /// </summary>
    public DescribeBranch? WithoutExcludedIds()
    {
        if (Ids is not { } ids || Exclusions.IsEmpty)
        {
            return this;
        }

        var excluded = Exclusions
            .SelectMany(exclusion => exclusion is OrNode or ? or.Operands : [exclusion])
            .OfType<IdsNode>()
            .SelectMany(list => list.Ids);
        ids = [.. ids.Except(excluded, StringComparer.Ordinal)];
        return ids.IsEmpty ? null : this with { Ids = ids };
    }

    private static FilterNode Unite(FilterNode left, FilterNode right) =>
        left with { Patterns = [.. left.Patterns.Union(right.Patterns, StringComparer.Ordinal)] };

    private static bool Same(ImmutableArray<string> left, ImmutableArray<string> right) =>
        left.Length == right.Length && left.ToHashSet(StringComparer.Ordinal).SetEquals(right);

    private static bool Same(ImmutableArray<SelectorNode> left, ImmutableArray<SelectorNode> right) =>
        left.Select(SelectorText.Format).SequenceEqual(right.Select(SelectorText.Format), StringComparer.Ordinal);

    private DescribeBranch? WithFilter(FilterNode filter)
    {
        if (!Filters.TryGetValue(filter.Name, out var existing))
        {
            return this with { Filters = Filters.Add(filter.Name, filter) };
        }

        var literals = filter.Patterns.Select(FilterPattern.AsLiteral).ToHashSet(StringComparer.Ordinal);
        var bothLiteral = !literals.Contains(null) && existing.Patterns.All(pattern => FilterPattern.AsLiteral(pattern) is not null);
        if (!bothLiteral || !FilterFields.IsSingleValued(filter.Name))
        {
            return this with { Checks = Checks.Add(filter) };
        }

        ImmutableArray<string> common = [.. existing.Patterns.Where(pattern => literals.Contains(FilterPattern.AsLiteral(pattern)))];
        return common.IsEmpty ? null : this with { Filters = Filters.SetItem(filter.Name, existing with { Patterns = common }) };
    }
}
