using System.Globalization;
using Stopinator.Bench;

namespace ColdStart;

/// <summary>The medians, and the ratios that matter.</summary>
internal static class Table
{
    /// <summary>Prints them.</summary>
    /// <returns>What the program ends with: 1 if a ratio is above its bound.</returns>
    public static int Write(Dictionary<Peer, List<ColdRun>> measured)
    {
        Console.WriteLine();
        Console.WriteLine($"{"",-28}{"first answer",14}{"processor time",16}   (medians of {measured.Values.First().Count}, ms)");
        foreach (var (peer, runs) in measured)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{peer.Name,-28}{Time(runs),14:0}{Median(runs.Select(run => run.CpuMilliseconds)),16:0}"));
        }

        Console.WriteLine();
        var verdicts = new Verdicts();
        foreach (var kind in new[] { "managed", "custom" })
        {
            Ratio($"Stopinator, {kind}", $"empty loop, {kind}", 2.2);
            Ratio($"Stopinator, {kind}", $"bare signed calls, {kind}", 1.3);
            Ratio($"Stopinator, {kind}", "Python with boto3", kind == "managed" ? 0.5 : 0.4);
        }

        void Ratio(string name, string other, double goal)
        {
            var (mine, others) = (Runs(name), Runs(other));
            if (mine is not null && others is not null)
            {
                verdicts.AtMost(Time(mine) / Time(others), goal, $"{name}, from the start of the process to its first answer, of {other}");
            }
        }

        return verdicts.ExitCode;

        List<ColdRun>? Runs(string name) => measured.FirstOrDefault(pair => pair.Key.Name == name).Value;
    }

    private static double Time(List<ColdRun> runs) => Median(runs.Select(run => run.Milliseconds));

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;
}
