using Microsoft.Extensions.Options;
using Stopinator.Scheduling.Tests.Support;

namespace Stopinator.Scheduling.Tests.Reconciling;

/// <summary>The decision on an instance, by its tags and the tick.</summary>
public sealed class ScheduledPowerServiceTests
{
    private const string Tag = "stopinator:schedule";
    private const string OfficeHours = "mon-fri 07:00-20:00 Europe/Paris";

    [Fact]
    public async Task Run_Enforced_StartsAndStopsAndLeavesTheRestAlone()
    {
        await using var lab = ScheduledLab.Create(fleet =>
        {
            fleet.Add(instance => instance.Tagged(Tag, OfficeHours).Running());
            fleet.Add(instance => instance.Tagged(Tag, "24x7").Stopped());
            fleet.Add(instance => instance.Tagged(Tag, "off").Stopped());
            fleet.Add(instance => instance.Tagged(Tag, "unmanaged").Running());
            fleet.Add(instance => instance.Tagged(Tag, "24x7").Tagged("stopinator:protected", "").Stopped());
            fleet.Add(instance => instance.Running());
        });

        var report = await lab.RunAsync();

        Assert.Equal(
            [
                (PowerAction.Stop, Outcome.Accepted, ReasonCode.RequestAccepted), (PowerAction.Start, Outcome.Reached, ReasonCode.StateSeen),
                (PowerAction.Stop, Outcome.AlreadyThere, ReasonCode.AlreadyInState), (PowerAction.Reconcile, Outcome.Skipped, ReasonCode.Unmanaged),
                (PowerAction.Start, Outcome.Skipped, ReasonCode.ProtectedByTag),
            ],
            report.Power.Instances.Select(instance => (instance.Action, instance.Outcome, instance.Reason)));
        Assert.True(report.Power.IsSuccess);
        Assert.Equal(ScheduledLab.Start, report.Tick);
    }

    [Fact]
    public async Task Plan_Decision_SaysWhy()
    {
        await using var lab = ScheduledLab.Create(fleet => fleet.Add(instance => instance.Tagged(Tag, OfficeHours)));

        var plan = await lab.Clock.RunAsync(() => lab.Service.PlanAsync());

        Assert.Equal(
            "It is running; EC2 is asked to stop it. Its schedule asks for stopped: outside every window (Europe/Paris).",
            Assert.Single(plan.Power.Decisions).Message);
        Assert.Equal("reconcile 1 of 1 instances", plan.ToString());
    }

    [Theory]
    [InlineData(Tag, "mon-fry 07:00-20:00 Europe/Paris", "position")]
    [InlineData("stopinator:keep-running-until", "tonight", "'tonight'; it takes an instant with an offset, such as 2026-11-21T22:00Z")]
    [InlineData("stopinator:keep-stopped-until", "2026-11-21T25:00", "it takes an instant with an offset")]
    public async Task Run_BadTag_IsAnOutcomeOfThatInstanceOnly(string key, string value, string expected)
    {
        await using var lab = ScheduledLab.Create(fleet =>
        {
            fleet.Add(instance => instance.Tagged(Tag, OfficeHours).Tagged(key, value).Running());
            fleet.Add(instance => instance.Tagged(Tag, OfficeHours).Running());
        });

        var outcomes = (await lab.RunAsync()).Power.Instances;

        Assert.Equal((Outcome.Failed, ReasonCode.InvalidSchedule), (outcomes[0].Outcome, outcomes[0].Reason));
        Assert.Contains(expected, outcomes[0].Message, StringComparison.Ordinal);
        Assert.Contains(key, outcomes[0].Message, StringComparison.Ordinal);
        Assert.Equal(Outcome.Accepted, outcomes[1].Outcome);
    }

