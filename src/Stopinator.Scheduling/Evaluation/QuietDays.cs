using System.Collections.Immutable;
using Stopinator.Scheduling.Calendar;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>
/// Finds days on which windows and special days change nothing. Between the boundaries of dated special days, either a dated special day
/// decides every day alike, or the days follow the calendar; see <see cref="YearKinds"/>.
/// </summary>
internal sealed class QuietDays
{
    /// <summary>The hours of a day reach less far than this number of days.</summary>
    private const int Reach = 4;

    private static readonly int End = DateOnly.MaxValue.DayNumber + 1;

    private readonly DayParts _parts;
    private readonly (DayRule Rule, ulong[] Day, ulong[] NextDay)[] _windows;
    private readonly (ScheduleDates Dates, ulong[] Day, ulong[] NextDay)[] _yearly;
    private readonly (ScheduleDates Dates, DesiredState? State)[] _dated;
    private readonly DateBoundaries _boundaries;
    private readonly YearKinds _years;

    /// <summary>Creates the days of a schedule.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="specialDays">The special days, in order of precedence.</param>
    public QuietDays(ImmutableArray<ScheduleWindow> windows, ImmutableArray<SpecialDay> specialDays)
    {
        _parts = new DayParts(windows.SelectMany(window => window.Hours).Concat(specialDays.SelectMany(day => day.Hours)));
        _windows = [.. windows.Select(window => (window.Days.Rule, _parts.OfDay(window.Hours), _parts.OfNextDay(window.Hours)))];
        _yearly =
        [
            .. specialDays
                .Where(day => day.Dates.IsYearly)
                .Select(day => (day.Dates, _parts.OfDay(day.Hours), _parts.OfNextDay(day.Hours))),
        ];
        _dated = [.. specialDays.Where(day => !day.Dates.IsYearly).Select(day => (day.Dates, StateOf(day)))];
        _boundaries = new(specialDays.Select(day => day.Dates));
        _years = new YearKinds(StateOf);
    }

    /// <summary>
    /// Returns the first day after another on which a dated special day begins or ends; the calendar's end when there is none.
    /// </summary>
    public int NextBoundary(int day) => _boundaries.After(day, End);

    /// <summary>True when a dated special day decides a day.</summary>
    public bool IsDated(int day)
    {
        foreach (var (dates, _) in _dated)
        {
            if (dates.Contains(DateOnly.FromDayNumber(day)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns the first day, from a given day on, that may not be in a state all day.</summary>
    public int FirstOther(int day, DesiredState state)
    {
        var limit = NextBoundary(day);
        if (NextBoundary(day - Reach) != limit)
        {
            return day;
        }

        var date = DateOnly.FromDayNumber(day);
        foreach (var (dates, decided) in _dated)
        {
            if (dates.Contains(date))
            {
                return decided == state ? limit : day;
            }
        }

        return _years.FirstOther(day, limit, state);
    }

    /// <summary>Returns the state of a day when the days before and after belong to the same special day.</summary>
    private DesiredState? StateOf(SpecialDay special)
    {
        var open = _parts.OfDay(special.Hours);
        Unite(open, _parts.OfNextDay(special.Hours));
        return _parts.StateOf(open);
    }

    /// <summary>Returns the state of a day by the calendar alone.</summary>
    private DesiredState? StateOf(DateOnly date)
    {
        Span<ulong> open = stackalloc ulong[_parts.Words];
        Add(date, open, isNextDay: false);
        Add(date.AddDays(-1), open, isNextDay: true);
        return _parts.StateOf(open);
    }

    private void Add(DateOnly date, Span<ulong> open, bool isNextDay)
    {
        foreach (var (dates, day, nextDay) in _yearly)
        {
            if (dates.Contains(date))
            {
                Unite(open, isNextDay ? nextDay : day);
                return;
            }
        }

        var place = CalendarDay.Of(date);
        foreach (var (rule, day, nextDay) in _windows)
        {
            if (rule.Contains(place))
            {
                Unite(open, isNextDay ? nextDay : day);
            }
        }
    }

    private static void Unite(Span<ulong> open, ulong[] more)
    {
        for (var word = 0; word < open.Length; word++)
        {
            open[word] |= more[word];
        }
    }
}
