using System.Collections.Immutable;

namespace Stopinator.Selection;

/// <summary>Writes a selector as text. Nested operators always stand in parentheses, so no precedence has to be remembered.</summary>
internal static class SelectorText
{
    public static string Format(SelectorNode node) =>
        node switch
        {
            AllNode => "all",
            IdsNode ids => $"id={string.Join(',', ids.Ids)}",
            FilterNode { Name: "tag-key", Patterns: [var only] }
                when FilterPattern.AsLiteral(only) is { Length: > 0 and <= Ec2FilterLimits.MaxTagKeyLength } key => $"tag:{Quote(key)}",
            FilterNode filter => FormatFilter(filter),
            AndNode and => string.Join(" and ", and.Operands.Select(FormatOperand)),
            OrNode or => string.Join(" or ", or.Operands.Select(FormatOperand)),
            ExceptNode except => $"{FormatOperand(except.Left)} except {FormatOperand(except.Right)}",
            _ => throw new InvalidOperationException($"Unknown selector node {node.GetType()}."),
        };

    /// <summary>Returns true when a character ends a word that is not in quotes.</summary>
    public static bool IsSpecial(char character) =>
        char.IsWhiteSpace(character) || character is ',' or '=' or '~' or '(' or ')' or '"' or '&' or '|';

    private static string FormatOperand(SelectorNode node) =>
        node is AndNode or OrNode or ExceptNode ? $"({Format(node)})" : Format(node);

    private static string FormatFilter(FilterNode filter)
    {
        var name = filter.Name.StartsWith("tag:", StringComparison.Ordinal) ? $"tag:{Quote(filter.Name[4..])}" : filter.Name;
        var literals = filter.Patterns.Select(FilterPattern.AsLiteral).OfType<string>().ToImmutableArray();
        return literals.Length == filter.Patterns.Length
            ? $"{name}={string.Join(',', literals.Select(QuoteLiteral))}"
            : $"{name}~{string.Join(',', filter.Patterns.Select(Quote))}";
    }

    // The parser would report a bare '*' after '=' as a mistake.
    private static string QuoteLiteral(string value) => value.AsSpan().ContainsAny('*', '?') ? InQuotes(value) : Quote(value);

    private static string Quote(string word) =>
        word.Length > 0 && !word.Any(IsSpecial) && SelectorMistakes.ProblemOf(word) is null ? word : InQuotes(word);

    private static string InQuotes(string word) => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
