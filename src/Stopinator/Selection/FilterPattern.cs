using System.Text;

namespace Stopinator.Selection;

/// <summary>
/// The pattern language of EC2 filter values. <c>*</c> is zero or more characters, and <c>?</c> is zero or one. A backslash makes the next
/// character literal. Upper and lower case differ.
/// </summary>
internal static class FilterPattern
{
    public static string Escape(string literal)
    {
        if (literal.AsSpan().IndexOfAny('*', '?', '\\') < 0)
        {
            return literal;
        }

        var escaped = new StringBuilder(literal.Length + 4);
        foreach (var character in literal)
        {
            if (character is '*' or '?' or '\\')
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }

    /// <summary>Returns the one text that the pattern matches; null when it holds a wildcard.</summary>
    public static string? AsLiteral(string pattern)
    {
        if (pattern.AsSpan().IndexOfAny('*', '?', '\\') < 0)
        {
            return pattern;
        }

        var literal = new StringBuilder(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is '*' or '?')
            {
                return null;
            }

            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                i++;
            }

            literal.Append(pattern[i]);
        }

        return literal.ToString();
    }

    public static bool Matches(string pattern, string value) =>
        AsLiteral(pattern) is { } literal
            ? string.Equals(literal, value, StringComparison.Ordinal)
            : MatchesWildcards(pattern, value);

    // reachable[i] says that the pattern read so far can end after i characters of the value. Time is bounded by pattern length times value
    // length, whatever the pattern.
    private static bool MatchesWildcards(string pattern, string value)
    {
        Span<bool> reachable = value.Length < 512 ? stackalloc bool[value.Length + 1] : new bool[value.Length + 1];
        reachable.Clear();
        reachable[0] = true;

        for (var p = 0; p < pattern.Length; p++)
        {
            switch (pattern[p])
            {
                case '*':
                    for (var i = 1; i <= value.Length; i++)
                    {
                        reachable[i] |= reachable[i - 1];
                    }

                    break;
                case '?':
                    for (var i = value.Length; i >= 1; i--)
                    {
                        reachable[i] |= reachable[i - 1];
                    }

                    break;
                default:
                    var expected = pattern[p] == '\\' && p + 1 < pattern.Length ? pattern[++p] : pattern[p];
                    for (var i = value.Length; i >= 1; i--)
                    {
                        reachable[i] = reachable[i - 1] && value[i - 1] == expected;
                    }

                    reachable[0] = false;
                    break;
            }
        }

        return reachable[value.Length];
    }
}
