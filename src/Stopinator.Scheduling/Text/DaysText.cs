using System.Globalization;
using Stopinator.Scheduling.Calendar;

namespace Stopinator.Scheduling.Text;

/// <summary>Writes days as a window's text holds them: months, days of the month, days of the week. Every day is the empty text.</summary>
internal static class DaysText
{
    public static string Of(DayRule rule) => rule.IsEveryDay
        ? ""
        : string.Join(' ', new[] { Months(rule), Monthdays(rule), Weekdays(rule) }.Where(part => part.Length > 0));

    private static string Months(DayRule rule) =>
        string.Join(
            ',',
            Runs(rule.Months >> 1, 12).Select(run => Range(DateNames.Months[run.First], DateNames.Months[run.Last], run.First, run.Last)));

    private static string Monthdays(DayRule rule)
    {
        if (!rule.HasMonthdays)
        {
            return "";
        }

        IEnumerable<string> items =
        [
            .. Runs((int)(rule.Monthdays >> 1), 31, wraps: false)
                .Select(run => Range(Number(run.First), Number(run.Last), run.First, run.Last)),
            .. Bits(rule.NearestWeekdays, 32).Select(day => string.Create(CultureInfo.InvariantCulture, $"{day}W")),
            .. rule.LastMonthday ? ["L"] : Array.Empty<string>(),
        ];
        return $"day {string.Join(',', items)}";

        static string Number(int day) => (day + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static string Weekdays(DayRule rule) => string.Join(',', (IEnumerable<string>)
    [
        .. Runs(rule.Weekdays, 7).Select(run => Range(DateNames.Weekdays[run.First], DateNames.Weekdays[run.Last], run.First, run.Last)),
        .. Bits(rule.NthWeekdays, 35)
            .Select(bit => string.Create(CultureInfo.InvariantCulture, $"{DateNames.Weekdays[bit % 7]}#{(bit / 7) + 1}")),
        .. Bits((uint)rule.LastWeekdays, 7).Select(day => $"{DateNames.Weekdays[day]}L"),
    ]);

    private static string Range(string first, string last, int from, int to) =>
        from == to ? first : to == from + 1 ? $"{first},{last}" : $"{first}-{last}";

    private static IEnumerable<int> Bits(ulong mask, int count) => Enumerable.Range(0, count).Where(bit => (mask >> bit & 1) != 0);

    /// <summary>Returns the runs of set bits. A run continues past the end where wrapping is allowed.</summary>
    private static IEnumerable<(int First, int Last)> Runs(int mask, int count, bool wraps = true)
    {
        if (mask == (1L << count) - 1)
        {
            return [(0, count - 1)];
        }

        // Begins after a bit that is not set, so that no run is cut in two.
        return Enumerable.Range(0, count)
            .Where(bit => IsSet(bit) && !IsSet(bit - 1))
            .Select(first => (first, Enumerable.Range(first, count).TakeWhile(IsSet).Last() % count));

        bool IsSet(int bit) => wraps
            ? (mask >> ((bit + count) % count) & 1) != 0
            : bit >= 0 && bit < count && (mask >> bit & 1) != 0;
    }
}
