namespace Stopinator.Bench;

/// <summary>Runs of several programs that took turns. Ratios are taken round by round, so that what else the machine does meets both sides.</summary>
internal sealed class PairedRuns
{
    private readonly Dictionary<string, List<Measured>> _runs = new(StringComparer.Ordinal);

    public void Add(string name, Measured run)
    {
        if (!_runs.TryGetValue(name, out var runs))
        {
            _runs.Add(name, runs = []);
        }

        runs.Add(run);
    }

    public bool Has(string name) => _runs.ContainsKey(name);

    public Measured MedianOf(string name) => Measured.Median(_runs[name]);

    /// <summary>The median of the ratios of processor time; null when one of the two has not run.</summary>
    public double? CpuRatio(string name, string other) => Ratio(name, other, run => run.Cpu);

    /// <summary>The median of the ratios of time on the wall; null when one of the two has not run.</summary>
    public double? WallRatio(string name, string other) => Ratio(name, other, run => run.Wall);

    private double? Ratio(string name, string other, Func<Measured, TimeSpan> figure) =>
        _runs.TryGetValue(name, out var mine) && _runs.TryGetValue(other, out var others)
            ? Measured.Median(mine.Zip(others, (run, of) => figure(run) / figure(of)))
            : null;
}
