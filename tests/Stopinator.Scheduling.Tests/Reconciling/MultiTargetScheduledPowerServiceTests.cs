using Stopinator.Scheduling.Tests.Support;

namespace Stopinator.Scheduling.Tests.Reconciling;

public sealed class MultiTargetScheduledPowerServiceTests
{
    private const string Night = "mon-fri 07:00-19:00 UTC";

    [Fact]
    public async Task Run_ManyTargets_StopsAndStartsInEach()
    {
        await using var lab = new TargetsLab();
        PowerTarget[] targets =
        [
            lab.Add("eu-west-1", fleet => fleet.Add(2, i => i.Running().Tagged("stopinator:schedule", Night))),
            lab.Add("us-east-1", fleet => fleet.Add(3, i => i.Stopped().Tagged("stopinator:schedule", "24x7"))),
            new() { Region = "eu-west-2" },
            lab.Add("us-west-2", fleet => fleet.Add(1, i => i.Running().Tagged("stopinator:schedule", "offise"))),
        ];

        var report = await lab.RunAsync(targets);

        Assert.Equal(targets.Select(target => target.ToString()), report.Power.Targets.Select(target => target.Name));
        Assert.Equal((2, 3, 1), (report.Power.Count(Outcome.Accepted), report.Power.Count(Outcome.Reached), report.Power.FailedTargets));
        Assert.Equal("offise", Assert.Single(report.UnknownSchedules).Name);
        Assert.Equal(ScheduledLab.Start, report.Tick);
    }

    [Fact]
    public async Task Run_UnknownNamesInSeveralTargets_AreInOrderOfTheirNames()
    {
        await using var lab = new TargetsLab();
        PowerTarget[] targets =
        [
            lab.Add("eu-west-1", fleet => fleet.Add(1, i => i.Tagged("stopinator:schedule", "offise"))),
            lab.Add("us-east-1", fleet => fleet.Add(1, i => i.Tagged("stopinator:schedule", "nigth"))),
        ];

        var report = await lab.RunAsync(targets);

        Assert.Equal(["nigth", "offise"], report.UnknownSchedules.Select(unknown => unknown.Name));
    }

    [Fact]
    public async Task PlanAndExecute_ManyTargets_DoWhatRunDoes()
    {
        await using var lab = new TargetsLab();
        PowerTarget[] targets =
        [
            lab.Add("eu-west-1", fleet => fleet.Add(2, i => i.Running().Tagged("stopinator:schedule", Night))),
            lab.Add("us-east-1", fleet => fleet.Add(3, i => i.Stopped().Tagged("stopinator:schedule", "24x7"))),
        ];

        var plan = await lab.Clock.RunAsync(() => lab.Service.PlanAsync(targets));
        Assert.Equal((5, 5), (plan.Power.ActingCount, plan.Power.SelectedCount));
        var report = await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(plan));

