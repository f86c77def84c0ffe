using NodaTime;

namespace Stopinator.Scheduling.Calendar;

/// <summary>
/// A set of days: days of the week AND days of the month AND months. Each is a bit mask in which no bit set means every day. Within the
/// week and within the month the forms are alternatives.
/// </summary>
internal readonly record struct DayRule
{
    public const int AllWeekdays = 0x7F;
    public const uint AllMonthdays = 0xFFFF_FFFE;
    public const int AllMonths = 0x1FFE;

    /// <summary>Days of the week; bit 0 is Monday.</summary>
    public int Weekdays { get; init; }

    /// <summary>The nth day of the week in its month, first to fifth; bit 7 * (n - 1) + day.</summary>
    public ulong NthWeekdays { get; init; }

    /// <summary>The last of a day of the week in its month; bit 0 is Monday.</summary>
    public int LastWeekdays { get; init; }

    /// <summary>Days of the month; bit n is day n. A month without such a day does not match.</summary>
    public uint Monthdays { get; init; }

    /// <summary>True when the last day of a month is in the set.</summary>
    public bool LastMonthday { get; init; }

    /// <summary>
    /// The weekdays, Monday to Friday, nearest to the given days of the month, within the month; bit n is day n. A month without the given
    /// day does not match.
    /// </summary>
    public uint NearestWeekdays { get; init; }

    /// <summary>Months; bit n is month n.</summary>
    public int Months { get; init; }

    public bool HasWeekdays => Weekdays != 0 || NthWeekdays != 0 || LastWeekdays != 0;

    public bool HasMonthdays => Monthdays != 0 || NearestWeekdays != 0 || LastMonthday;

    public bool IsEveryDay =>
        (!HasWeekdays || Weekdays == AllWeekdays) && (!HasMonthdays || Monthdays == AllMonthdays) && Months is 0 or AllMonths;

    /// <summary>True when every week is like the others.</summary>
    public bool IsWeekly => IsEveryDay || (Months is 0 or AllMonths && !HasMonthdays && NthWeekdays == 0 && LastWeekdays == 0);

    public bool Contains(LocalDate date) => Contains(CalendarDay.Of(date.ToDateOnly()));

    public bool Contains(CalendarDay date) =>
        (Months == 0 || (Months >> date.Month & 1) != 0)
        && (!HasWeekdays || ContainsWeekday(date.Day, date.Weekday, date.Length))
        && (!HasMonthdays || ContainsMonthday(date.Day, date.Weekday, date.Length));

    private bool ContainsWeekday(int day, int weekday, int length) =>
        (Weekdays >> weekday & 1) != 0
        || (NthWeekdays >> (((day - 1) / 7 * 7) + weekday) & 1) != 0
        || ((LastWeekdays >> weekday & 1) != 0 && day > length - 7);

    private bool ContainsMonthday(int day, int weekday, int length) =>
        (Monthdays >> day & 1) != 0
        || (LastMonthday && day == length)
        || (weekday < 5 && NearestWeekdays != 0 && IsNearest(day, weekday, length));

    // A Saturday moves to the Friday before, and a Sunday to the Monday after, but never into another month.
    private bool IsNearest(int day, int weekday, int length)
    {
        const int Monday = 0, Friday = 4;
        var nearest = NearestWeekdays;
        return Wanted(day)
            || (weekday == Friday && Wanted(day + 1))
            || (weekday == Friday && day + 2 == length && Wanted(length))
            || (weekday == Monday && day > 1 && Wanted(day - 1))
            || (weekday == Monday && day == 3 && Wanted(1));

        bool Wanted(int monthday) => monthday <= length && (nearest >> monthday & 1) != 0;
    }
}
