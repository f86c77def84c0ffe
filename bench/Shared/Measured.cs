using System.Globalization;

namespace Stopinator.Bench;

/// <summary>The cost of one run.</summary>
/// <param name="Wall">Time on the wall.</param>
/// <param name="Cpu">Processor time, of all threads.</param>
/// <param name="Allocated">Bytes allocated; zero where not measured.</param>
internal sealed record Measured(TimeSpan Wall, TimeSpan Cpu, long Allocated = 0)
{
    /// <summary>Measures work inside this process.</summary>
    public static async Task<Measured> OfAsync(Func<Task> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var (allocated, cpu, started) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, TimeProvider.System.GetTimestamp());
        await work();
        return new Measured(
            TimeProvider.System.GetElapsedTime(started),
            Environment.CpuUsage.TotalTime - cpu,
            GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    /// <summary>The median of each figure by itself.</summary>
    public static Measured Median(IReadOnlyList<Measured> runs) => new(
        TimeSpan.FromTicks((long)Median(runs.Select(run => (double)run.Wall.Ticks))),
        TimeSpan.FromTicks((long)Median(runs.Select(run => (double)run.Cpu.Ticks))),
        (long)Median(runs.Select(run => (double)run.Allocated)));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    public static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    public static string Ratio(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);
}
