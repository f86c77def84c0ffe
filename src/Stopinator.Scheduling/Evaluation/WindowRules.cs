using System.Collections.Immutable;
using NodaTime;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>The native notation: windows, and special days that replace the windows of their dates. Outside of windows it is stopped.</summary>
internal sealed class WindowRules : ScheduleRules
{
    // A window may reach two days beyond the date it belongs to, and clocks have jumped by a day.
    private const int DaysBefore = 3;
    private const int DaysAfter = 2;

    private readonly DateTimeZone _zone;
    private readonly ScheduleDecision _outside;
    private readonly ImmutableArray<(ScheduleWindow Window, ScheduleDecision Decision)> _windows;
    private readonly ImmutableArray<(SpecialDay Day, ScheduleDecision Decision)> _specialDays;

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
            : new ScheduleDecision(DesiredState.Running, ScheduleReason.Window, $"inside the window {window} ({zone.Id})", window.ToString())))];

        // The ones that go before others first.
        _specialDays =
        [
            .. specialDays
                .Reverse()
                .OrderBy(day => day.Dates.IsYearly)
                .ThenBy(day => day.Dates.Length)
                .Select(day => (day, day.Hours.IsEmpty
                    ? new ScheduleDecision(DesiredState.Stopped, ScheduleReason.SpecialDay, $"closed by the special day {day} ({zone.Id})", day.ToString())
                    : new ScheduleDecision(DesiredState.Running, ScheduleReason.SpecialDay, $"open by the special day {day} ({zone.Id})", day.ToString()))),
        ];
    }

    public ImmutableArray<ScheduleWindow> Windows { get; }

    public ImmutableArray<SpecialDay> SpecialDays { get; }

    public override DateTimeZone Zone => _zone;

    public override bool IsConstant { get; }

    public override Instant Horizon(Instant after)
    {
        var lastDated = SpecialDays.Where(day => !day.Dates.IsYearly).Select(day => day.Dates.Last).DefaultIfEmpty().Max();
        var afterDated = Instant.FromUtc(lastDated.Year, lastDated.Month, lastDated.Day, 0, 0);
        var start = Instant.Max(after, afterDated);
        return IsWeekly ? WeeksAfter(start) : OneCycleAfter(start);
    }

    private bool IsWeekly => Windows.All(window => window.Days.Rule.IsWeekly) && !SpecialDays.Any(day => day.Dates.IsYearly);

    public override void Compile(Instant from, Instant to, TimelineBuilder timeline)
    {
        var occurrences = new List<Occurrence>();
        var last = to.InZone(_zone).Date.PlusDays(DaysAfter);
        for (var date = from.InZone(_zone).Date.PlusDays(-DaysBefore); date <= last; date = date.PlusDays(1))
        {
            AddDate(date, occurrences);
        }

        occurrences.RemoveAll(occurrence => occurrence.End <= from || occurrence.Begin >= to || occurrence.Begin >= occurrence.End);
        OccurrenceSweep.Write(occurrences, _outside, from, to, timeline);
    }

    private static bool IsAlways(ScheduleWindow window) => window.Days.Rule.IsEveryDay && window.Hours.Contains(ScheduleHours.WholeDay);

    private void AddDate(LocalDate date, List<Occurrence> occurrences)
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

        foreach (var (window, decision) in _windows)
        {
            if (window.Days.Rule.Contains(date))
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
                    LocalTimes.BeginOf(date.At(LocalTime.FromTimeOnly(hour.Begin)), _zone),
                    LocalTimes.EndOf(endDate.At(LocalTime.FromTimeOnly(hour.End)), _zone),
                    what));
            }
        }
    }
}
