using System.Collections.Immutable;
using NodaTime;
using Stopinator.Scheduling.Calendar;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>
/// The rules of Stopinator's own notation: windows, and special days that replace the windows of their dates. The instance is stopped
/// outside of windows.
/// </summary>
internal sealed class WindowRules : ScheduleRules
{
    // A window may reach two days beyond its date, and clocks have jumped by a day.
    private const int DaysBefore = 3;
    private const int DaysAfter = 2;

    private readonly DateTimeZone _zone;
    private readonly ScheduleDecision _outside;
    private readonly ImmutableArray<(ScheduleWindow Window, ScheduleDecision Decision)> _windows;
    private readonly ImmutableArray<(SpecialDay Day, ScheduleDecision Decision)> _specialDays;
    private readonly Lazy<QuietDays> _quiet;

    public WindowRules(DateTimeZone zone, ImmutableArray<ScheduleWindow> windows, ImmutableArray<SpecialDay> specialDays)
    {
        _zone = zone;
        Windows = windows;
        SpecialDays = specialDays;
        IsConstant = specialDays.IsEmpty && (windows.IsEmpty || windows.Any(IsAlways));
        _outside = windows.IsEmpty && specialDays.IsEmpty
            ? new(DesiredState.Stopped, ScheduleReason.Always, "the schedule is off")
            : new(DesiredState.Stopped, ScheduleReason.OutsideWindows, $"outside every window ({zone.Id})");
        _windows = [.. windows.Select(window => (window, IsAlways(window)
            ? new ScheduleDecision(DesiredState.Running, ScheduleReason.Always, "the schedule is always on", window.ToString())
            : new ScheduleDecision(
                DesiredState.Running, ScheduleReason.Window, $"inside the window {window} ({zone.Id})", window.ToString())))];

        _specialDays =
        [
            .. ByPrecedence(specialDays).Select(day => (day, day.Hours.IsEmpty
                ? new ScheduleDecision(
                    DesiredState.Stopped, ScheduleReason.SpecialDay, $"closed by the special day {day} ({zone.Id})", day.ToString())
                : new ScheduleDecision(
                    DesiredState.Running, ScheduleReason.SpecialDay, $"open by the special day {day} ({zone.Id})", day.ToString()))),
        ];
        _quiet = new(() => new QuietDays(Windows, [.. _specialDays.Select(one => one.Day)]));
    }

    public ImmutableArray<ScheduleWindow> Windows { get; }

    public ImmutableArray<SpecialDay> SpecialDays { get; }

    public override DateTimeZone Zone => _zone;

    public override bool IsConstant { get; }

    public override bool HasWindows => true;

    public override long Cycle => IsConstant ? 0 : IsWeekly ? WeeklyCycle : LongestCycle;

    public bool IsWeekly => Windows.All(window => window.Days.Rule.IsWeekly) && !SpecialDays.Any(day => day.Dates.IsYearly);

    public override bool IsDated(long boundary) => _quiet.Value.IsDated((int)(boundary / TimeSpan.TicksPerDay));

    public override long NextBoundary(long after)
    {
        var day = _quiet.Value.NextBoundary((int)(after / TimeSpan.TicksPerDay));
        return day <= DateOnly.MaxValue.DayNumber ? day * TimeSpan.TicksPerDay : long.MaxValue;
    }

    public override long QuietUntil(long from, DesiredState state)
    {
        var day = Timeline.InstantOf(from).InZone(_zone).Date.ToDateOnly().DayNumber;
        var other = _quiet.Value.FirstOther(day, state);
        return Math.Max(from, (other - DaysBefore) * TimeSpan.TicksPerDay);
    }

    public override void Compile(Instant from, Instant to, TimelineBuilder timeline)
    {
        var occurrences = new List<Occurrence>();
        var clock = new LocalClock(_zone);
        var last = to.InZone(_zone).Date.PlusDays(DaysAfter);
        for (var date = from.InZone(_zone).Date.PlusDays(-DaysBefore); date <= last; date = date.PlusDays(1))
        {
            AddDate(date, clock, occurrences);
        }

        var (fromTicks, toTicks) = (Timeline.TicksOf(from), Timeline.TicksOf(to));
        occurrences.RemoveAll(one => one.End <= fromTicks || one.Begin >= toTicks || one.Begin >= one.End);
        OccurrenceSweep.Write(occurrences, _outside, fromTicks, toTicks, timeline);
    }

    /// <summary>Returns special days in order of precedence: of those that fit a date, the first one counts.</summary>
    public static IEnumerable<SpecialDay> ByPrecedence(ImmutableArray<SpecialDay> specialDays) =>
        specialDays.Reverse().OrderBy(day => day.Dates.IsYearly).ThenBy(day => day.Dates.Length);

    private static bool IsAlways(ScheduleWindow window) => window.Days.Rule.IsEveryDay && window.Hours.Contains(ScheduleHours.WholeDay);

    private void AddDate(LocalDate date, LocalClock clock, List<Occurrence> occurrences)
    {
        var dateOnly = date.ToDateOnly();
        ScheduleDecision? closed = null;
        foreach (var (special, decision) in _specialDays)
        {
            if (special.Dates.Contains(dateOnly))
            {
                if (!special.Hours.IsEmpty)
                {
                    Add(special.Hours, decision);
                    return;
                }

                closed = decision;
                break;
            }
        }

        var day = CalendarDay.Of(dateOnly);
        foreach (var (window, decision) in _windows)
        {
            if (window.Days.Rule.Contains(day))
            {
                Add(window.Hours, closed ?? decision);
            }
        }

        void Add(ImmutableArray<ScheduleHours> hours, ScheduleDecision what)
        {
            foreach (var hour in hours)
            {
                var endDate = hour.End <= hour.Begin ? date.PlusDays(1) : date;
                occurrences.Add(new(
                    clock.BeginOf(date.At(LocalTime.FromTimeOnly(hour.Begin))),
                    clock.EndOf(endDate.At(LocalTime.FromTimeOnly(hour.End))),
                    what,
                    occurrences.Count));
            }
        }
    }
}
