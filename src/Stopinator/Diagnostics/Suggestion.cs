namespace Stopinator.Diagnostics;

/// <summary>Finds what a mistyped word was probably meant to be.</summary>
internal static class Suggestion
{
    /// <summary>" Did you mean 'x'?" with a leading blank, or nothing when no known word is near.</summary>
    public static string For(string word, IEnumerable<string> known) =>
        Closest(word, known) is { } best ? $" Did you mean '{best}'?" : "";

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

    // Levenshtein, case-insensitive, over one row.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitute = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
