using System.Globalization;
using System.Text;
using Stopinator.Diagnostics;

namespace Stopinator.Selection;

/// <summary>
/// Finds words of a selector that look like a mistyped operator or quotation mark. As part of a key or value they would select other
/// instances than intended. Double quotes say that a character is intended.
/// </summary>
internal static class SelectorMistakes
{
    private const string WayOut = "put the key or value in double quotes if it really holds that character.";

    // These are the filters of DescribeInstances that are one word. EC2 checks a name with '-' or '.', since it may have new ones.
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
    private static readonly string[] OneWordFilters = ["affinity", "architecture", "hypervisor", "platform", "reason", "tenancy"];

    /// <summary>Returns the problem of a word that is not in quotes, with the way out; null when there is none.</summary>
    public static string? ProblemOf(string word)
    {
        foreach (var rune in word.EnumerateRunes())
        {
            if (rune.Value is '!' or '\u2260')
            {
                return $"{ErrorText.Quote(word)} holds '{rune}'. There is no 'not': write 'all except tag:Env=dev', or {WayOut}";
            }

            if (rune.Value is '<' or '>' or ';' or '`')
            {
                return $"{ErrorText.Quote(word)} holds '{rune}', which is no operator; {WayOut}";
            }

            if (IsWideOperator(rune))
            {
                return $"{ErrorText.Quote(word)} holds the full-width '{rune}'. Write its ASCII form, or {WayOut}";
            }

            if (IsInvisible(rune))
            {
                return $"{ErrorText.Quote(word)} holds an invisible character. Take it out, or {WayOut}";
            }
        }

        return word.Length > 0 && (IsQuote(word[0]) || IsQuote(word[^1]))
            ? $"{ErrorText.Quote(word)} begins or ends with a quotation mark that does not quote. Quote with \", or {WayOut}"
            : null;
    }

    /// <summary>
    /// Returns the problem of a condition whose name is not a filter of EC2, with the way out; null when EC2 may know the name.
    /// </summary>
    public static string? ProblemOfFilter(string name)
    {
        var mayBeOne = name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.')
            && (name.AsSpan().ContainsAny('-', '.') || OneWordFilters.Contains(name, StringComparer.Ordinal));
        return mayBeOne
            ? null
            : $"{ErrorText.Quote(name)} is not the name of an EC2 filter. Did you mean "
                + $"{ErrorText.Quote($"tag:{name}")}?{Suggestion.For(name, FilterFields.Names)}";
    }

    private static bool IsQuote(char character) =>
        character is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201C' or '\u201D' or '\u201E' or '\u00AB' or '\u00BB';

    // Keyboards for Chinese, Japanese and Korean make these forms of ! " & ' ( ) * , : ; < = > ? | ~.
    private static bool IsWideOperator(Rune rune) =>
        rune.Value is >= 0xFF01 and <= 0xFF5E && "!\"&'()*,:;<=>?|~".Contains((char)(rune.Value - 0xFF01 + '!'), StringComparison.Ordinal);

    private static bool IsInvisible(Rune rune) =>
        Rune.IsControl(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
