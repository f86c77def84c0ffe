using Stopinator.Scheduling.Tests.Support;

namespace Stopinator.Scheduling.Tests.Evaluation;

/// <summary>No text in a tag makes an answer cost more than kilobytes, whatever its dates.</summary>
[Trait("Finding", "7")]
public sealed class ScheduleCostTests(ITestOutputHelper output)
{
    public static TheoryData<string> Texts { get; } =
    [
        "mon-fri 07:00-20:00 Europe/Paris",
        "0001-01-01/9999-12-31 off; 24x7 UTC",
        "0001-01-01/9999-12-31 off; 24x7 Europe/Paris",
        "9999-12-31 off; feb day 31 Europe/Paris",
        "feb day 31 10:00-11:00 Europe/Paris",
        "feb day 29 mon#5 10:00-11:00 Europe/Paris",
        "day 1-15; day 16-L Europe/Paris",
        "day 1-15 12:00-06:00,06:00-12:00; day 16-L 12:00-06:00,06:00-12:00 Europe/Paris",
        "2000-01-01/9999-12-31 12:00-06:00,06:00-12:00; 24x7 Europe/Paris",
        "mar sunL 02:00-03:00; 9999-12-31 off Europe/Paris",
        "mar day 25-31 sun 02:00-03:00; 2100-01-01,2200-01-01,2300-01-01,2400-01-01,2500-01-01,2600-01-01,2700-01-01,2800-01-01,2900-01-01,3000-01-01,3100-01-01,3200-01-01,3300-01-01,3400-01-01,3500-01-01,3600-01-01,3700-01-01,9999-12-31 off Europe/Paris",
        "off; 1000-01-01,2000-01-01,3000-01-01,4000-01-01,5000-01-01,6000-01-01,7000-01-01,8000-01-01,9000-01-01 off Europe/Paris",
        "running until 9999-12-31T00:00Z; mon-fri 07:00-20:00 Europe/Paris",
        "running until 9999-12-31T00:00Z; unmanaged",
        Repeated("feb day 31;", "Europe/Paris"),
        Repeated("mon;", "Europe/Paris"),
        Repeated("mon-sun;", "Europe/Paris"),
        $"{string.Join(',', Enumerable.Range(0, 22).Select(hour => $"{hour}:00-{hour}:30"))} Europe/Paris",
        $"off; 2026-11-01/2026-12-31 {string.Join(',', Enumerable.Range(0, 19).Select(hour => $"{hour}:00-{hour}:30"))} Europe/Paris",
        $"{string.Join(',', Enumerable.Range(0, 22).Select(hour => $"{hour}:02-{hour}:01"))} Europe/Paris",
        "00:00-12:00 UTC | 12:00-24:00 Europe/Paris | 11:00-13:00 UTC | 23:00-01:00 Europe/Paris",
        "jan-jun Europe/Paris | jul-dec UTC | jan day 1 UTC | jun day 30 UTC",
        "feb day 31 Europe/Paris | feb day 30 Europe/Paris | feb day 31 UTC | jun day 31 UTC",
        "0001-01-01/9999-12-31 off; feb day 31 stop 22:00 Europe/Paris",
        Repeated("feb day 31 stop 22:00;", "Europe/Paris"),
        "day 1-31 mon-fri,sat,sun jan-dec 00:00-24:00; dec24-jan2 off; feb29 on; 0001-01-01/9999-12-30 10:00-11:00 Pacific/Apia",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Answers_ToATextOfATag_CostKilobytes(string text)
    {
        Assert.InRange(text.Length, 1, 256);
        _ = Cost.Dearest(() => PowerSchedule.Parse(text));

        foreach (var (question, bytes) in Cost.OfAll(() => PowerSchedule.Parse(text)))
        {
            output.WriteLine($"{bytes:N0} bytes for '{question}'");
            Assert.InRange(bytes, 0, Cost.Most);
        }
    }

    [Theory]
    [InlineData("""{"periods":[{"name":"a","monthdays":"31","months":"feb"}]}""")]
    [InlineData("""{"periods":[{"name":"a","monthdays":"1-15"},{"name":"b","monthdays":"16-L"}]}""")]
    [InlineData("""{"periods":[{"name":"a","begintime":"00:00","endtime":"11:59","months":"*"},{"name":"b","begintime":"12:00","endtime":"23:59"}]}""")]
    public void Answers_ToPeriods_CostKilobytes(string json)
    {
        _ = Cost.Dearest(() => InstanceSchedulerNotation.Parse(json));

        Assert.InRange(Cost.Dearest(() => InstanceSchedulerNotation.Parse(json)).Bytes, 0, Cost.Most);
        Assert.Null(InstanceSchedulerNotation.Parse(json).NextTransition(Cost.Now));
    }

    [Fact]
    public void Answers_WithSkipDaysFarAway_CostKilobytes()
    {
        var policy = new CustodianOffHoursPolicy { SkipDays = [new DateOnly(9999, 1, 1)] };
        _ = Cost.Dearest(() => policy.Read("off=(m,19);on=(m,19)").Schedule);

        Assert.InRange(Cost.Dearest(() => policy.Read("off=(m,19);on=(m,19)").Schedule).Bytes, 0, Cost.Most);
    }

    [Fact]
    public void Preview_OfManyInstances_BuildsTheWeekOfAScheduleOnce()
    {
        var instances = Enumerable.Range(0, 2_000)
            .Select(number => new PreviewInstance($"i-{number}", new Dictionary<string, string>(StringComparer.Ordinal) { ["stopinator:schedule"] = "mon-fri 07:00-20:00 Europe/Paris" }))
            .ToList();
        FleetPreview? fleet = null;

        var bytes = Cost.Of(() => fleet = FleetPreview.WeekAhead(instances, new ScheduledPowerOptions(), Cost.Now));

        Assert.Single(fleet!.Instances.Select(instance => instance.Week).Distinct());
        Assert.Equal(2_000 * 65, fleet.RunningHours);
        Assert.InRange(bytes, 0, 4 * Cost.Most);
    }

    [Fact]
    public void Preview_OfSchedulesReadOneByOne_BuildsTheWeekOfEqualTextsOnce()
    {
        var fleet = FleetPreview.WeekAhead(
            Enumerable.Range(0, 3).Select(
                number => new PreviewInstance($"i-{number}", new Dictionary<string, string>(StringComparer.Ordinal))),
            _ => PowerSchedule.Parse("mon-fri 07:00-20:00 Europe/Paris"),
            Cost.Now);

        Assert.Single(fleet.Instances.Select(instance => instance.Week).Distinct());
    }

    private static string Repeated(string piece, string zone) =>
        string.Concat(Enumerable.Repeat(piece, (256 - zone.Length) / piece.Length)) + zone;
}
