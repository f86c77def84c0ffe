namespace Stopinator;

/// <summary>
/// Chooses the target with which a run begins, so that over several runs each target has its turn. No state is kept between runs.
/// </summary>
/// <remarks>
/// A run that ends before all targets had their turn leaves the last ones. The next tick begins with another target: the beginning moves by
/// the golden ratio of the list. Whatever number of targets a run reaches, each target then waits at most about twice as many ticks as the
/// fewest that reach all targets.
/// </remarks>
public static class TargetRotation
{
    // 2^64 divided by the golden ratio. Its multiples, without what is above 2^64, are spread over the range as evenly as can be.
    private const ulong Step = 0x9E37_79B9_7F4A_7C15;

    /// <summary>Returns the same targets in the order of a tick.</summary>
    /// <typeparam name="T">The targets, or requests with targets.</typeparam>
    /// <param name="targets">The targets, in an order that is the same at every tick.</param>
    /// <param name="tick">The time of the tick.</param>
    /// <param name="interval">The time between two ticks, more than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is zero or negative.</exception>
    public static IReadOnlyList<T> At<T>(IEnumerable<T> targets, DateTimeOffset tick, TimeSpan interval)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        T[] all = [.. targets];
        var first = First(all.Length, tick.UtcTicks / interval.Ticks);
        return [.. all[first..], .. all[..first]];
    }

    private static int First(int count, long tick) => (int)(((UInt128)unchecked((ulong)tick * Step) * (ulong)count) >> 64);
}
