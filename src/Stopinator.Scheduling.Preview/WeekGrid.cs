using System.Collections.Immutable;
using NodaTime;
using Stopinator.Scheduling.Evaluation;

namespace Stopinator.Scheduling.Preview;

/// <summary>Seven days of a schedule, cut into pieces that fit on a 24-hour clock face.</summary>
/// <param name="From">The begin of the first day.</param>
/// <param name="To">The end of the last day.</param>
/// <param name="Days">The days.</param>
/// <param name="Totals">The total time for each state.</param>
internal sealed record WeekGrid(
    DateTimeOffset From, DateTimeOffset To, ImmutableArray<WeekDay> Days, ImmutableDictionary<DesiredState, TimeSpan> Totals)
{
    private const int DaysOfAWeek = 7;

    public static WeekGrid Build(PreviewedSchedule schedule, DateTimeZone zone, LocalDate first)
    {
        var totals = new Dictionary<DesiredState, TimeSpan>();
        var days = Enumerable.Range(0, DaysOfAWeek).Select(day => BuildDay(schedule, zone, first.PlusDays(day), totals)).ToImmutableArray();
        var end = first.PlusDays(DaysOfAWeek);
        return new(Local(BeginOf(first, zone), zone), Local(BeginOf(end, zone), zone), days, totals.ToImmutableDictionary());
    }

    /// <summary>Returns an instant with the offset of a zone, in the whole minutes that <see cref="DateTimeOffset"/> requires.</summary>
    public static DateTimeOffset Local(Instant instant, DateTimeZone zone) => instant.ToDateTimeOffset().ToOffset(
        TimeSpan.FromMinutes(Math.Floor(zone.GetUtcOffset(instant).ToTimeSpan().TotalMinutes)));

    public TimeSpan In(DesiredState state) => Totals.GetValueOrDefault(state);

    private static WeekDay BuildDay(
        PreviewedSchedule schedule, DateTimeZone zone, LocalDate date, Dictionary<DesiredState, TimeSpan> totals)
    {
        var (from, to) = (BeginOf(date, zone), BeginOf(date.PlusDays(1), zone));
        var pieces = ImmutableArray.CreateBuilder<WeekPiece>();
        var (running, reached) = (TimeSpan.Zero, 0);
        foreach (var (begin, end) in Cut(schedule, zone, from, to))
        {
            var state = schedule.StateAt(begin.ToDateTimeOffset());
            var length = (end - begin).ToTimeSpan();
            totals[state] = totals.GetValueOrDefault(state) + length;
            running += state == DesiredState.Running ? length : TimeSpan.Zero;

            var minute = (int)Period.Between(date.AtMidnight(), begin.InZone(zone).LocalDateTime, PeriodUnits.Minutes).Minutes;
            var last = Math.Min(minute + (int)length.TotalMinutes, WeekDay.Minutes);
            minute = Math.Max(minute, 0);
            if (minute < reached)
            {
                // These minutes are already drawn; the minutes after them are not.
                pieces.Add(new(minute, Math.Min(last, reached), state, IsSecondPass: true));
                minute = reached;
            }

            if (minute < last)
            {
                pieces.Add(new(minute, last, state, IsSecondPass: false));
            }

            reached = Math.Max(reached, last);
        }

        return new(
            date.ToDateOnly(),
            Local(from, zone),
            (to - from).ToTimeSpan(),
            running,
            pieces.ToImmutable(),
            from < to ? [.. schedule.Moments(from.ToDateTimeOffset(), to.ToDateTimeOffset())] : []);
    }

    /// <summary>Cuts a stretch of time at the instants where the schedule or the clock changes.</summary>
    private static IEnumerable<(Instant Begin, Instant End)> Cut(PreviewedSchedule schedule, DateTimeZone zone, Instant from, Instant to)
    {
        if (from >= to)
        {
            return [];
        }

        var cuts = schedule.Transitions(from.ToDateTimeOffset(), to.ToDateTimeOffset())
            .Select(transition => Instant.FromDateTimeOffset(transition.At))
            .Concat(zone.GetZoneIntervals(from, to).Where(interval => interval.HasStart).Select(interval => interval.Start))
            .Where(cut => cut > from && cut < to)
            .Append(from).Append(to).Distinct().Order().ToList();
        return cuts.Zip(cuts.Skip(1));
    }

    private static Instant BeginOf(LocalDate date, DateTimeZone zone) => LocalTimes.BeginOf(date.AtMidnight(), zone);
}
