using Stopinator.Tests.Support;
using static Stopinator.Tests.Support.OrderedFleet;

namespace Stopinator.Tests.Execution;

/// <content>The rest of an ordered run, and its undo.</content>
public sealed partial class OrderTests
{
    [Fact]
    public async Task Undo_OfAnOrderedStop_StartsInTheOtherOrder()
    {
        await using var lab = Lab(i => i.Running(), s => s.StopDuration = TimeSpan.FromSeconds(20));
        var undo = (await lab.RunAsync(Stop)).Undo()!.ToJson();
        lab.Clock.Advance(TimeSpan.FromMinutes(1));

        var plan = await lab.Clock.RunAsync(() => lab.Service.LoadPlanAsync(undo));
        var report = await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(plan));

        ReportAssert.All(report, 2, Outcome.Reached, ReasonCode.StateSeen);
        Assert.Equal([[Database], [Application]], lab.Calls("StartInstances").Select(call => call.InstanceIds));
    }

    [Fact]
    public async Task Remainder_SavedAndLoaded_AwaitsTheUnfinishedWaveFirst()
    {
        await using var lab = Lab(i => i.Stopped(), database: i => i.FallsBackOnStart());
        var remaining = (await lab.RunAsync(Start)).Remaining()!;
        var saved = (await lab.PlanAsync(remaining)).ToJson();

        var plan = await lab.Clock.RunAsync(() => lab.Service.LoadPlanAsync(saved));

        Assert.Equal(
            [(Application, DecisionKind.Act), (Database, DecisionKind.AwaitFirst)],
            plan.Decisions.Select(decision => (decision.InstanceId, decision.Kind)));
    }

    [Fact]
    public async Task Remainder_PlannedByARuleThatWaits_AwaitsTheUnfinishedWaveFirst()
    {
        await using var lab = Lab(i => i.Stopped(), database: i => i.FallsBackOnStart());
        var request = PowerRequest.Reconcile(InstanceSelector.ById(Application)) with { Order = ByTag with { AwaitFirst = [Database] } };

        var plan = await lab.Clock.RunAsync(() =>
            lab.Service.PlanAsync(request, (_, _) => ValueTask.FromResult(PowerChoice.Start("It should run."))));

        Assert.Equal(
            [(Application, DecisionKind.Act), (Database, DecisionKind.AwaitFirst)],
            plan.Decisions.Select(decision => (decision.InstanceId, decision.Kind)));
    }

    [Fact]
    public async Task Start_DeadlineBetweenWaves_LeavesTheRestWithTheUnfinishedWaveAwaitedFirst()
    {
        await using var lab = Lab(i => i.Stopped(), s => s.StartDuration = TimeSpan.FromSeconds(100));

        var report = await lab.RunAsync(Start with { Deadline = Ec2Lab.Start.AddMinutes(1) });

        Assert.Equal((Outcome.TimedOut, ReasonCode.NotReachedInTime), (report.Of(Database).Outcome, report.Of(Database).Reason));
        Assert.Equal((Outcome.NotAttempted, ReasonCode.Deadline), (report.Of(Application).Outcome, report.Of(Application).Reason));
        var rest = report.Remaining()!;
        Assert.Equal([Database], rest.Order!.AwaitFirst);
        Assert.Equal($"id={Application} and all", $"{rest.Selector}");

        var second = await lab.RunAsync(rest);

        ReportAssert.All(second, 2, Outcome.Reached, ReasonCode.StateSeen);
        Assert.Equal([[Database], [Application]], lab.Calls("StartInstances").Select(call => call.InstanceIds));
        Assert.Null(second.Remaining());
    }

    [Fact]
    public async Task Start_RestWhoseDatabaseNeverRuns_DoesNotStartTheApplication()
    {
        await using var lab = Lab(i => i.Stopped(), database: i => i.FallsBackOnStart());
        var rest = (await lab.RunAsync(Start)).Remaining()!;

        var second = await lab.RunAsync(rest);

        var awaited = second.Of(Database);
        Assert.Equal((Outcome.TimedOut, 0), (awaited.Outcome, awaited.Attempts));
        Assert.Equal("It was awaited first and not acted on; 600 s later it was still stopped.", awaited.Message);
        Assert.Equal(ReasonCode.EarlierWaveFailed, second.Of(Application).Reason);
        Assert.Equal(rest.Order, second.Remaining()!.Order);
    }

    [Fact]
    public async Task Start_RestSelectedByState_StillAwaitsTheDatabaseThatIsOnItsWay()
    {
        await using var lab = Lab(i => i.Stopped(), s => s.StartDuration = TimeSpan.FromSeconds(100));
        var stopped = InstanceSelector.ByFilter("instance-state-name", "stopped");

        var rest = (await lab.RunAsync(Start with { Selector = stopped, Deadline = Ec2Lab.Start.AddMinutes(1) })).Remaining()!;
        var second = await lab.RunAsync(rest);

        Assert.Equal(2, second.Count(Outcome.Reached));
        Assert.True(lab.Calls("StartInstances")[1].ReceivedAt >= Ec2Lab.Start.AddSeconds(100));
    }
}
