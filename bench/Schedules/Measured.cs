namespace Stopinator.Bench.Schedules;

/// <summary>The cost of calls, on one thread.</summary>
/// <param name="PerSecond">Calls a second of processor time.</param>
/// <param name="Bytes">Bytes allocated a call.</param>
internal readonly record struct Measured(double PerSecond, double Bytes)
{
    /// <summary>The median of rounds; the first two, in which the code is still being compiled, do not count.</summary>
    public static Measured Of(int calls, Action action)
    {
        const int Rounds = 9;
        var rounds = new List<Measured>();
        for (var round = -2; round < Rounds; round++)
        {
            var (bytes, cpu) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
            action();
            cpu = Environment.CpuUsage.TotalTime - cpu;
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            if (round >= 0)
            {
                rounds.Add(new(calls / cpu.TotalSeconds, (double)bytes / calls));
            }
        }

        return rounds.OrderBy(round => round.PerSecond).ElementAt(Rounds / 2);
    }
}
