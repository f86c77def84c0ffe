using System.Collections.Immutable;

namespace Stopinator.Iam;

/// <summary>Writes tag values as IAM reads them.</summary>
/// <remarks>
/// In every string <c>${</c> begins a policy variable. StringLike reads <c>*</c> as any text, as EC2 filters do. It reads <c>?</c> as
/// exactly one character, where EC2 filters read it as zero or one. A backslash has no special meaning in StringLike.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars"/>
internal static class IamPattern
{
    /// <summary>
    /// The largest number of IAM patterns that may stand for one EC2 pattern. Each '?' apart from its neighbours doubles the number.
    /// </summary>
    public const int MaxPatterns = 64;

    /// <summary>Returns a text as a value of StringEquals.</summary>
    public static string Literal(string text) => text.Replace("$", "${$}", StringComparison.Ordinal);

    /// <summary>
    /// Returns the values of StringLike that together match the same texts as a pattern of an EC2 filter. Null when they are too many.
    /// </summary>
    public static ImmutableArray<string>? Of(string filterPattern)
    {
        ImmutableArray<string> patterns = [""];
        for (var i = 0; i < filterPattern.Length; i++)
        {
            string[] next;
            if (filterPattern[i] is '*' or '?')
            {
                var run = WildcardsAt(filterPattern, i);
                i += run.Length - 1;
                next = run.Contains('*') ? ["*"] : [.. Enumerable.Range(0, run.Length + 1).Select(length => new string('?', length))];
            }
            else
            {
                i += filterPattern[i] == '\\' && i + 1 < filterPattern.Length ? 1 : 0;
                next = [Escaped(filterPattern[i])];
            }

            if (patterns.Length * next.Length > MaxPatterns)
            {
                return null;
            }

            patterns = [.. patterns.SelectMany(_ => next, string.Concat)];
        }

        return patterns;
    }

    private static ReadOnlySpan<char> WildcardsAt(string pattern, int start)
    {
        var rest = pattern.AsSpan(start);
        var end = rest.IndexOfAnyExcept('*', '?');
        return end < 0 ? rest : rest[..end];
    }

    private static string Escaped(char character) => character is '*' or '?' or '$' ? $"${{{character}}}" : character.ToString();
}
