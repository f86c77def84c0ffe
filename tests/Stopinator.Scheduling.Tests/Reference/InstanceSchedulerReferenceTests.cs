using System.Text.Json.Nodes;
using NodaTime;
using Stopinator.Scheduling.Tests.Support;

namespace Stopinator.Scheduling.Tests.Reference;

/// <summary>Random periods against the rules of AWS Instance Scheduler, asked minute by minute of what the wall clock shows.</summary>
public sealed class InstanceSchedulerReferenceTests
{
    private const int SchedulesOfAZone = 3;
    private const int MinutesOfDay = 24 * 60;

    public static TheoryData<string, int> Zones { get; } = [.. ReferenceZones.All.Where((_, index) => index % 3 == 0)];

    [Theory]
    [MemberData(nameof(Zones))]
    public void Periods_InAYear_AreAsTheirRulesHaveThem(string zone, int year)
    {
        var clocks = new ClockYear(zone, year);
        var minutes = ReferenceTests.Minutes(clocks);
        for (var i = 0; i < SchedulesOfAZone; i++)
        {
            var chance = new Chance((uint)(year + i + (zone.Sum(character => character) * 37)));
            var periods = chance.Several(3, () => Period(chance, clocks));
            var json = new JsonObject { ["timezone"] = zone, ["periods"] = new JsonArray([.. periods.Select(period => (JsonNode)period.ToJson())]) }.ToJsonString();

            ReferenceCheck.Check(InstanceSchedulerNotation.Parse(json), StatesOf(periods, clocks), clocks, minutes, chance, json);
        }
    }

    private static DesiredState[] StatesOf(List<PeriodSpec> periods, ClockYear clocks)
    {
        var days = new Dictionary<LocalDate, List<PeriodSpec>>();
        var states = new DesiredState[clocks.Count];
        for (var i = 0; i < states.Length; i++)
        {
            var (date, minute) = clocks.LocalAt(i);
            states[i] = Union(date, minute);
            if (states[i] == DesiredState.Stopped && periods.Count > 1 && Around(date, minute - 1) == DesiredState.Running && Around(date, minute + 1) == DesiredState.Running)
            {
                states[i] = DesiredState.Running;
            }
        }

        return states;

        DesiredState Around(LocalDate date, int minute) =>
            minute < 0 ? Union(date.PlusDays(-1), minute + MinutesOfDay)
            : minute >= MinutesOfDay ? Union(date.PlusDays(1), minute - MinutesOfDay)
            : Union(date, minute);

        DesiredState Union(LocalDate date, int minute)
        {
            if (!days.TryGetValue(date, out var onThisDay))
            {
                days[date] = onThisDay = [.. periods.Where(period => period.Contains(date))];
            }

            var union = DesiredState.Stopped;
            foreach (var period in onThisDay)
            {
                var state = period.StateOnItsDays(minute);
                union = state == DesiredState.Running || (state == DesiredState.Unmanaged && union == DesiredState.Stopped) ? state : union;
            }

            return union;
        }
    }

    private static PeriodSpec Period(Chance chance, ClockYear clocks)
    {
        var (begin, end) = chance.OneIn(4) ? (0, MinutesOfDay - 1) : (Minute(chance, clocks), Minute(chance, clocks));
        int? from = chance.OneIn(5) ? null : Math.Min(begin, end);
        int? to = chance.OneIn(5) ? null : Math.Max(begin, end);
        List<DaySpec> weekdays = chance.OneIn(3) && (from ?? to) is not null ? [] : chance.Several(2, () => chance.Below(4) switch
        {
            0 => DaySpec.NthWeekday(chance.Below(7), chance.Between(1, 5)),
            1 => DaySpec.LastWeekday(chance.Below(7)),
            _ => DaySpec.Weekday(chance.Below(7), chance.Below(7)),
        });
        List<DaySpec> monthdays = chance.OneIn(4) ? [chance.Of(DaySpec.LastMonthday(), DaySpec.NearestWeekday(chance.Between(1, 31)), DaySpec.MonthdayToLast(chance.Between(1, 31)))] : [];
        List<DaySpec> months = chance.OneIn(5) ? [DaySpec.Month(chance.Between(1, 12), chance.Between(1, 12))] : [];
        return new("p" + chance.Below(100), from, to, months, monthdays, weekdays);
    }

    // Often the same few, so that periods meet at a minute's distance.
    private static int Minute(Chance chance, ClockYear clocks) => chance.Below(3) switch
    {
        0 when clocks.Changes.Count > 0 => clocks.LocalAt(chance.Of(clocks.Changes) + chance.Between(-65, 65)).Minute,
        1 => chance.Between(599, 603),
        _ => chance.Below(MinutesOfDay),
    };
}
