using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;
using Stopinator.Scheduling.Calendar;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>
/// The rules of moments. Between moments nothing is asked for. On a special day its own moments take the place of all others; a closed one
/// has none. Of a start and a stop at one instant the stop counts.
/// </summary>
internal sealed class MomentRules : ScheduleRules
{
    private static readonly int End = DateOnly.MaxValue.DayNumber;

    private readonly ImmutableArray<(DayRule Days, ImmutableArray<Moment> Moments)> _moments;
    private readonly ImmutableArray<(ScheduleDates Dates, ImmutableArray<Moment> Moments)> _specialDays;
    private readonly DateBoundaries _boundaries;
    private readonly Lazy<YearKinds> _years;
    private readonly ScheduleDecision _between;

    public MomentRules(DateTimeZone zone, ImmutableArray<ScheduleMomentRule> moments, ImmutableArray<SpecialDay> specialDays)
    {
        Zone = zone;
        Moments = moments;
        SpecialDays = specialDays;
        _moments = [.. moments.Select(rule => (rule.Days.Rule, MomentsOf(rule.Starts, rule.Stops, rule.ToString())))];
        _specialDays =
        [
            .. WindowRules.ByPrecedence(specialDays).Select(day => (day.Dates, MomentsOf(day.Starts, day.Stops, day.ToString()))),
        ];
        _boundaries = new(specialDays.Select(day => day.Dates));
        _years = new(() => new YearKinds(date => IsInCalendar(date) ? null : DesiredState.Unmanaged));
        _between = new(
            DesiredState.Unmanaged,
            ScheduleReason.Undecided,
            NeedsZone
                ? $"between moments the schedule asks for nothing ({zone.Id})"
                : "the schedule asks for nothing but a limited run time");
    }

    public ImmutableArray<ScheduleMomentRule> Moments { get; }

    public ImmutableArray<SpecialDay> SpecialDays { get; }

    public override DateTimeZone Zone { get; }

    public override bool IsConstant => true;

    public override bool NeedsZone => !Moments.IsEmpty || !SpecialDays.IsEmpty;

    public override long Cycle => 0;

    public override void Compile(Instant from, Instant to, TimelineBuilder timeline) => timeline.Add(from, _between);

    /// <summary>Adds the moments of a date.</summary>
    public void AddDate(DateOnly date, LocalClock clock, List<MomentAt> moments)
    {
        var local = LocalDate.FromDateOnly(date);
        foreach (var (dates, own) in _specialDays)
        {
            if (dates.Contains(date))
            {
                Add(own);
                return;
            }
        }

        var day = CalendarDay.Of(date);
        foreach (var (days, own) in _moments)
        {
            if (days.Contains(day))
            {
                Add(own);
            }
        }

        void Add(ImmutableArray<Moment> own)
        {
            foreach (var moment in own)
            {
                var time = local.At(LocalTime.FromTimeOnly(moment.Time));
                moments.Add(new(
                    moment.State == DesiredState.Running ? clock.BeginOf(time) : clock.EndOf(time), moment.State, moment.Source));
            }
        }
    }

    /// <summary>Returns the first date from a given date on that has moments; null when there is none.</summary>
    public DateOnly? NextDate(DateOnly from)
    {
        // From one boundary of dated special days to the next, one of them decides every date alike, or the calendar decides.
        for (int day = from.DayNumber, boundary; day < End; day = boundary)
        {
            boundary = _boundaries.After(day, End);
            if (DatedOn(DateOnly.FromDayNumber(day)) is { } own)
            {
                if (!own.IsEmpty)
                {
                    return DateOnly.FromDayNumber(day);
                }
            }
            else if (_years.Value.FirstOther(day, boundary, DesiredState.Unmanaged) is var next && next < boundary)
            {
                return DateOnly.FromDayNumber(next);
            }
        }

        return null;
    }

    private static ImmutableArray<Moment> MomentsOf(ImmutableArray<TimeOnly> starts, ImmutableArray<TimeOnly> stops, string source) =>
    [
        .. starts.Select(time => new Moment(time, DesiredState.Running, source)),
        .. stops.Select(time => new Moment(time, DesiredState.Stopped, source)),
    ];

    /// <summary>Returns the moments of the dated special day that decides a date; null when none does.</summary>
    private ImmutableArray<Moment>? DatedOn(DateOnly date)
    {
        foreach (var (dates, own) in _specialDays)
        {
            if (!dates.IsYearly && dates.Contains(date))
            {
                return own;
            }
        }

        return null;
    }

    /// <summary>True when a date has moments by the calendar, without dated special days.</summary>
    private bool IsInCalendar(DateOnly date)
    {
        foreach (var (dates, own) in _specialDays)
        {
            if (dates.IsYearly && dates.Contains(date))
            {
                return !own.IsEmpty;
            }
        }

        var day = CalendarDay.Of(date);
        foreach (var (days, _) in _moments)
        {
            if (days.Contains(day))
            {
                return true;
            }
        }

        return false;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Moment(TimeOnly Time, DesiredState State, string Source);
}

/// <summary>A moment of a schedule.</summary>
/// <param name="Ticks">Its instant, in UTC ticks.</param>
/// <param name="State">Running for a start, stopped for a stop.</param>
/// <param name="Source">The piece of the schedule that asks, as written.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MomentAt(long Ticks, DesiredState State, string Source)
{
    /// <summary>Compares by instant; of two at one instant, the stop is the later one, which counts.</summary>
    public static int Compare(MomentAt one, MomentAt other) => one.Ticks != other.Ticks
        ? one.Ticks.CompareTo(other.Ticks)
        : ((int)one.State).CompareTo((int)other.State);
}
