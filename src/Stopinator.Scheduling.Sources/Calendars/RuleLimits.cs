using System.Globalization;
using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Sources.Calendars;

/// <summary>
/// Bounds the work of a file. The steps that a rule takes from its begin to the last date are known before it is evaluated, and so are the
/// days and times of each step.
/// </summary>
/// <param name="end">The date after the last one that is wanted.</param>
internal sealed class RuleLimits(DateOnly end)
{
    /// <summary>The most steps of a file. A rule of every day takes 20,000 from 1970 on, one of a day in the year 60.</summary>
    private const long Most = 2_000_000;

    private long _left = Most;

    /// <summary>Takes the steps of an event's rules.</summary>
    /// <returns>The steps that lead from the begin of the event past the last date.</returns>
    /// <exception cref="ScheduleFormatException">The file takes too many steps.</exception>
    public int Take(EventBlock block, DateOnly begin)
    {
        var steps = 1L;
        foreach (var line in block.Lines.Where(line => line.Name == "RRULE"))
        {
            var parts = PartsOf(line);
            var units = Units(parts.GetValueOrDefault("FREQ", [""])[0], Math.Max(0, end.DayNumber - begin.DayNumber));
            _left -= units * Width(parts);
            if (_left < 0)
            {
                throw line.Error(
                    $"{ErrorText.Quote(line.Value)} recurs too often, alone or with the rules before it, to be evaluated until " +
                    $"{end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}. Only dates count: " +
                    "FREQ=DAILY says as much as every second does.");
            }

            steps += units;
        }

        return (int)steps;
    }

    private static Dictionary<string, string[]> PartsOf(ContentLine line) => line.Value!.ToUpperInvariant()
        .Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('=', 2))
        .GroupBy(part => part[0], StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First()[1].Split(','), StringComparer.Ordinal);

    // The steps of a frequency in a number of days, with one more for the unit that has begun.
    private static long Units(string frequency, long days) => 2 + frequency switch
    {
        "YEARLY" => days / 365,
        "MONTHLY" => days / 28,
        "WEEKLY" => days / 7,
        "HOURLY" => days * 24,
        "MINUTELY" => days * 1440,
        "SECONDLY" => days * 86_400,
        _ => days,
    };

    // The times that a step lists, at most those of the unit.
    private static long Width(Dictionary<string, string[]> parts)
    {
        var hasMonth = parts.ContainsKey("BYMONTH");
        var days = Count("BYMONTH", 1) * Count("BYWEEKNO", 7) * Count("BYYEARDAY", 1)
            * Count("BYMONTHDAY", hasMonth ? 1 : 12) * Count("BYDAY", hasMonth ? 5 : 53);
        return Math.Min(days, 366) * Count("BYHOUR", 1) * Count("BYMINUTE", 1) * Count("BYSECOND", 1);

        long Count(string name, int each) => parts.TryGetValue(name, out var values) ? (long)Math.Min(values.Length, 366) * each : 1;
    }
}
