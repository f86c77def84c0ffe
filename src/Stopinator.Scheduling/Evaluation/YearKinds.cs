namespace Stopinator.Scheduling.Evaluation;

/// <summary>
/// Tells for each day of the calendar whether one state holds all day. A year has one of fourteen calendars. Each calendar is computed
/// once, on first use, and serves all years that are alike.
/// </summary>
/// <param name="stateOf">
/// Returns the state that holds throughout a date; null when it changes. The result may depend on the day before and the day after.
/// </param>
internal sealed class YearKinds(Func<DateOnly, DesiredState?> stateOf)
{
    private const int CalendarsOfAYear = 14;
    private const sbyte Mixed = -1;

    private readonly sbyte[]?[] _years = new sbyte[]?[CalendarsOfAYear];

    /// <summary>Returns the first day, from a given day on and before a limit, on which another state holds or the state changes.</summary>
    /// <param name="day">The first day, as a number of <see cref="DateOnly"/>.</param>
    /// <param name="limit">The day to stop at.</param>
    /// <param name="state">The state.</param>
    public int FirstOther(int day, int limit, DesiredState state)
    {
        while (day < limit)
        {
            var date = DateOnly.FromDayNumber(day);
            var rest = DaysOf(date.Year).AsSpan(date.DayOfYear - 1);
            var other = rest.IndexOfAnyExcept((sbyte)state);
            if (other >= 0)
            {
                return Math.Min(day + other, limit);
            }

            day += rest.Length;
        }

        return limit;
    }

    private sbyte[] DaysOf(int year)
    {
        // The calendar repeats after 400 years. Years far from both ends have a day before and a day after.
        var first = new DateOnly(2000 + (year % 400), 1, 1);
        ref var days = ref _years[(int)first.DayOfWeek + (DateTime.IsLeapYear(first.Year) ? 7 : 0)];
        return days ??= KindsFrom(first);
    }

    private sbyte[] KindsFrom(DateOnly first)
    {
        var kinds = new sbyte[DateTime.IsLeapYear(first.Year) ? 366 : 365];
        for (var day = 0; day < kinds.Length; day++)
        {
            kinds[day] = (sbyte?)stateOf(first.AddDays(day)) ?? Mixed;
        }

        return kinds;
    }
}
