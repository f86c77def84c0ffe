using System.Collections.Immutable;
using NodaTime;
using Stopinator.Scheduling.Evaluation;

namespace Stopinator.Scheduling.Custodian;

/// <summary>
/// The rules of Cloud Custodian's points in time: the last point decides the state. A point is the start of a local hour. An hour that a
/// spring night skips has no point; an hour that an autumn night repeats has two.
/// </summary>
internal sealed class OnOffRules : ScheduleRules
{
    // Every hour of a week occurs within this time, even when clocks skip one.
    private const int SearchDays = 32;

    private readonly OnOffHours _on;
    private readonly OnOffHours _off;
    private readonly ImmutableHashSet<LocalDate> _skipDays;
    private readonly ScheduleDecision _running;
    private readonly ScheduleDecision _stopped;
    private readonly ScheduleDecision _none;

    public OnOffRules(DateTimeZone zone, OnOffHours on, OnOffHours off, IEnumerable<DateOnly> skipDays)
    {
        Zone = zone;
        (_on, _off) = (on, off);
        _skipDays = [.. skipDays.Select(LocalDate.FromDateOnly)];
        _running = new(DesiredState.Running, ScheduleReason.Window, $"after an on hour, {on} ({zone.Id})", on.ToString());
        _stopped = new(DesiredState.Stopped, ScheduleReason.OutsideWindows, $"after an off hour, {off} ({zone.Id})", off.ToString());
        _none = new(DesiredState.Unmanaged, ScheduleReason.Undecided, $"no on hour and no off hour has come yet ({zone.Id})");
    }

    public override DateTimeZone Zone { get; }

    public bool MatchesOn(Instant instant) => Matches(_on, instant);

    public bool MatchesOff(Instant instant) => Matches(_off, instant);

    public override long Cycle => WeeklyCycle;

    public override long NextBoundary(long after) => _skipDays
        .Select(date => Timeline.TicksOf(date.AtMidnight().InUtc().ToInstant()))
        .Where(ticks => ticks > after)
        .Append(long.MaxValue)
        .Min();

    public override void Compile(Instant from, Instant to, TimelineBuilder timeline)
    {
        timeline.Add(from, LastDecisionUpTo(from));
        foreach (var point in Points(from, to))
        {
            if (point.Decision is { } decision)
            {
                timeline.Add(point.At, decision);
            }
        }
    }

    /// <summary>Returns the points after one instant, up to and including another.</summary>
    public IEnumerable<OnOffPoint> PointsAfter(Instant after, Instant to) =>
        after == to ? [] : Points(after + Duration.Epsilon, to == Instant.MaxValue ? to : to + Duration.Epsilon);

    /// <summary>Returns the points from one instant on, before another.</summary>
    private IEnumerable<OnOffPoint> Points(Instant from, Instant to)
    {
        var date = LocalDate.MinIsoValue;
        var (hour, offset) = (-1, Offset.Zero);
        foreach (var (begin, end, wallOffset) in LocalStretches.Of(Zone, from - Duration.FromHours(2), to))
        {
            var local = begin.WithOffset(wallOffset).LocalDateTime;
            for (var start = local.Date.At(new LocalTime(local.Hour, 0));
                start.WithOffset(wallOffset).ToInstant() < end;
                start = start.PlusHours(1))
            {
                // A change of the zone's name alone does not start the hour again.
                var isSame = (start.Date, start.Hour, wallOffset) == (date, hour, offset);
                (date, hour, offset) = (start.Date, start.Hour, wallOffset);
                var at = Instant.Max(start.WithOffset(wallOffset).ToInstant(), begin);
                var on = Matches(_on, start);
                var off = Matches(_off, start);
                if (!isSame && (on || off) && at >= from)
                {
                    yield return new(at, on ? _running : null, off ? _stopped : null);
                }
            }
        }
    }

    private ScheduleDecision LastDecisionUpTo(Instant instant)
    {
        var end = instant;
        for (var days = 0; days < SearchDays + _skipDays.Count; days += 4)
        {
            var begin = instant - Duration.FromDays(days + 4);
            if (Points(begin, end).Select(point => point.Decision).OfType<ScheduleDecision>().LastOrDefault() is { } decision)
            {
                return decision;
            }

            end = begin;
        }

        return _none;
    }

    private bool Matches(OnOffHours table, Instant instant) => Matches(table, instant.InZone(Zone).LocalDateTime);

    private bool Matches(OnOffHours table, LocalDateTime local) =>
        table.Contains((int)local.DayOfWeek - 1, local.Hour) && !_skipDays.Contains(local.Date);
}
