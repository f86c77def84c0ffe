namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>Few combinations in which every choice meets every choice of every other option.</summary>
internal static class Pairwise
{
    /// <summary>Combines the options, greedily and always in the same way.</summary>
    /// <param name="choices">How many choices each option has.</param>
    /// <returns>Combinations: the number of the choice for each option.</returns>
    public static IEnumerable<int[]> Combine(IReadOnlyList<int> choices)
    {
        var open = OpenPairs(choices);
        while (open.Count > 0)
        {
            // The first open pair, so that each combination makes progress; then for each option what meets most open pairs.
            var row = Enumerable.Repeat(-1, choices.Count).ToArray();
            var (first, choice, second, otherChoice) = open.Min();
            (row[first], row[second]) = (choice, otherChoice);
            for (var option = 0; option < row.Length; option++)
            {
                if (row[option] < 0)
                {
                    row[option] = Enumerable.Range(0, choices[option]).MaxBy(
                        candidate => Pairs(row, option, candidate).Count(open.Contains));
                }
            }

            for (var option = 0; option < row.Length; option++)
            {
                open.ExceptWith(Pairs(row, option, row[option]));
            }

            yield return row;
        }
    }

    private static HashSet<(int First, int Choice, int Second, int OtherChoice)> OpenPairs(IReadOnlyList<int> choices) =>
    [
        .. from first in Enumerable.Range(0, choices.Count)
           from second in Enumerable.Range(first + 1, choices.Count - first - 1)
           from choice in Enumerable.Range(0, choices[first])
           from otherChoice in Enumerable.Range(0, choices[second])
           select (first, choice, second, otherChoice),
    ];

    private static IEnumerable<(int First, int Choice, int Second, int OtherChoice)> Pairs(int[] row, int option, int choice) =>
        from other in Enumerable.Range(0, row.Length)
        where other != option && row[other] >= 0
        select other < option ? (other, row[other], option, choice) : (option, choice, other, row[other]);
}
