using NodaTime;
using Stopinator.Scheduling.Tests.Support;

namespace Stopinator.Scheduling.Tests.Reference;

/// <summary>Makes schedules of every form. Where clocks change is where their hours like to begin and end.</summary>
internal sealed class SpecGenerator(Chance chance, ClockYear clocks)
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public ScheduleSpec Next()
    {
        var windows = chance.OneIn(12) ? [] : chance.Several(3, Window);
        var special = chance.OneIn(2) ? [] : chance.Several(5, SpecialDay).DistinctBy(day => day.Dates).ToList();
        return new(windows, special, chance.OneIn(6) ? Override() : null);
    }

    public MomentScheduleSpec NextMoments()
    {
        var special = chance.OneIn(2)
            ? []
            : chance.Several(4, SpecialDay).DistinctBy(day => day.Dates).Select(day => new MomentDaySpec(day, chance.OneIn(2) ? [] : Times())).ToList();
        return new(chance.Several(3, () => (Window() with { Hours = [] }, Times())), special);
    }

    private SortedDictionary<int, bool> Times() =>
        new(chance.Several(3, Minute).Distinct().ToDictionary(minute => minute, _ => chance.OneIn(2)));

    private WindowSpec Window() => new(
        chance.OneIn(4) ? chance.Several(2, () => DaySpec.Month(chance.Between(1, 12), chance.Between(1, 12))) : [],
        chance.OneIn(4) ? chance.Several(3, Monthday) : [],
        chance.OneIn(3) ? [] : chance.Several(3, Weekday),
        chance.OneIn(6) ? [] : chance.Several(2, Hours));

    private DaySpec Weekday() => chance.Below(5) switch
    {
        0 => DaySpec.NthWeekday(chance.Below(7), chance.Between(1, 5)),
        1 => DaySpec.LastWeekday(chance.Below(7)),
        _ => DaySpec.Weekday(chance.Below(7), chance.Below(7)),
    };

    private DaySpec Monthday()
    {
        var day = chance.OneIn(3) ? chance.Between(28, 31) : chance.Between(1, 31);
        return chance.Below(5) switch
        {
            0 => DaySpec.LastMonthday(),
            1 => DaySpec.NearestWeekday(day),
            2 => DaySpec.MonthdayToLast(day),
            _ => DaySpec.Monthday(day, chance.Between(day, 31)),
        };
    }

    private (int Begin, int End) Hours()
    {
        var begin = Minute();
        var end = Minute();
        return begin == end
            ? (begin, ((begin + 1) % (24 * 60)) + (begin == (24 * 60) - 1 ? 24 * 60 : 0))
            : (begin, end == 0 ? 24 * 60 : end);
    }

    private int Minute()
    {
        if (clocks.Changes.Count > 0 && chance.OneIn(2))
        {
            // What the clocks show around a jump.
            var (_, shown) = clocks.LocalAt(chance.Of(clocks.Changes) + chance.Between(-90, 90));
            return chance.OneIn(2) ? shown : shown / 30 * 30;
        }

        return chance.OneIn(3) ? chance.Below(24 * 60) : chance.Below(24) * 60;
    }

    private SpecialDaySpec SpecialDay()
    {
        var first = DateOfChange();
        var hours = chance.OneIn(2) ? [] : chance.Several(2, Hours);
        var last = first.PlusDays(chance.OneIn(2) ? 0 : chance.Below(chance.OneIn(2) ? 3 : 40));
        if (!chance.OneIn(3))
        {
            return new(
                first == last ? $"{first:uuuu-MM-dd}" : $"{first:uuuu-MM-dd}/{last:uuuu-MM-dd}",
                IsYearly: false, Period.Between(first, last, PeriodUnits.Days).Days + 1, date => date >= first && date <= last, hours);
        }

        // By walking through a leap year.
        var days = Enumerable.Range(0, 366).Select(new LocalDate(2000, 1, 1).PlusDays).ToList();
        var from = days.FindIndex(day => (day.Month, day.Day) == (first.Month, first.Day));
        var to = days.FindIndex(day => (day.Month, day.Day) == (last.Month, last.Day));
        var length = ((to - from + 366) % 366) + 1;
        var included = Enumerable.Range(from, length).Select(index => (days[index % 366].Month, days[index % 366].Day)).ToHashSet();
        return new(
            first == last ? Text(first) : $"{Text(first)}-{Text(last)}",
            IsYearly: true,
            length,
            date => included.Contains((date.Month, date.Day)),
            hours);

        static string Text(LocalDate date) => $"{Months[date.Month - 1]}{date.Day}";
    }

    private LocalDate DateOfChange()
    {
        var minute = clocks.Changes.Count > 0 && chance.OneIn(2)
            ? chance.Of(clocks.Changes) + (chance.Between(-2, 2) * 24 * 60)
            : chance.Between(clocks.Year.First, clocks.Year.Last);
        return clocks.LocalAt(Math.Clamp(minute, 0, clocks.Count - 1)).Date;
    }

    private (DesiredState State, DateTimeOffset Until) Override() =>
        (chance.Of(DesiredState.Running, DesiredState.Stopped, DesiredState.Unmanaged), clocks.InstantOf(chance.Between(clocks.Year.First, clocks.Year.Last)));
}
