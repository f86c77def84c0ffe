using Stopinator.Testing;
using Stopinator.Tests.Support;
using static Stopinator.Tests.Support.OrderedFleet;

namespace Stopinator.Tests.Execution;

/// <summary>Waves: when they begin, and what becomes of those that do not.</summary>
public sealed partial class OrderTests
{
    private static readonly string Database = Id(group: 1, wave: 1);
    private static readonly string Application = Id(group: 1, wave: 2);

    private static readonly PowerRequest Start = PowerRequest.Start(InstanceSelector.All) with { Order = ByTag };
    private static readonly PowerRequest Stop = PowerRequest.Stop(InstanceSelector.All) with { Order = ByTag };

    [Fact]
    public async Task Start_TwoWaves_BeginsTheSecondWhenTheFirstRuns()
    {
        await using var lab = Lab(i => i.Stopped(), s => s.StartDuration = TimeSpan.FromSeconds(45));

        var report = await lab.RunAsync(Start);

        ReportAssert.All(report, 2, Outcome.Reached, ReasonCode.StateSeen);
        Assert.Equal([(Database, 1), (Application, 2)], report.Instances.Select(outcome => (outcome.InstanceId, outcome.Wave!.Value)));
        Assert.All(report.Instances, outcome => Assert.Equal("one", outcome.Group));
        var calls = lab.Calls("StartInstances");
        Assert.Equal([[Database], [Application]], calls.Select(call => call.InstanceIds));
        Assert.InRange(calls[1].ReceivedAt - calls[0].ReceivedAt, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(55));
    }

    [Fact]
    public async Task Stop_TwoWaves_GoesDownAndDoesNotAwaitTheLast()
    {
        await using var lab = Lab(i => i.Running(), s => s.StopDuration = TimeSpan.FromMinutes(4));

        var report = await lab.RunAsync(Stop);

        Assert.Equal([[Application], [Database]], lab.Calls("StopInstances").Select(call => call.InstanceIds));
        Assert.Equal((Outcome.Accepted, Outcome.Reached), (report.Of(Database).Outcome, report.Of(Application).Outcome));
    }

    [Theory]
    [InlineData(9, Outcome.Reached, Outcome.Reached)]
    [InlineData(11, Outcome.TimedOut, Outcome.NotAttempted)]
    public async Task Start_SlowFirstWave_IsAwaitedForTenMinutes(int minutes, Outcome database, Outcome application)
    {
        await using var lab = Lab(
            i => i.Stopped(), s => s.StartDuration = TimeSpan.FromMinutes(minutes), o => o.Verification.Timeout = TimeSpan.FromMinutes(20));

        var report = await lab.RunAsync(Start);

        Assert.Equal((database, application), (report.Of(Database).Outcome, report.Of(Application).Outcome));
    }

    [Fact]
    public async Task Start_WaveTime_IsTheWaitOfALaterWaveOnly()
    {
        await using var lab = Lab(i => i.Stopped(), s => s.StartDuration = TimeSpan.FromSeconds(100));

        var report = await lab.RunAsync(Start with { Order = ByTag with { WaveTime = TimeSpan.FromSeconds(60) } });

        Assert.Equal("EC2 accepted the request; 60 s later it was still pending.", report.Of(Database).Message);
        Assert.Equal(ReasonCode.EarlierWaveFailed, report.Of(Application).Reason);
    }

    [Fact]
    public async Task Start_FirstWaveOnItsWay_IsAwaited()
    {
        await using var lab = Lab(i => i.Stopped(), database: i => i.Pending(TimeSpan.FromSeconds(70)));

        var report = await lab.RunAsync(Start);

        ReportAssert.All(report, 2, Outcome.Reached, ReasonCode.StateSeen);
        Assert.True(Assert.Single(lab.Calls("StartInstances")).ReceivedAt >= Ec2Lab.Start.AddSeconds(70));
    }

    [Fact]
    public async Task Start_FirstWaveAlreadyThere_CostsNoWaitAndNoCall()
    {
        await using var lab = Lab(i => i.Stopped(), database: i => i.Running());

        await lab.RunAsync(Start with { Await = PowerAwait.Nothing });

        Assert.Equal(Ec2Lab.Start, Assert.Single(lab.Calls("StartInstances")).ReceivedAt);
        Assert.Single(lab.Calls("DescribeInstances"));
    }

    [Fact]
    public async Task Start_OneInstanceOfTheFirstWaveSkippedByARule_DoesNotHoldTheNext()
    {
        await using var lab = Lab(i => i.Stopped(), database: i => i.Tagged("stopinator:protected", ""));

        var report = await lab.RunAsync(Start);

        Assert.Equal((Outcome.Skipped, Outcome.Reached), (report.Of(Database).Outcome, report.Of(Application).Outcome));
    }

    [Fact]
    public async Task Start_FirstWaveBetweenTwoStates_IsActedOnAfterwardsAndAwaited()
    {
        await using var lab = Lab(
            i => i.Stopped(), s => s.StartDuration = TimeSpan.FromSeconds(30), database: i => i.Stopping(TimeSpan.FromMinutes(3)));

        var report = await lab.RunAsync(Start with { WaitForTransition = true });

        ReportAssert.All(report, 2, Outcome.Reached, ReasonCode.StateSeen);
        Assert.Equal([[Database], [Application]], lab.Calls("StartInstances").Select(call => call.InstanceIds));
        Assert.True(lab.Calls("StartInstances")[1].ReceivedAt >= Ec2Lab.Start.AddSeconds(210));
    }

