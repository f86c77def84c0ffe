using NodaTime;
using Stopinator.Scheduling.Tests.Support;

namespace Stopinator.Scheduling.Tests.Reference;

/// <summary>Random off-hours against Cloud Custodian's rules, asked minute by minute of what the wall clock shows.</summary>
public sealed class CustodianReferenceTests
{
    private const int ValuesOfAZone = 3;
    private const string Letters = "mtwhfsu";

    public static TheoryData<string, int> Zones { get; } = [.. ReferenceZones.All.Where((_, index) => index % 3 == 1)];

    [Theory]
    [MemberData(nameof(Zones))]
    public void Points_InAYear_AreAsTheirRulesHaveThem(string zone, int year)
    {
        var clocks = new ClockYear(zone, year);
        var minutes = ReferenceTests.Minutes(clocks);
        for (var i = 0; i < ValuesOfAZone; i++)
        {
            var chance = new Chance((uint)(year + i + (zone.Sum(character => character) * 41)));
            var on = chance.Several(3, () => Entry(chance, 0, 12));
            var off = chance.Several(3, () => Entry(chance, 2, 23));

            // One that is never both, so that every week has one of each.
            on.Add(("m-u", 1));
            off.Add(("m-u", 22));
            var skipDays = chance.OneIn(2)
                ? []
                : chance.Several(4, () => clocks.LocalAt(chance.Between(clocks.Year.First + 20_000, clocks.Year.Last)).Date);
            var value = $"off=[{Text(off)}];on=[{Text(on)}];tz={zone}";

            var hours = new CustodianOffHoursPolicy { SkipDays = [.. skipDays.Select(date => date.ToDateOnly())] }.Read(value);

            ReferenceCheck.Check(hours.Schedule, StatesOf(on, off, skipDays, clocks), clocks, minutes, chance, value);
            foreach (var minute in minutes.Where(minute => minute % 7 == 0))
            {
                var instant = clocks.InstantOf(minute);
                Assert.Equal(
                    (Matches(on, skipDays, clocks.LocalAt(minute)), Matches(off, skipDays, clocks.LocalAt(minute))),
                    (hours.MatchesOnHour(instant), hours.MatchesOffHour(instant)));
            }
        }
    }

    private static DesiredState[] StatesOf(
        List<(string Days, int Hour)> on, List<(string Days, int Hour)> off, List<LocalDate> skipDays, ClockYear clocks)
    {
        var states = new DesiredState[clocks.Count];
        for (var minute = 1; minute < states.Length; minute++)
        {
            states[minute] = states[minute - 1];
            var (date, shown) = clocks.LocalAt(minute);
            var (dateBefore, shownBefore) = clocks.LocalAt(minute - 1);
            if ((date, shown / 60) != (dateBefore, shownBefore / 60) || shown != shownBefore + 1)
            {
                var (starts, stops) = (Matches(on, skipDays, (date, shown)), Matches(off, skipDays, (date, shown)));
                states[minute] = starts == stops ? states[minute] : starts ? DesiredState.Running : DesiredState.Stopped;
            }
        }

        return states;
    }

    private static bool Matches(List<(string Days, int Hour)> entries, List<LocalDate> skipDays, (LocalDate Date, int Minute) local) =>
        !skipDays.Contains(local.Date) && entries.Exists(entry => entry.Hour == local.Minute / 60 && Days(entry.Days).Contains(Letters[(int)local.Date.DayOfWeek - 1], StringComparison.Ordinal));

    private static string Days(string range)
    {
        var from = Letters.IndexOf(range[0], StringComparison.Ordinal);
        return range.Length == 1
            ? range
            : (Letters + Letters)[from..(from + ((Letters.IndexOf(range[2], StringComparison.Ordinal) - from + 7) % 7) + 1)];
    }

    private static (string Days, int Hour) Entry(Chance chance, int lowest, int highest) =>
        (chance.OneIn(2) ? $"{Letters[chance.Below(7)]}" : $"{Letters[chance.Below(7)]}-{Letters[chance.Below(7)]}", chance.Between(lowest, highest));

    private static string Text(List<(string Days, int Hour)> entries) =>
        string.Join(',', entries.Select(entry => $"({entry.Days},{entry.Hour})"));
}
