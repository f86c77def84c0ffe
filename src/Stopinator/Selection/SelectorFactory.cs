using System.Collections.Immutable;
using Stopinator.Diagnostics;
using Stopinator.Instances;

namespace Stopinator.Selection;

/// <summary>Builds selector nodes. It refuses what EC2 would refuse, and names the value and the limit.</summary>
internal static class SelectorFactory
{
    /// <summary>
    /// The largest depth of nested operators. The JSON form then stays within the 64 levels that JSON readers accept by default.
    /// </summary>
    public const int MaxDepth = 25;

    private const int MaxConditions = 10_000;
    private const string TagPrefix = "tag:";

    // The text form does not read these words as names of filters.
    private static readonly string[] Words = ["all", "and", "except", "id", "name", "or", "tag"];

    public static IdsNode Ids(IEnumerable<string> instanceIds)
    {
        ArgumentNullException.ThrowIfNull(instanceIds);
        var ids = instanceIds.Distinct(StringComparer.Ordinal).ToImmutableArray();
        if (ids.IsEmpty)
        {
            throw new ArgumentException(
                "The selector is empty: no instance id was given. An empty list never means every instance; use InstanceSelector.All for "
                + "that.",
                nameof(instanceIds));
        }

        foreach (var id in ids.Where(id => !InstanceId.IsValid(id)))
        {
            throw new ArgumentException(
                $"{ErrorText.Quote(id)} is not an instance id: it takes 'i-' and 8 or 17 lower-case hexadecimal digits.",
                nameof(instanceIds));
        }

        return new IdsNode(ids);
    }

    public static FilterNode Tag(string key, IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new FilterNode(
            TagFilterName(key),
            Patterns($"tag:{key}", values.Select(value => value is null ? null! : FilterPattern.Escape(value)), nameof(values)));
    }

    public static FilterNode TagLike(string key, IEnumerable<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        var filter = new FilterNode(TagFilterName(key), Patterns($"tag:{key}", patterns, nameof(patterns)));
        RefuseMatchAll(filter, nameof(patterns));
        return filter;
    }

    public static FilterNode TagKey(string key)
    {
        TagFilterName(key);
        return new FilterNode("tag-key", Patterns("tag-key", [FilterPattern.Escape(key)], nameof(key)));
    }

    public static FilterNode Filter(string name, IEnumerable<string> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        if (name.StartsWith(TagPrefix, StringComparison.Ordinal))
        {
            return TagLike(name[TagPrefix.Length..], values);
        }

        if (name.Length > Ec2FilterLimits.MaxValueLength
            || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.'))
        {
            throw new ArgumentException(
                $"{ErrorText.Quote(name)} is not the name of an EC2 filter: names are lower-case letters, digits, '-' and '.', or 'tag:' "
                + "and a tag key.",
                nameof(name));
        }

        return Words.Contains(name, StringComparer.Ordinal)
            ? throw new ArgumentException(
                $"{ErrorText.Quote(name)} is not the name of an EC2 filter. Ids are selected by ById, names by ByName, tags by ByTag.",
                nameof(name))
            : new FilterNode(name, Patterns(name, values, nameof(values)));
    }

    // Chains of one operator stay flat, so that a combination of thousands of selectors nests nothing. Lists of ids become one list, so
    // that a selector equals the selector read back from its text.
    public static SelectorNode And(params IEnumerable<SelectorNode> operands)
    {
        ImmutableArray<SelectorNode> flat = [.. operands.SelectMany(operand => operand is AndNode and ? and.Operands : [operand])];
        var joined = WithOneList(flat, lists => lists.Aggregate((left, right) => left.Intersect(right, StringComparer.Ordinal)));
        return joined is [var only] ? only : Bounded(new AndNode(joined));
    }

    public static SelectorNode Or(params IEnumerable<SelectorNode> operands)
    {
        ImmutableArray<SelectorNode> flat = [.. operands.SelectMany(operand => operand is OrNode or ? or.Operands : [operand])];
        var joined = WithOneList(flat, lists => lists.SelectMany(ids => ids).Distinct(StringComparer.Ordinal));
        return joined is [var only] ? only : Bounded(new OrNode(joined));
    }

    public static SelectorNode Except(SelectorNode left, SelectorNode right) =>
        Bounded(left is ExceptNode nested ? new ExceptNode(nested.Left, Or(nested.Right, right)) : new ExceptNode(left, right));

    // Lists without a common id stay apart, since an empty list is not a selector.
    private static ImmutableArray<SelectorNode> WithOneList(
        ImmutableArray<SelectorNode> operands, Func<IEnumerable<IEnumerable<string>>, IEnumerable<string>> join)
    {
        var lists = operands.OfType<IdsNode>().ToArray();
        return lists.Length > 1 && join(lists.Select(list => list.Ids.AsEnumerable())).ToImmutableArray() is { IsEmpty: false } ids
            ? operands.RemoveAll(operand => operand is IdsNode).Insert(operands.IndexOf(lists[0]), new IdsNode(ids))
            : operands;
    }

    private static string TagFilterName(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (key.Length > Ec2FilterLimits.MaxTagKeyLength)
        {
            throw new ArgumentException(
                $"The tag key {ErrorText.Quote(key)} is too long: EC2 allows {Ec2FilterLimits.MaxTagKeyLength} characters.", nameof(key));
        }

        RefuseUnsendable("tag key", key, nameof(key));
        return TagPrefix + key;
    }

    private static ImmutableArray<string> Patterns(string filterName, IEnumerable<string> patterns, string parameterName)
    {
        var distinct = ImmutableArray.CreateBuilder<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pattern in patterns)
        {
            Check(filterName, pattern, parameterName);
            if (seen.Add(pattern))
            {
                distinct.Add(pattern);
            }

            if (distinct.Count > Ec2FilterLimits.MaxValuesPerFilter)
            {
                throw new ArgumentException(
                    $"The filter {ErrorText.Quote(filterName)} has more than {Ec2FilterLimits.MaxValuesPerFilter} values, EC2's limit; "
                    + $"value {distinct.Count} is {ErrorText.Quote(pattern)}. "
                    + "Combine several selectors with Or: they are sent as several describes.",
                    parameterName);
            }
        }

        return distinct.Count > 0
            ? distinct.ToImmutable()
            : throw new ArgumentException(
                $"The selector is empty: the filter {ErrorText.Quote(filterName)} has no value. To select by the presence of a tag use "
                + "ByTagKey.",
                parameterName);
    }