    [Fact]
    public async Task Start_GroupsOfDifferentSpeed_GoOnByThemselves()
    {
        await using var lab = Ec2Lab.Create(fleet =>
        {
            Add(fleet, Database, "1", "slow", i => i.Pending(TimeSpan.FromMinutes(5)));
            Add(fleet, Application, "2", "slow", i => i.Stopped());
            Add(fleet, Id(2, 1), "1", "fast", i => i.Stopped());
            Add(fleet, Id(2, 2), "2", "fast", i => i.Stopped());
        });

        var report = await lab.RunAsync(Start);

        Assert.True(report.IsSuccess);
        var calls = lab.Calls("StartInstances");
        Assert.Equal([[Id(2, 1)], [Id(2, 2)], [Application]], calls.Select(call => call.InstanceIds));
        Assert.True(calls[1].ReceivedAt < Ec2Lab.Start.AddSeconds(15));
    }

    [Fact]
    public async Task Start_WavesOfSelectors_PutsTheOthersIntoWaveZero()
    {
        await using var lab = Ec2Lab.Create(fleet =>
        {
            fleet.Add(Application, i => i.Stopped().Tagged("Tier", "app"));
            fleet.Add(Database, i => i.Stopped().Tagged("Tier", "db"));
            fleet.Add(Some.Id, i => i.Stopped());
        });
        var order = PowerOrder.Of(InstanceSelector.ByTag("Tier", "db"), InstanceSelector.ByTag("Tier", "app"));

        var report = await lab.RunAsync(Start with { Order = order });

        Assert.Equal([[Some.Id], [Database], [Application]], lab.Calls("StartInstances").Select(call => call.InstanceIds));
        Assert.Equal((0, 1, 2), (report.Of(Some.Id).Wave, report.Of(Database).Wave, report.Of(Application).Wave));
    }

    [Fact]
    public async Task Start_DryRun_AsksForAllPermissionsAtOnce()
    {
        await using var lab = Lab(i => i.Stopped());

        var report = await lab.RunAsync(Start with { DryRun = true });

        ReportAssert.All(report, 2, Outcome.NotAttempted, ReasonCode.DryRun);
        Assert.Single(lab.Calls("StartInstances"));
    }

    [Fact]
    public async Task Reconcile_StopsAndStarts_GoesThroughEachInOrderAndContinues()
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                Add(fleet, Id(1, 1), "1", "one", i => i.Running().Tagged("Wanted", "stop"));
                Add(fleet, Id(1, 2), "2", "one", i => i.Running().StuckStopping().Tagged("Wanted", "stop"));
                Add(fleet, Id(2, 1), "1", "one", i => i.Stopped().Tagged("Wanted", "start"));
                Add(fleet, Id(2, 2), "2", "one", i => i.Stopped().Tagged("Wanted", "start"));
            },
            simulate: s => s.StartDuration = TimeSpan.FromSeconds(20));
        var plan = await lab.Clock.RunAsync(() => lab.Service.PlanAsync(
            PowerRequest.Reconcile(InstanceSelector.All) with { Order = ByTag },
            instance => instance.Tags["Wanted"] == "stop" ? PowerChoice.Stop("It is evening.") : PowerChoice.Start("It is morning.")));

        var report = await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(plan));

        Assert.Equal(
            [("StopInstances", Id(1, 2)), ("StopInstances", Id(1, 1)), ("StartInstances", Id(2, 1)), ("StartInstances", Id(2, 2))],
            lab.Ec2.Calls.Where(call => call.Action is "StopInstances" or "StartInstances").Select(call => (call.Action, Assert.Single(call.InstanceIds))));
        Assert.Equal(Outcome.TimedOut, report.Of(Id(1, 2)).Outcome);
    }

    [Fact]
    public async Task Targets_EachKeepsItsOwnOrder()
    {
        await using var regions = new Regions();
        PowerTarget[] targets =
        [
            regions.Add("eu-west-1", fleet => Fleet(fleet, i => i.Stopped(), i => i.FallsBackOnStart())),
            regions.Add("us-east-1", fleet => Fleet(fleet, i => i.Stopped())),
        ];

        var report = await regions.Clock.RunAsync(() => regions.Service().RunAsync(targets, Start));

        Assert.Equal([1, 0], report.Targets.Select(target => target.Report!.Count(Outcome.NotAttempted)));
    }

    private static void Fleet(
        FleetBuilder fleet, Func<InstanceBuilder, InstanceBuilder> state, Func<InstanceBuilder, InstanceBuilder>? database = null)
    {
        Add(fleet, Database, "1", "one", i => database is null ? state(i) : database(state(i)));
        Add(fleet, Application, "2", "one", state);
    }

    private static Ec2Lab Lab(
        Func<InstanceBuilder, InstanceBuilder> state, Action<SimulatedEc2Options>? simulate = null,
        Action<StopinatorOptions>? configure = null,
        Func<InstanceBuilder, InstanceBuilder>? database = null) =>
        Ec2Lab.Create(fleet => Fleet(fleet, state, database), configure, simulate);
}