    [Fact]
    public async Task Run_UnknownName_IsReportedOnceWithItsInstances()
    {
        var catalog = ScheduleCatalog.Parse("""{"timeZone":"Europe/Paris","schedules":{"office-hours":"mon-fri 07:00-20:00"}}""");
        await using var lab = ScheduledLab.Create(
            fleet =>
            {
                fleet.Add(3, (instance, _) => instance.Tagged(Tag, "office-hour"));
                fleet.Add(instance => instance.Tagged(Tag, "office-hours"));
            },
            new() { Tags = [ScheduleTag.Own(catalog: catalog)] });

        var report = await lab.RunAsync();

        var unknown = Assert.Single(report.UnknownSchedules);
        Assert.Equal(("office-hour", Tag), (unknown.Name, unknown.TagKey));
        Assert.Contains("Did you mean 'office-hours'?", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(
            report.Power.Instances.Where(instance => instance.Reason == ReasonCode.UnknownSchedule).Select(instance => instance.InstanceId),
            unknown.InstanceIds);
        Assert.Equal((3, 1), (report.Power.Count(Outcome.Failed), report.Power.Count(Outcome.Accepted)));
    }

    [Fact]
    public async Task Run_OptedOut_IsLeftAloneEvenWithABadTag()
    {
        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(instance => instance.Tagged(Tag, "nonsense 99").Tagged("stopinator:opt-out", "")));

        Assert.Equal((Outcome.Skipped, ReasonCode.OptedOut), Of(await lab.RunOneAsync()));
    }

    [Theory]
    [InlineData("stopinator:keep-running-until", "2026-11-20T22:00Z", "off", PowerAction.Start, Outcome.AlreadyThere)]
    [InlineData("stopinator:keep-running-until", "2026-11-20T19:00Z", "off", PowerAction.Stop, Outcome.Accepted)]
    [InlineData("stopinator:keep-running-until", "2026-11-20T20:01+01:00", "off", PowerAction.Start, Outcome.AlreadyThere)]
    [InlineData("stopinator:keep-stopped-until", "2026-11-20T22:00Z", "24x7", PowerAction.Stop, Outcome.Accepted)]
    [InlineData("stopinator:keep-stopped-until", "2026-11-20T18:00Z", "24x7", PowerAction.Start, Outcome.AlreadyThere)]
    public async Task Run_KeptUntil_HoldsUntilThenAndTheScheduleAfterwards(
        string key, string until, string schedule, PowerAction action, Outcome outcome)
    {
        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(instance => instance.Tagged(Tag, schedule).Tagged(key, until).Running()));

        var result = await lab.RunOneAsync();

