namespace Stopinator.Diagnostics;

/// <summary>Finds what a mistyped word was probably meant to be.</summary>
internal static class Suggestion
{
    /// <summary>" Did you mean 'x'?" with a leading blank, or nothing when no known word is near.</summary>
    public static string For(string word, IEnumerable<string> known) =>
        Closest(word, known) is { } best ? $" Did you mean {ErrorText.Quote(best)}?" : "";

    /// <summary>The known word within an edit distance of a third of its length, at most three; the first one on a tie.</summary>
    public static string? Closest(string word, IEnumerable<string> known) =>
        known
            .Where(candidate => Math.Abs(candidate.Length - word.Length) <= MaxDistance(candidate))
            .Select(candidate => (candidate, distance: Distance(word, candidate)))
            .Where(pair => pair.distance <= MaxDistance(pair.candidate))
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();

    private static int MaxDistance(string candidate) => Math.Clamp(candidate.Length / 3, 1, 3);

    // The changes of one letter, and the swaps of two neighbours, that make one word of the other; upper and lower case are the same.
    private static int Distance(string a, string b)
    {
        int[] beforeLast = [], last = [.. Enumerable.Range(0, b.Length + 1)];
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(last[j - 1] + (Same(i, j) ? 0 : 1), Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(i, j - 1) && Same(i - 1, j))
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, row);
        }

        return last[b.Length];

        bool Same(int i, int j) => char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
    }
}
