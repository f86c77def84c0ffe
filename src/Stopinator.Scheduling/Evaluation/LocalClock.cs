using NodaTime;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>
/// Turns many local times, most of them near one another, into instants as <see cref="LocalTimes"/> does. It remembers the time between two
/// changes of the clock, in which a local time stands for one instant. For one thread.
/// </summary>
internal sealed class LocalClock(DateTimeZone zone)
{
    /// <summary>Clocks have jumped by a day.</summary>
    private const int SafeDays = 2;

    private LocalDateTime _first = LocalDateTime.MaxIsoValue;
    private LocalDateTime _last = LocalDateTime.MinIsoValue;
    private Offset _offset;

    /// <summary>The instant of a begin, in UTC ticks.</summary>
    public long BeginOf(LocalDateTime time) => Timeline.TicksOf(IsPlain(time) ? PlainOf(time) : LocalTimes.BeginOf(time, zone));

    /// <summary>The instant of an end, in UTC ticks.</summary>
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