    private static void Check(string filterName, string? pattern, string parameterName)
    {
        if (pattern is null)
        {
            throw new ArgumentException($"A value of the filter {ErrorText.Quote(filterName)} is null.", parameterName);
        }

        if (pattern.Length > Ec2FilterLimits.MaxValueLength)
        {
            throw new ArgumentException(
                $"The value {ErrorText.Quote(pattern)} of the filter {ErrorText.Quote(filterName)} is too long: EC2 allows "
                + $"{Ec2FilterLimits.MaxValueLength} characters, "
                + "backslashes before literal '*', '?' and '\\' included.",
                parameterName);
        }

        RefuseUnsendable($"value of the filter {ErrorText.Quote(filterName)}", pattern, parameterName);
    }

    private static void RefuseUnsendable(string what, string text, string parameterName)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsControl(text[i]) || char.IsSurrogate(text[i]))
            {
                throw new ArgumentException(
                    $"The {what} {ErrorText.Quote(text)} holds "
                    + $"{(char.IsControl(text[i]) ? "the control character" : "half of the character pair")} U+{(int)text[i]:X4} "
                    + $"at position {i}; no tag or field of an instance can.",
                    parameterName);
            }
        }
    }

    private static void RefuseMatchAll(FilterNode filter, string parameterName)
    {
        var matchAll = filter.Patterns.Where(pattern =>
            pattern.Contains('*', StringComparison.Ordinal) && pattern.All(character => character is '*' or '?'));
        foreach (var pattern in matchAll)
        {
            throw new ArgumentException(
                $"The pattern {ErrorText.Quote(pattern)} of {ErrorText.Quote(filter.Name)} fits every value. To select by the presence "
                + "of a tag use ByTagKey.",
                parameterName);
        }
    }

    private static SelectorNode Bounded(SelectorNode node) =>
        node.Depth > MaxDepth ? throw new ArgumentException(
            $"The selector is nested {node.Depth} operators deep; the limit is {MaxDepth}.", paramName: null)
        : node.Conditions > MaxConditions ? throw new ArgumentException(
            $"The selector holds {node.Conditions} conditions; the limit is {MaxConditions}. Any number of ids is one condition, and so "
            + $"are up to {Ec2FilterLimits.MaxValuesPerFilter} values of a filter.",
            paramName: null)
        : node;
}
