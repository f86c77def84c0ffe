using System.Collections.Immutable;
using Stopinator.Diagnostics;
using Stopinator.Selection;

namespace Stopinator.Iam;

/// <summary>The requirements of one statement on an instance, and the parts of the selector that the statement cannot express.</summary>
internal sealed record InstanceBound(
    ImmutableArray<string>? Ids, ImmutableArray<IamCondition> Conditions, ImmutableArray<UnsupportedPart> Unsupported)
{
    // This is more than the number of statements that fit into a policy.
    private const int MaxAlternatives = 100;

    /// <summary>True when the statement requires anything.</summary>
    public bool IsBounded => Ids is not null || !Conditions.IsEmpty;

    /// <summary>Returns the bounds of a selector. An instance has to be within one of them.</summary>
    /// <exception cref="ArgumentException">The selector has too many alternatives, or tag keys that IAM treats as the same.</exception>
    public static ImmutableArray<InstanceBound> Of(InstanceSelector selector) =>
        [.. SelectorCompiler.Compile(selector).SelectMany(branch => Alternatives(branch).Select(filters => Of(branch, filters)))];

    // IAM requires all conditions of a statement. "This tag or that one" takes a statement for each tag.
    private static ImmutableArray<FilterNode>[] Alternatives(DescribeBranch branch)
    {
        IEnumerable<ImmutableArray<FilterNode>> conjunctions = [[]];
        foreach (var filter in branch.Filters.Values.Concat(branch.Checks.Cast<FilterNode>()))
        {
            FilterNode[] choices = filter.Name == "tag-key"
                ? [.. filter.Patterns.Select(pattern => filter with { Patterns = [pattern] })]
                : [filter];
            conjunctions = conjunctions.SelectMany(_ => choices, (filters, choice) => filters.Add(choice));
        }

        return conjunctions.Take(MaxAlternatives + 1).ToArray() is { Length: <= MaxAlternatives } alternatives
            ? alternatives
            : throw new ArgumentException(
                $"The selector has more than {MaxAlternatives} alternatives of tag keys, and each takes a statement. Select by one tag "
                + "that all instances carry.",
                paramName: null);
    }

    private static InstanceBound Of(DescribeBranch branch, ImmutableArray<FilterNode> filters)
    {
        var conditions = new Dictionary<(string Operator, string Key), IamCondition>();
        var unsupported = branch.Exclusions
            .Select(exclusion => new UnsupportedPart(
                $"except {SelectorText.Format(exclusion)}",
                "A policy allows by what an instance carries, not by what it lacks: a tag that is missing or misspelled would be a "
                + "permission."))
            .ToImmutableArray();
        foreach (var filter in filters)
        {
            var (condition, part) = TagCondition.Of(filter);
            if (condition is not null && !conditions.TryAdd((condition.Operator, condition.Key), condition)
                && !SameValues(conditions[(condition.Operator, condition.Key)], condition))
            {
                part = new UnsupportedPart(
                    SelectorText.Format(filter),
                    $"A statement can use {condition.Operator} on a tag once, and one matching value is enough.");
            }

            unsupported = part is null ? unsupported : unsupported.Add(part);
        }

        RefuseKeysThatIamTakesForOne(conditions.Values);
        return new InstanceBound(
            branch.Ids,
            [
                .. conditions.Values.OrderBy(condition => condition.Operator == "Null")
                    .ThenBy(condition => condition.Operator, StringComparer.Ordinal)
                    .ThenBy(condition => condition.Key, StringComparer.Ordinal),
            ],
            unsupported);
    }

    private static bool SameValues(IamCondition left, IamCondition right) =>
        left.Values.ToHashSet(StringComparer.Ordinal).SetEquals(right.Values);

    // No part can be left out here: on an instance with both tags, IAM would compare one tag with the value required of the other.
    private static void RefuseKeysThatIamTakesForOne(IEnumerable<IamCondition> conditions)
    {
        var keys = conditions.Select(condition => condition.Key).Distinct(StringComparer.Ordinal);
        if (keys.GroupBy(key => key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Skip(1).Any()) is { } same)
        {
            var tags = same.Order(StringComparer.Ordinal).Select(key => ErrorText.Quote(key[TagCondition.KeyPrefix.Length..]));
            throw new ArgumentException(
                $"The selector asks for the tags {string.Join(" and ", tags)} of one instance; "
                + "IAM treats keys that differ only in upper and lower case as the same key. Select by one of them.",
                paramName: null);
        }
    }
}
