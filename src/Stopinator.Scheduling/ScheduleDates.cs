using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>One date or a range of dates, either once or in every year.</summary>
public sealed record ScheduleDates
{
    // A leap year, so that 29 February is a valid date.
    private const int AnyYear = 2000;

    private ScheduleDates(DateOnly first, DateOnly last, bool isYearly) => (First, Last, IsYearly) = (first, last, isYearly);

    /// <summary>
    /// True when the dates return every year; then only the month and day of <see cref="First"/> and <see cref="Last"/> count.
    /// </summary>
    public bool IsYearly { get; }

    /// <summary>The first date.</summary>
    public DateOnly First { get; }

    /// <summary>
    /// The last date, which is included. The last date of a yearly range may lie before the first: the range then goes past New Year.
    /// </summary>
    public DateOnly Last { get; }

    internal int Length => IsYearly && Last < First ? 366 + Last.DayNumber - First.DayNumber + 1 : Last.DayNumber - First.DayNumber + 1;

    /// <summary>Returns one date.</summary>
    public static ScheduleDates On(DateOnly date) => new(date, date, isYearly: false);

    /// <summary>Returns the dates from a first to a last date, both included.</summary>
    /// <exception cref="ArgumentException">The last date is before the first.</exception>
    public static ScheduleDates Between(DateOnly first, DateOnly last) => first <= last
        ? new(first, last, isYearly: false)
        : throw new ArgumentException($"The last date, {DatesText.Of(last)}, is before the first, {DatesText.Of(first)}.", nameof(last));

    /// <summary>Returns a day of every year. 29 February occurs only in leap years.</summary>
    /// <param name="month">The month, 1 to 12.</param>
    /// <param name="day">The day of the month.</param>
    /// <exception cref="ArgumentOutOfRangeException">No year has this day.</exception>
    public static ScheduleDates Yearly(int month, int day) => YearlyBetween(month, day, month, day);

    /// <summary>Returns a range of every year. The range goes past New Year when it ends before it begins.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No year has one of the two days.</exception>
    public static ScheduleDates YearlyBetween(int firstMonth, int firstDay, int lastMonth, int lastDay) =>
        new(new DateOnly(AnyYear, firstMonth, firstDay), new DateOnly(AnyYear, lastMonth, lastDay), isYearly: true);

    /// <summary>True when a date is one of the dates.</summary>
    public bool Contains(DateOnly date)
    {
        if (!IsYearly)
        {
            return First <= date && date <= Last;
        }

        var inAnyYear = new DateOnly(AnyYear, date.Month, date.Day);
        return First <= Last
            ? First <= inAnyYear && inAnyYear <= Last
            : First <= inAnyYear || inAnyYear <= Last;
    }

    /// <summary>Returns the dates as text: <c>2026-12-25</c>, <c>2026-12-24/2027-01-02</c>, <c>dec25</c>, <c>dec24-jan2</c>.</summary>
    public override string ToString() => DatesText.Of(this);
}
