using System.Collections.Immutable;
using Stopinator.Selection;

namespace Stopinator.Iam;

/// <summary>Translates a filter on a tag into a condition of IAM.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html"/>
internal static class TagCondition
{
    public const string KeyPrefix = "aws:ResourceTag/";

    private const string TagPrefix = "tag:";

    // The IAM name requirements allow no other character in a policy document. No selector holds a control character, so there is no lower
    // bound.
    private const char LastCharacter = '\u00FF';

    /// <summary>Returns the condition, or the part that a policy cannot express with the reason.</summary>
    public static (IamCondition? Condition, UnsupportedPart? Unsupported) Of(FilterNode filter)
    {
        var isTag = filter.Name.StartsWith(TagPrefix, StringComparison.Ordinal);
        var key = isTag ? filter.Name[TagPrefix.Length..] : filter.Name == "tag-key" ? FilterPattern.AsLiteral(filter.Patterns[0]) : null;
        if (Problem(filter, key) is { } rule)
        {
            return (null, new UnsupportedPart(SelectorText.Format(filter), rule, BoundsNothing: IsState(filter)));
        }

        if (!isTag)
        {
            return (new IamCondition("Null", KeyPrefix + key, "false"), null);
        }

        ImmutableArray<string?> literals = [.. filter.Patterns.Select(FilterPattern.AsLiteral)];
        return literals.Contains(null, StringComparer.Ordinal)
            ? Like(filter, KeyPrefix + key)
            : (new IamCondition("StringEquals", KeyPrefix + key, [.. literals.Select(literal => IamPattern.Literal(literal!))]), null);
    }

    private static (IamCondition? Condition, UnsupportedPart? Unsupported) Like(FilterNode filter, string key)
    {
        ImmutableArray<ImmutableArray<string>?> patterns = [.. filter.Patterns.Select(IamPattern.Of)];
        return patterns.Contains(null)
            ? (null, new UnsupportedPart(
                SelectorText.Format(filter),
                $"In IAM '?' is one character, in EC2 one or none; it would take more than {IamPattern.MaxPatterns} values to "
                + "express the same."))
            : (new IamCondition(
                "StringLike", key, [.. patterns.SelectMany(values => values!.Value).Distinct(StringComparer.Ordinal)]), null);
    }

    private static string? Problem(FilterNode filter, string? key) =>
        IsState(filter) ? "The state of an instance cannot bound a policy that allows changing it."
        : key is null && filter.Name == "tag-key" ? "IAM takes the key of a tag literally."
        : key is null ? "The policy bounds instances by tag and id."
        : !key.All(IsOfKey) ? "IAM takes letters, digits, blanks and characters of _.:/=+-@ in the key of a tag, up to U+00FF."
        : filter.Patterns.Any(pattern => pattern.Any(character => character > LastCharacter)) ? "A policy holds no characters above U+00FF."
        : null;

    private static bool IsState(FilterNode filter) => filter.Name is "instance-state-name" or "instance-state-code";

    private static bool IsOfKey(char character) =>
        character <= LastCharacter
            && (char.IsLetterOrDigit(character) || character is ' ' or '_' or '.' or ':' or '/' or '=' or '+' or '-' or '@');
}

/// <summary>A part of a selector that a policy cannot express.</summary>
/// <param name="Part">The part, as text.</param>
/// <param name="Rule">The reason, as a sentence.</param>
/// <param name="BoundsNothing">True when the part may always be left out, because it changes with what the policy allows.</param>
internal sealed record UnsupportedPart(string Part, string Rule, bool BoundsNothing = false);
