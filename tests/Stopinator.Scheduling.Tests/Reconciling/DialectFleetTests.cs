using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stopinator.Scheduling.Tests.Support;
using Stopinator.Scheduling.Tests.Vectors;
using Stopinator.Tests.Shared;

namespace Stopinator.Scheduling.Tests.Reconciling;

/// <summary>A week of fleets that are tagged for other tools: they change exactly when those tools would change them.</summary>
public sealed class DialectFleetTests
{
    private const string SchedulerTool = "aws-solutions/instance-scheduler-on-aws";
    private const string CustodianTool = "cloud-custodian/cloud-custodian";
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>That tool looks at the schedule at each of its runs, and acts when it asks for another state than it remembers.</summary>
    [Theory]
    [LongInlineData("2024-05-13T00:00:00Z")]
    [InlineData("2024-03-28T00:00:00Z")]
    public async Task InstanceScheduler_OverAWeek_ChangesWhereTheRememberedStateDoes(string from)
    {
        var start = DateTimeOffset.Parse(from, CultureInfo.InvariantCulture);
        var interval = TimeSpan.FromMinutes(30);
        var vectors =
            VectorFiles.Rows(SchedulerTool, "cases").Select(row => VectorFiles.Entry(row.Data.Item1, "cases", row.Data.Item2)).ToList();
        var recorded = vectors.Where(vector => vector.GetProperty("desired").GetString() != "any")
            .ToLookup(vector => VectorFiles.InstantOf(vector.GetProperty("now")).UtcTicks);
        var texts = vectors.Select(vector => vector.GetProperty("schedule").GetRawText()).Distinct(StringComparer.Ordinal).ToList();
        var schedules = texts.ConvertAll(text => InstanceSchedulerNotation.Parse(text));
        var catalog = new ScheduleCatalog(schedules.Select((schedule, index) => (schedule, index)).ToDictionary(one => $"s{one.index}", one => one.schedule, StringComparer.Ordinal), timeZone: null, takesText: false);
        var remembered = schedules.ConvertAll(schedule => schedule.DesiredStateAt(start).State);
        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(schedules.Count, (instance, index) =>
            {
                instance.Tagged("Schedule", $"s{index}");
                _ = remembered[index] == DesiredState.Running ? instance.Running() : instance.Stopped();
            }),
            new() { Mode = ReconcileMode.Edges, Interval = interval, Tags = [ScheduleTag.InstanceScheduler(catalog)] },
            start);
        var instances = new WatchedFleet(lab);
        var changes = 0;

        for (var tick = start + interval; tick <= start + Week; tick += interval)
        {
            var expected = new List<(int, DesiredState)>();
            for (var i = 0; i < schedules.Count; i++)
            {
                var desired = schedules[i].DesiredStateAt(tick).State;
                if (desired != remembered[i] && desired != DesiredState.Unmanaged && desired != instances.StateOf(i))
                {
                    expected.Add((i, desired));
                }

                remembered[i] = desired;
            }

            Assert.Equal(expected, await instances.TickAsync(tick));
            changes += expected.Count;

            // What was recorded from the tool itself at this very instant is what is.
            foreach (var vector in recorded[tick.UtcTicks])
            {
                Assert.Equal(
                    vector.GetProperty("desired").GetString(),
                    instances.StateOf(texts.IndexOf(vector.GetProperty("schedule").GetRawText())).ToString(),
                    ignoreCase: true);
            }
        }

