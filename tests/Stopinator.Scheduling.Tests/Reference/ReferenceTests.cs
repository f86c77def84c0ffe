using Stopinator.Scheduling.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Scheduling.Tests.Reference;

/// <summary>
/// Random schedules against an evaluator that is written from the contract and looks at every minute. By default the minutes within three days
/// of each jump of the clocks and two minutes of each boundary; every minute of the year with <c>STOPINATOR_WHOLE_YEARS=true</c>.
/// Three schedules a zone, eleven when long tests are on or the years are whole.
/// </summary>
public sealed class ReferenceTests
{
    private const int ThreeDays = 3 * 24 * 60;

    private static readonly bool WholeYears = Environment.GetEnvironmentVariable("STOPINATOR_WHOLE_YEARS") == "true";

    private static readonly int SchedulesOfAZone = LongTests.AreOn || WholeYears ? 11 : 3;

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

    [Theory]
    [InlineData("Europe/Paris", "America/New_York", 2024)]
    [InlineData("Australia/Lord_Howe", "Africa/Casablanca", 2024)]
    [InlineData("Pacific/Apia", "UTC", 2011)]
    [InlineData("America/Santiago", "Asia/Kathmandu", 2024)]
    public void Parts_InAYear_RunWhenAnyOfThemRuns(string zone, string other, int year)
    {
        var (clocks, others) = (new ClockYear(zone, year), new ClockYear(other, year));
        var minutes = Minutes(clocks).Concat(Minutes(others)).ToHashSet();
        for (var i = 0; i < SchedulesOfAZone; i++)
        {
            var chance = new Chance((uint)(year + i + (other.Sum(character => character) * 43)));
            var spec = new SpecGenerator(chance, clocks).Next() with { Override = null };
            var otherSpec = new SpecGenerator(chance, others).Next() with { Override = null };
            var text = $"{spec.TextIn(zone)} | {otherSpec.TextIn(other)}";

            var schedule = PowerSchedule.Parse(text);
            Assert.Equal(schedule.ToString(), PowerSchedule.Parse(schedule.ToString()).ToString());

            var states =
                spec.StatesOf(clocks).Zip(otherSpec.StatesOf(others), (one, two) => one == DesiredState.Running ? one : two).ToArray();
            ReferenceCheck.Check(schedule, states, clocks, minutes, chance, text);
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
