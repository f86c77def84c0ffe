namespace Stopinator.Scheduling.Calendar;

/// <summary>The place of a date in its week, month and year.</summary>
/// <param name="Month">The month, 1 to 12.</param>
/// <param name="Day">The day of the month.</param>
/// <param name="Weekday">The day of the week; 0 is Monday.</param>
/// <param name="Length">The number of days in the month.</param>
internal readonly record struct CalendarDay(int Month, int Day, int Weekday, int Length)
{
    public static CalendarDay Of(DateOnly date) =>
        new(date.Month, date.Day, ((int)date.DayOfWeek + 6) % 7, DateTime.DaysInMonth(date.Year, date.Month));
}