        Assert.Equal((action, outcome), (result.Action, result.Outcome));
    }

    [Fact]
    public async Task Run_KeptRunningAndStopped_IsAContradictionWhileBothHold()
    {
        await using var lab = ScheduledLab.Create(fleet => fleet.Add(instance => instance.Tagged(Tag, "off")
            .Tagged("stopinator:keep-running-until", "2026-11-20T21:00Z").Tagged("stopinator:keep-stopped-until", "2026-11-20T20:00Z")));

        Assert.Equal((Outcome.Failed, ReasonCode.InvalidSchedule), Of(await lab.RunOneAsync()));
        lab.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((Outcome.AlreadyThere, ReasonCode.AlreadyInState), Of(await lab.RunOneAsync()));
    }

    [Fact]
    public async Task Run_KeysOfOnesOwn_AreRead()
    {
        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(instance => instance.Tagged("hours", "off").Tagged("late", "2026-11-20T22:00Z")),
            new() { Tags = [ScheduleTag.Own("hours")], KeepRunningTagKey = "late", KeepStoppedTagKey = null, OptOutTagKey = "" });

        Assert.Equal((Outcome.AlreadyThere, ReasonCode.AlreadyInState), Of(await lab.RunOneAsync()));
    }

    [Fact]
    public async Task Run_SeveralNotations_AreReadInOneDescribeAndTheFirstTagCounts()
    {
        var scheduler = InstanceSchedulerNotation.ParseCatalog(
            """{"periods":[],"schedules":[{"name":"parked","override_status":"stopped"}]}""");
        await using var lab = ScheduledLab.Create(
            fleet =>
            {
                fleet.Add(instance => instance.Tagged(Tag, "off"));
                fleet.Add(instance => instance.Tagged("Schedule", "parked"));
                fleet.Add(instance => instance.Tagged("maid_offhours", "off=(m-f,13);on=(m-f,7);tz=et"));
                fleet.Add(instance => instance.Tagged("maid_offhours", "off"));
                fleet.Add(instance => instance.Tagged(Tag, "24x7").Tagged("Schedule", "parked"));
                fleet.Add(instance => instance.Tagged("Schedule", "Parked"));
            },
            new() { Tags = [ScheduleTag.Own(), ScheduleTag.InstanceScheduler(scheduler), ScheduleTag.OffHours()] });

        var outcomes = (await lab.RunAsync()).Power.Instances;

        Assert.Equal(
            [Outcome.Accepted, Outcome.Accepted, Outcome.Accepted, Outcome.Skipped, Outcome.AlreadyThere, Outcome.Failed], outcomes.Select(instance => instance.Outcome));
        Assert.Equal(ReasonCode.OptedOut, outcomes[3].Reason);
        Assert.Equal(ReasonCode.UnknownSchedule, outcomes[5].Reason);
        Assert.Single(lab.Ec2.Calls, call => call.Action == "DescribeInstances");
    }

    [Fact]
    public async Task Run_Selector_NarrowsTheTaggedInstances()
    {
        await using var lab = ScheduledLab.Create(fleet =>
        {
            fleet.Add(instance => instance.Tagged(Tag, "off").Tagged("Env", "dev"));
            fleet.Add(instance => instance.Tagged(Tag, "off").Tagged("Env", "prod"));
            fleet.Add(instance => instance.Tagged("Env", "dev"));
        });

        Assert.Single((await lab.RunAsync(PowerRequest.Reconcile(InstanceSelector.ByTag("Env", "dev")))).Power.Instances);
    }

    [Fact]
    public async Task Run_TagsWithAndWithoutASource_AreReadByTheirSchedules()
    {
        var source = Substitute.For<IScheduleCatalogSource>();
        source.GetAsync(Arg.Any<CancellationToken>()).Returns(new ScheduleCatalogReading(
            ScheduleCatalog.Parse("""{"schedules":{"parked":"off"}}"""), ScheduledLab.Start));
        await using var lab = ScheduledLab.Create(
            fleet =>
            {
                fleet.Add(instance => instance.Tagged(Tag, "parked").Running());
                fleet.Add(instance => instance.Tagged("power", "off").Running());
            },
            new() { Tags = [ScheduleTag.Own(source), ScheduleTag.Own("power")] });

        var report = await lab.RunAsync();

        Assert.Equal([Outcome.Accepted, Outcome.Accepted], report.Power.Instances.Select(instance => instance.Outcome));
    }

    [Fact]
    public void Create_OptionsOutOfBounds_ListsEveryProblem()
    {
        var power = Substitute.For<IInstancePowerService>();

        var error = Assert.Throws<OptionsValidationException>(() => new ScheduledPowerService(
            power, new() { Mode = (ReconcileMode)7, Interval = TimeSpan.Zero, LookBack = TimeSpan.FromDays(2), OptOutTagKey = Tag }));

        Assert.Equal(
            [
                $"The tag key {Tag} is used twice; each key has one meaning.", "Mode is 7; it takes Enforce, Edges.",
                "Interval is 00:00:00; it takes more than zero, up to 1.00:00:00.", "LookBack is 2.00:00:00; it takes zero to 1.00:00:00.",
            ],
            error.Failures);
        Assert.Contains(
            "Tags is empty",
            Assert.Throws<OptionsValidationException>(() => new ScheduledPowerService(power, new() { Tags = [] })).Message,
            StringComparison.Ordinal);
    }

    private static (Outcome, ReasonCode) Of(InstanceOutcome outcome) => (outcome.Outcome, outcome.Reason);
}
