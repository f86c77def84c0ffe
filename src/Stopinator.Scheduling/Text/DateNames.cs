namespace Stopinator.Scheduling.Text;

/// <summary>The names of days and months: the first three letters, or the whole name, in any case.</summary>
internal static class DateNames
{
    private static readonly string[] LongWeekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private static readonly string[] LongMonths =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    public static IReadOnlyList<string> Weekdays { get; } = [.. LongWeekdays.Select(name => name[..3])];

    public static IReadOnlyList<string> Months { get; } = [.. LongMonths.Select(name => name[..3])];

    /// <summary>Returns the day of the week, where 0 is Monday; -1 for any other word.</summary>
    public static int WeekdayOf(string name) => IndexOf(LongWeekdays, name);

    /// <summary>Returns the month, 1 to 12; 0 for any other word.</summary>
    public static int MonthOf(string name) => IndexOf(LongMonths, name) + 1;

    private static int IndexOf(string[] names, string name) => Array.FindIndex(
        names,
        known => known.Equals(name, StringComparison.OrdinalIgnoreCase)
            || known.AsSpan(0, 3).Equals(name, StringComparison.OrdinalIgnoreCase));
}
