using System.Collections.Immutable;
using System.Globalization;
using Stopinator.Scheduling.Calendar;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>Finds parts of a schedule in Stopinator's own notation that are probably not meant.</summary>
internal static class ScheduleWarnings
{
    /// <summary>Every calendar of a year occurs within this number of years, including 29 February on each day of the week.</summary>
    private const int YearsOfACalendar = 28;

    private static readonly DateOnly First = new(2001, 1, 1);
    private static readonly TimeOnly LastMinute = new(23, 59);

    public static ImmutableArray<string> Of(ScheduleRules rules) => [.. rules.Parts.SelectMany(OfPart).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> OfPart(ScheduleRules rules) => rules switch
    {
        WindowRules windows => [.. OfZone(rules), .. OfLastMinute(windows), .. OfClosedWindows(windows)],
        MomentRules moments => [.. OfZone(rules), .. OfCancelledMoments(moments)],
        _ => [],
    };

    private static IEnumerable<string> OfZone(ScheduleRules rules) => TimeZones.WarningOf(rules.Zone) is { } zone ? [zone] : [];

    private static IEnumerable<string> OfLastMinute(WindowRules rules)
    {
        var ending = rules.Windows.Where(window => Ends(window.Hours)).Select(window => $"window {window}")
            .Concat(rules.SpecialDays.Where(day => Ends(day.Hours)).Select(day => $"special day {day}"))
            .ToList();
        if (ending.Count > 0)
        {
            yield return $"The {ending[0]}{Others(ending.Count)} ends at 23:59, so that the last minute of the day is off."
                + " Write 24:00 for the end of the day.";
        }

        static bool Ends(ImmutableArray<ScheduleHours> hours) => hours.Any(one => one.End == LastMinute);
    }

    private static IEnumerable<string> OfClosedWindows(WindowRules rules)
    {
        SpecialDay[] yearly = [.. rules.SpecialDays.Where(day => day.Dates.IsYearly)];
        var closed = yearly.Length == 0 ? [] : rules.Windows.Where(window => IsAlwaysReplaced(window.Days.Rule, yearly)).ToList();
        if (closed.Count > 0)
        {
            yield return $"The window {closed[0]}{Others(closed.Count)} never opens: special days take the place of all its dates.";
        }
    }

    private static IEnumerable<string> OfCancelledMoments(MomentRules rules)
    {
        SpecialDay[] yearly = [.. rules.SpecialDays.Where(day => day.Dates.IsYearly)];
        var cancelled = yearly.Length == 0 ? [] : rules.Moments.Where(rule => IsAlwaysReplaced(rule.Days.Rule, yearly)).ToList();
        if (cancelled.Count > 0)
        {
            yield return $"The moments {cancelled[0]}{Others(cancelled.Count)} never come: special days take the place of all their dates.";
        }
    }

    private static string Others(int count) => count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {count - 1} more)");

    private static bool IsAlwaysReplaced(DayRule rule, SpecialDay[] yearly)
    {
        var hasDates = false;
        for (var date = First; date.Year < First.Year + YearsOfACalendar; date = date.AddDays(1))
        {
            if (rule.Contains(CalendarDay.Of(date)))
            {
                hasDates = true;
                if (!IsReplaced(date, yearly))
                {
                    return false;
                }
            }
        }

        return hasDates;
    }

    private static bool IsReplaced(DateOnly date, SpecialDay[] yearly)
    {
        foreach (var day in yearly)
        {
            if (day.Dates.Contains(date))
            {
                return true;
            }
        }

        return false;
    }
}
