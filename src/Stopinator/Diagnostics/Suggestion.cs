namespace Stopinator.Diagnostics;

/// <summary>Finds the word that a mistyped word was probably meant to be.</summary>
internal static class Suggestion
{
    /// <summary>Returns " Did you mean 'x'?" with a leading blank, or an empty text when no known word is near.</summary>
    public static string For(string word, IEnumerable<string> known) =>
        Closest(word, known) is { } best ? $" Did you mean {ErrorText.Quote(best)}?" : "";

    /// <summary>
    /// Returns the known word within an edit distance of a third of its length, at most three. On a tie the first word wins.
    /// </summary>
    public static string? Closest(string word, IEnumerable<string> known) =>
        known
            .Where(candidate => Math.Abs(candidate.Length - word.Length) <= MaxDistance(candidate))
            .Select(candidate => (candidate, distance: Distance(word, candidate)))
            .Where(pair => pair.distance <= MaxDistance(pair.candidate))
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();

    private static int MaxDistance(string candidate) => Math.Clamp(candidate.Length / 3, 1, 3);

    // Counts the changes of one letter and the swaps of two neighbours that turn one word into the other. Upper and lower case are the
    // same.
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
