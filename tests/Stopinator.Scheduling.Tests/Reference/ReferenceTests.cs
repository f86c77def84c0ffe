using Stopinator.Scheduling.Tests.Support;

namespace Stopinator.Scheduling.Tests.Reference;

/// <summary>
/// Random schedules against an evaluator that is written from the contract and looks at every minute. By default the minutes within three days
/// of each jump of the clocks and two minutes of each boundary; every minute of the year with <c>STOPINATOR_WHOLE_YEARS=true</c>.
/// </summary>
public sealed class ReferenceTests
{
    private const int SchedulesOfAZone = 11;
    private const int ThreeDays = 3 * 24 * 60;

    private static readonly bool WholeYears = Environment.GetEnvironmentVariable("STOPINATOR_WHOLE_YEARS") == "true";

    public static TheoryData<string, int> Zones => ReferenceZones.All;

    [Theory]
    [MemberData(nameof(Zones))]
    public void Schedules_InAYear_AreAsTheContractHasThem(string zone, int year)
    {
        var clocks = new ClockYear(zone, year);
        var minutes = Minutes(clocks);
        for (var i = 0; i < SchedulesOfAZone; i++)
        {
            var chance = new Chance((uint)(year + i + (zone.Sum(character => character) * 31)));
            var spec = new SpecGenerator(chance, clocks).Next();
            var text = spec.TextIn(zone);

            var schedule = PowerSchedule.Parse(text);
            Assert.Equal(schedule.ToString(), PowerSchedule.Parse(schedule.ToString()).ToString());

            ReferenceCheck.Check(schedule, spec.StatesOf(clocks), clocks, minutes, chance, text);
        }
    }

    internal static HashSet<int> Minutes(ClockYear clocks)
    {
        var (first, last) = clocks.Year;
        return WholeYears
            ? [.. Enumerable.Range(first, last - first)]
            : [.. clocks.Changes.SelectMany(change => Enumerable.Range(change - ThreeDays, 2 * ThreeDays)).Where(minute => minute >= first && minute < last)];
    }
}
