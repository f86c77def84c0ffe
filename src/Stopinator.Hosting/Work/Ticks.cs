namespace Stopinator.Hosting.Work;

/// <summary>Computes ticks: the multiples of an interval since the beginning of the calendar, which is a midnight in UTC.</summary>
internal readonly struct Ticks(TimeSpan interval)
{
    // A timer counts whole milliseconds. A wait that is cut to none would not end before the tick.
    private const long Unit = TimeSpan.TicksPerMillisecond;

    /// <summary>Returns the latest tick that is not after an instant.</summary>
    public DateTimeOffset LatestAt(DateTimeOffset now) => new(now.UtcTicks - (now.UtcTicks % interval.Ticks), TimeSpan.Zero);

    /// <summary>Returns the time until the next tick, in whole milliseconds.</summary>
    public TimeSpan UntilNext(DateTimeOffset now)
    {
        var wait = interval.Ticks - (now.UtcTicks % interval.Ticks);
        return new TimeSpan((wait + Unit - 1) / Unit * Unit);
    }

    /// <summary>Returns the number of ticks that lie between two ticks.</summary>
    public long Between(DateTimeOffset earlier, DateTimeOffset later) =>
        Math.Max(0, ((later.UtcTicks - earlier.UtcTicks) / interval.Ticks) - 1);
}
