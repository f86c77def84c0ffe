using NodaTime;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>
/// Converts many local times, most of them close together, into instants, as <see cref="LocalTimes"/> does. Remembers the time between two
/// clock changes, in which every local time stands for one instant. For use by one thread.
/// </summary>
internal sealed class LocalClock(DateTimeZone zone)
{
    /// <summary>Clocks have jumped by as much as a day.</summary>
    private const int SafeDays = 2;

    private LocalDateTime _first = LocalDateTime.MaxIsoValue;
    private LocalDateTime _last = LocalDateTime.MinIsoValue;
    private Offset _offset;

    /// <summary>Returns the instant of a begin, in UTC ticks.</summary>
    public long BeginOf(LocalDateTime time) => Timeline.TicksOf(IsPlain(time) ? PlainOf(time) : LocalTimes.BeginOf(time, zone));

    /// <summary>Returns the instant of an end, in UTC ticks.</summary>
    public long EndOf(LocalDateTime time) => Timeline.TicksOf(IsPlain(time) ? PlainOf(time) : LocalTimes.EndOf(time, zone));

    private Instant PlainOf(LocalDateTime time) => time.WithOffset(_offset).ToInstant();

    private bool IsPlain(LocalDateTime time)
    {
        if (_first < time && time < _last)
        {
            return true;
        }

        var interval = zone.GetZoneInterval(time.InUtc().ToInstant());
        _offset = interval.WallOffset;
        _first = interval.HasStart ? interval.IsoLocalStart.PlusDays(SafeDays) : LocalDateTime.MinIsoValue;
        _last = interval.HasEnd ? interval.IsoLocalEnd.PlusDays(-SafeDays) : LocalDateTime.MaxIsoValue;
        return _first < time && time < _last;
    }
}
