using NodaTime;

namespace Stopinator.Scheduling.Tests.Reference;

/// <summary>One item of a window's days: how it is written, and which dates it means, by looking at the calendar.</summary>
internal sealed record DaySpec(string Text, Func<LocalDate, bool> Contains)
{
    private static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static DaySpec Weekday(int from, int to) => new(
        from == to ? Weekdays[from] : $"{Weekdays[from]}-{Weekdays[to]}", date => Walk(from, to, 7).Contains((int)date.DayOfWeek - 1));

    public static DaySpec NthWeekday(int weekday, int n) => new($"{Weekdays[weekday]}#{n}", date =>
        (int)date.DayOfWeek - 1 == weekday && Enumerable.Range(1, date.Day).Count(day => new LocalDate(date.Year, date.Month, day).DayOfWeek == date.DayOfWeek) == n);

    public static DaySpec LastWeekday(int weekday) =>
        new($"{Weekdays[weekday]}L", date => (int)date.DayOfWeek - 1 == weekday && date.PlusDays(7).Month != date.Month);

    public static DaySpec Month(int from, int to) => new(
        from == to ? Months[from - 1] : $"{Months[from - 1]}-{Months[to - 1]}",
        date => Walk(from - 1, to - 1, 12).Contains(date.Month - 1));

    public static DaySpec Monthday(int from, int to) =>
        new(from == to ? $"{from}" : $"{from}-{to}", date => date.Day >= from && date.Day <= to);

    public static DaySpec MonthdayToLast(int from) => new($"{from}-L", date => date.Day >= from);

    public static DaySpec LastMonthday() => new("L", date => date.PlusDays(1).Month != date.Month);

    public static DaySpec NearestWeekday(int day) => new($"{day}W", date =>
    {
        if (day > CalendarSystem.Iso.GetDaysInMonth(date.Year, date.Month))
        {
            return false;
        }

        // By how many days to move, nearest first.
        var wanted = new LocalDate(date.Year, date.Month, day);
        return new[] { 0, -1, 1, -2, 2 }
            .Select(wanted.PlusDays)
            .First(candidate => candidate.Month == wanted.Month && candidate.DayOfWeek < IsoDayOfWeek.Saturday) == date;
    });

    private static IEnumerable<int> Walk(int from, int to, int count)
    {
        for (var at = from; ; at = (at + 1) % count)
        {
            yield return at;
            if (at == to)
            {
                yield break;
            }
        }
    }
}