        Assert.True(changes > 100, $"{changes} changes");
    }

    /// <summary>That tool starts what is stopped while an on hour lasts, and stops what runs while an off hour lasts; here it runs each hour.</summary>
    [LongFact]
    public async Task CloudCustodian_OverAWeek_ChangesWhereItsFiltersMatch()
    {
        var policy = new CustodianOffHoursPolicy();
        var vectors = VectorFiles.Rows(CustodianTool, "cases").Select(row => VectorFiles.Entry(row.Data.Item1, "cases", row.Data.Item2));
        var values = vectors.Where(vector => !vector.GetProperty("quirk").GetBoolean()).Select(vector => vector.GetProperty("tag_value").GetString()).OfType<string>().Distinct(StringComparer.Ordinal).Where(value => CanBeRead(policy, value)).ToList();

        await LiveAsync(policy, values, new(2024, 3, 8, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1), (_, _, _) => { });
    }

    /// <summary>The weeks that were recorded from the tool, half hour by half hour.</summary>
    [Fact]
    public async Task CloudCustodian_OverARecordedWeek_ChangesWhereTheToolMatched()
    {
        foreach (var week in VectorFiles.Rows(CustodianTool, "weeks").Select(row => VectorFiles.Entry(row.Data.Item1, "weeks", row.Data.Item2)).Where(IsOfTheDefaultPolicy))
        {
            var value = week.GetProperty("tag_value").GetString()!;
            var matches = week.GetProperty("match_at").EnumerateArray().Select(VectorFiles.InstantOf).ToHashSet();
            if (!CanBeRead(new(), value))
            {
                // A value that is refused here never matched there.
                Assert.Empty(matches);
                continue;
            }

            var wanted = week.GetProperty("kind").GetString() == "onhour" ? DesiredState.Running : DesiredState.Stopped;
            var changed = 0;
            await LiveAsync(new(), [value], VectorFiles.InstantOf(week.GetProperty("start")), TimeSpan.FromMinutes(week.GetProperty("step_minutes").GetInt32()), (tick, changes, state) =>
            {
                Assert.All(changes.Where(change => change.State == wanted), _ => Assert.Contains(tick, matches));
                Assert.True(!matches.Contains(tick) || state == wanted);
                changed += changes.Count(change => change.State == wanted);
            });
            Assert.True(changed > 0);
        }
    }

    private static async Task LiveAsync(
        CustodianOffHoursPolicy policy, List<string> values, DateTimeOffset start, TimeSpan interval, Action<DateTimeOffset, IReadOnlyList<(int Index, DesiredState State)>, DesiredState> atTicksEnd)
    {
        var hours = values.ConvertAll(policy.Read);
        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(
                values.Count, (instance, index) => instance.Tagged(policy.TagKey, values[index]).LaunchedAt(start.AddDays(-9)).Running()),
            new() { Mode = ReconcileMode.Edges, Interval = interval, Tags = [ScheduleTag.OffHours(policy)] },
            start);
        var instances = new WatchedFleet(lab);
        var changes = 0;
        for (var tick = start + interval; tick < start + Week; tick += interval)
        {
            var expected = new List<(int, DesiredState)>();
            for (var i = 0; i < values.Count; i++)
            {
                var (starts, stops, state) = (hours[i].MatchesOnHour(tick), hours[i].MatchesOffHour(tick), instances.StateOf(i));
                if (starts != stops && state == (starts ? DesiredState.Stopped : DesiredState.Running))
                {
                    expected.Add((i, starts ? DesiredState.Running : DesiredState.Stopped));
                }
            }

            var actual = await instances.TickAsync(tick);
            Assert.True(expected.SequenceEqual(actual), $"{tick:O}: expected {Text(expected)}, changed {Text(actual)}");
            atTicksEnd(tick, actual, instances.StateOf(0));
            changes += actual.Count;
        }

        Assert.True(changes > 0);

        string Text(IEnumerable<(int Index, DesiredState State)> all) => string.Join(
            "; ", all.Select(one => $"'{values[one.Index]}' {one.State}"));
    }

    private static bool CanBeRead(CustodianOffHoursPolicy policy, string value)
    {
        try
        {
            return policy.Read(value).Status == OffHoursStatus.Scheduled;
        }
        catch (ScheduleFormatException)
        {
            return false;
        }
    }

    private static bool IsOfTheDefaultPolicy(JsonElement vector) => JsonNode.DeepEquals(
        JsonNode.Parse(vector.GetProperty("policy").GetRawText()),
        JsonNode.Parse("""{"default_tz":"et","tag":"maid_offhours","opt-out":false,"weekends":true,"weekends-only":false,"skip-days":[],"onhour":7,"offhour":19}"""));
}
