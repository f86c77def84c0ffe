using NodaTime;
using Stopinator.Diagnostics;
using Stopinator.Scheduling.Evaluation;
using Stopinator.Scheduling.InstanceScheduler;
using Stopinator.Scheduling.Tests.Support;
using Stopinator.Scheduling.Text;
using Stopinator.Tests.Shared;

namespace Stopinator.Scheduling.Tests.Evaluation;

/// <summary>Compares the search over long quiet times with a walk through every month, for schedules that seldom change.</summary>
[Trait("Finding", "7")]
public sealed class LongSearchTests
{
    private const int Years = 70;

    private static readonly int Cases = LongTests.AreOn ? 150 : 50;

    private static readonly DateTimeOffset From = new(1998, 12, 15, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Zones =
        ["UTC", "Europe/Paris", "America/Santiago", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati", "Africa/Casablanca"];

    private static readonly string[] Windows =
    [
        "feb day 29", "feb day 31", "feb day 29 sun", "mar sunL 02:00-03:00", "oct sunL 02:00-03:00", "day 1-15", "day 16-L", "jan-jun", "jul-dec", "dec day 25", "mon-sun", "day 31",
        "12:00-06:00,06:00-12:00", "12:00-06:00", "06:00-12:00", "feb day 28-29 22:00-06:00", "mar day 31 sun 02:15-02:45", "day 31W", "00:00-12:00,12:00-24:00", "sep day 1-7 sun 00:00-01:00",
    ];

    private static readonly string[] SpecialDays =
    [
        "dec25 off", "feb29 on", "feb29 02:00-03:00", "jan1-dec31 off", "dec24-jan2 on", "jan1-jun30 off", "jul1-dec31 on", "2010-01-01/2030-12-31 off", "2040-06-01/2041-01-01 on",
        "2005-02-27/2055-03-01 12:00-06:00,06:00-12:00", "2020-03-29 02:00-03:00", "2050-12-31 22:00-06:00", "1999-01-01/2068-01-01 00:00-12:00,12:00-24:00", "2011-12-29/2011-12-31 on",
    ];

    private static readonly string[] Periods =
    [
        """{"months":"feb","monthdays":"29"}""", """{"months":"feb","monthdays":"31"}""", """{"monthdays":"1-15"}""", """{"monthdays":"16-L"}""", """{"months":"jan-jun"}""",
        """{"begintime":"00:00","endtime":"11:59"}""", """{"begintime":"12:00","endtime":"23:59"}""", """{"months":"mar","weekdays":"sunL","begintime":"02:00","endtime":"03:00"}""",
        """{"months":"dec","begintime":"18:00"}""", """{"months":"jan","monthdays":"1","endtime":"06:00"}""", """{"weekdays":"mon-sun"}""", """{"months":"jul-dec"}""",
    ];

    [Fact]
    public void Transitions_OfSeldomWindows_AreThoseOfEveryMonth()
    {
        var chance = new Chance(7);
        for (var i = 0; i < Cases; i++)
        {
            var text = string.Join("; ", chance.Several(3, () => chance.Of<string>(Windows)).Concat(chance.OneIn(4) ? [] : chance.Several(3, () => chance.Of<string>(SpecialDays)).Distinct()))
                + $" {chance.Of<string>(Zones)}";
            var schedule = PowerSchedule.Parse(text);

            AssertSame(schedule, PowerSchedule.RulesOf(TimeZones.Get(schedule.TimeZone), schedule.Windows, schedule.SpecialDays), text);
        }
    }

    [Fact]
    public void Transitions_OfSeldomPeriods_AreThoseOfEveryMonth()
    {
        var chance = new Chance(8);
        for (var i = 0; i < Cases; i++)
        {
            var (zone, parts) = (chance.Of<string>(Zones), chance.Several(3, () => chance.Of<string>(Periods)));
            var json = $$"""{"timezone":"{{zone}}","periods":[{{string.Join(',', parts)}}]}""";
            var periods = parts.Select(part => PeriodReader.Read(JsonPart.Parse(part), "p"));

            AssertSame(InstanceSchedulerNotation.Parse(json), new PeriodRules(TimeZones.Get(zone), [.. periods]), json);
        }
    }

    [Theory]
    [InlineData("0001-01-01/9999-12-31 off; 24x7 UTC", null)]
    [InlineData("2000-01-01/5000-12-31 off; 24x7 UTC", "5001-01-01T00:00:00+00:00")]
    [InlineData("off; 7777-07-07 10:00-11:00 Europe/Paris", "7777-07-07T10:00:00+02:00")]
    [InlineData("feb day 29 sun 10:00-11:00 UTC", "2032-02-29T10:00:00+00:00")]
    [InlineData("running until 7777-07-07T10:00Z; off", "7777-07-07T10:00:00+00:00")]
    [InlineData("running until 7777-07-07T10:00Z; 24x7", null)]
    [InlineData("mar sunL 02:00-03:00; 9999-12-31 off Europe/Paris", null)]
    [InlineData("mar sunL 02:00-03:00; 7777-07-07 on Europe/Paris", "7777-07-07T00:00:00+02:00")]
    public void NextTransition_FarAway_IsFound(string text, string? at) =>
        Assert.Equal(at, PowerSchedule.Parse(text).NextTransition(Cost.Now)?.At.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture));

    private static void AssertSame(PowerSchedule schedule, ScheduleRules rules, string text)
    {
        var expected = Walk(rules, From, From.AddYears(Years)).ToList();

        Assert.True(
            expected.SequenceEqual(
                schedule.Transitions(From, From.AddYears(Years)).Select(transition => (transition.At.UtcTicks, transition.To))),
            $"The transitions of '{text}' are others.");
        Assert.Equal(expected.Select(change => (long?)change.Ticks).FirstOrDefault(), InRange(schedule.NextTransition(From)));
    }

    private static long? InRange(ScheduleTransition? transition) =>
        transition is null || transition.At > From.AddYears(Years) ? null : transition.At.UtcTicks;

    private static IEnumerable<(long Ticks, DesiredState To)> Walk(ScheduleRules rules, DateTimeOffset from, DateTimeOffset to)
    {
        DesiredState? state = null;
        for (var begin = from; begin <= to; begin = begin.AddDays(30))
        {
            var timeline = new TimelineBuilder();
            rules.Compile(Instant.FromDateTimeOffset(begin), Instant.FromDateTimeOffset(begin.AddDays(30)), timeline);
            var block = timeline.Build(0);
            for (var entry = 0; entry < block.Count; entry++)
            {
                var decision = block.DecisionOf(entry);
                if (state is not null && decision.State != state && block.StartOf(entry) <= to.UtcTicks)
                {
                    yield return (block.StartOf(entry), decision.State);
                }

                state = decision.State;
            }
        }
    }
}