        Assert.Equal((2, 3), (report.Power.Count(Outcome.Accepted), report.Power.Count(Outcome.Reached)));
        Assert.True((await lab.RunAsync(targets)).Power.IsSuccess);
    }

    [Fact]
    public async Task Plan_RequestsThatDiffer_NarrowEachTarget()
    {
        await using var lab = new TargetsLab();
        var first = lab.Add("eu-west-1", fleet => fleet.Add(2, (i, index) => i.Running().Tagged("stopinator:schedule", Night).Tagged("Number", $"{index}")));
        var second = lab.Add("us-east-1", fleet => fleet.Add(3, i => i.Stopped().Tagged("stopinator:schedule", "24x7")));

        var plan = await lab.Clock.RunAsync(() => lab.Service.PlanAsync(
        [
            new TargetRequest(first, PowerRequest.Reconcile(InstanceSelector.ByTag("Number", "1"))),
            new TargetRequest(second, PowerRequest.Reconcile(InstanceSelector.All)),
        ]));

        Assert.Equal([1, 3], plan.Power.Targets.Select(target => target.Plan!.ActingCount));
        await Assert.ThrowsAsync<ArgumentException>(() => lab.Service.PlanAsync([new TargetRequest(first, PowerRequest.Stop(InstanceSelector.All))]));
    }

    [Fact]
    public async Task Run_ATagKeyAndSchedulesOfATarget_ReplaceThoseOfTheOptions()
    {
        var sources = Substitute.For<IScheduleSources>();
        var source = Substitute.For<IScheduleCatalogSource>();
        sources.Catalog("ssm:/payments").Returns(source);
        source.GetAsync(Arg.Any<CancellationToken>()).Returns(new ScheduleCatalogReading(
            ScheduleCatalog.Parse($$$"""{"schedules":{"office":"{{{Night}}}"}}"""), ScheduledLab.Start,
            "ssm:/payments cannot be read: it is gone."));
        await using var lab = new TargetsLab(sources);
        PowerTarget[] targets =
        [
            lab.Add("eu-west-1", fleet => fleet.Add(2, i => i.Running().Tagged("Schedule", "office"))) with { ScheduleTagKey = "Schedule", Schedules = "ssm:/payments" },
            lab.Add("us-east-1", fleet => fleet.Add(2, i => i.Running().Tagged("Schedule", "office"))),
        ];

        var report = await lab.RunAsync(targets);

        Assert.Equal(
            (2, 2),
            (report.Power.Targets[0].Report!.Count(Outcome.Accepted), report.Power.Targets.Sum(target => target.Report!.Instances.Length)));
        Assert.Equal(["ssm:/payments cannot be read: it is gone."], report.CatalogProblems);
    }

    [Fact]
    public async Task Run_SchedulesThatCannotBeRead_FailTheirTargetsOnly()
    {
        var sources = Substitute.For<IScheduleSources>();
        sources.Catalog("ssm:/gone").Returns(new GoneSource());
        await using var lab = new TargetsLab(sources);
        await using var without = new TargetsLab();
        var good = lab.Add("eu-west-1", fleet => fleet.Add(1, i => i.Running().Tagged("stopinator:schedule", Night)));
        var bad = lab.Add("us-east-1", fleet => fleet.Add(1, i => i.Running().Tagged("stopinator:schedule", Night))) with { Schedules = "ssm:/gone" };

        var report = await lab.RunAsync([bad, good]);

        Assert.Equal("us-east-1: ScheduleSourceException. ssm:/gone cannot be read.", report.Power.Targets[0].ToString());
        Assert.True(report.Power.Targets[1].IsSuccess);
        Assert.Contains(
            "has no IScheduleSources to open it", (await without.RunAsync([bad])).Power.Targets[0].ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ADeadlineBeforeAllHadTheirTurn_LeavesThoseThatALaterTickBeginsWith()
    {
        await using var lab = new TargetsLab(configure: options => options.Execution.MaxParallelTargets = 1);
        PowerTarget[] targets =
        [
            .. new[] { "eu-west-1", "us-east-1", "us-west-2", "eu-north-1" }
                .Select(region => lab.Add(region, fleet => fleet.Add(1, i => i.Running().Tagged("stopinator:schedule", "off")))),
        ];
        Array.ForEach(
            targets, target => lab[target.Region].Faults.On("StopInstances").Do(() => lab.Clock.Advance(TimeSpan.FromSeconds(26))));
        List<string> done = [];

        for (var tick = ScheduledLab.Start; done.Count < targets.Length && tick < ScheduledLab.Start + TimeSpan.FromHours(1); tick += TimeSpan.FromMinutes(5))
        {
            lab.Clock.SetUtcNow(tick);
            var request = PowerRequest.Reconcile(InstanceSelector.All) with { Deadline = tick + TimeSpan.FromSeconds(60) };
            var report = await lab.Clock.RunAsync(() => lab.Service.RunAsync(targets, request, tick));
            Assert.Equal(targets.Select(target => target.Region), report.Power.Targets.Select(target => target.Region));
            done.AddRange(report.Power.Targets.Where(target => target.Report?.Count(Outcome.Accepted) > 0).Select(target => target.Region));
            Assert.Equal(
                report.Power.Targets.Where(target => target.ErrorCode == "NotReached").Select(target => target.Region),
                report.Power.Remaining().Select(left => left.Target.Region));
        }

        Assert.Equal(targets.Select(target => target.Region).Order(), done.Order());
    }

    [Fact]
    public async Task Find_ManyTargets_HasTheFleetOfEachAndTheFailures()
    {
        await using var lab = new TargetsLab();
        PowerTarget[] targets =
        [
            lab.Add("eu-west-1", fleet =>
            {
                fleet.Add(2, i => i.Running().Tagged("stopinator:schedule", Night));
                fleet.Add(1, i => i.Running());
            }),
            new() { Region = "eu-west-2" },
        ];

        var fleets = await lab.Clock.RunAsync(() => lab.Service.FindAsync(targets));

        Assert.Equal([2, 0], fleets.Select(fleet => fleet.Instances.Length));
        Assert.Equal([true, false], fleets.Select(fleet => fleet.Failure is null && fleet.Schedules is not null));
    }
}
