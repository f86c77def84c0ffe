using System.Text.Json.Nodes;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Reporting;

/// <summary>Plans that turn back what a run did.</summary>
public sealed class UndoTests
{
    private static readonly PowerRequest Stop = PowerRequest.Stop(InstanceSelector.All);

    [Fact]
    public async Task Undo_OfAStop_StartsTheInstancesInReverse()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(3, (i, index) => _ = index == 1 ? i.Stopped() : i.Running()));

        var undo = (await lab.RunAsync(Stop)).Undo();

        Assert.Equal("start 2 of 2 instances", undo!.ToString());
        Assert.Equal(("us-east-1", "123456789012", Ec2Lab.Start), (undo.Region, undo.AccountId, undo.CreatedAt));
        Assert.Equal(["i-00000000000000003", "i-00000000000000001"], undo.Decisions.Select(decision => decision.InstanceId));
        ReportAssert.All(await UndoAsync(lab, undo), 2, Outcome.Reached, ReasonCode.StateSeen);
        Assert.Equal(
            [SimulatedState.Running, SimulatedState.Stopped, SimulatedState.Running], lab.Ec2.Instances.Select(instance => instance.State));
    }

    [Fact]
    public async Task Undo_OfAReadReport_IsTheSame()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(3, i => i.Stopped().Named("web")));
        var report = await lab.RunAsync(PowerRequest.Start(InstanceSelector.All));

        Assert.Equal(report.Undo()!.ToJson(), PowerReport.FromJson(report.ToJson()).Undo()!.ToJson());
    }

    [Fact]
    public async Task Undo_WhileTheStopGoesOn_WaitsForItsEndWhenAsked()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(2, i => i.Running()), simulate: simulation => simulation.StopDuration = TimeSpan.FromSeconds(60));

        var undo = (await lab.RunAsync(Stop)).Undo()!;

        ReportAssert.All(await UndoAsync(lab, undo), 2, Outcome.Skipped, ReasonCode.Transitional);
        ReportAssert.All(
            await UndoAsync(lab, undo, request => request with { WaitForTransition = true }), 2, Outcome.Reached, ReasonCode.StateSeen);
    }

    [Fact]
    public async Task Undo_SomebodyElseStartedItFirst_DoesNotStopIt()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(i => i.Stopped()));
        var plan = await lab.PlanAsync(PowerRequest.Start(InstanceSelector.All));
        lab.Ec2.SetState(Some.Id, SimulatedState.Pending);

        var report = await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(plan));

        // It stays pending here.
        var outcome = ReportAssert.Only(report, Outcome.TimedOut, ReasonCode.NotReachedInTime);
        Assert.Equal((1, (DateTimeOffset?)null), (outcome.Attempts, outcome.LaunchTime));
        Assert.Equal(ReasonCode.NotReversible, Assert.Single(report.Undo()!.Decisions).Reason);
    }

    [Fact]
    public async Task Undo_StartedAndNotReady_IsStopped()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(i => i.Stopped().FailsStatusChecks()));
        var start =
            PowerRequest.Start(InstanceSelector.All) with { Await = PowerAwait.StatusChecks with { Time = TimeSpan.FromMinutes(3) } };
        var report = await lab.RunAsync(start);

        ReportAssert.Only(report, Outcome.NotReady, ReasonCode.NotReady);
        ReportAssert.All(await UndoAsync(lab, report.Undo()!), 1, Outcome.Accepted, ReasonCode.RequestAccepted);
    }

    [Fact]
    public async Task Undo_SomebodyStartedAndStoppedIt_IsLeftAlone()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(i => i.Running()));
        var undo = (await lab.RunAsync(Stop)).Undo()!;
        lab.Clock.Advance(TimeSpan.FromMinutes(5));
        lab.Ec2.SetState(Some.Id, SimulatedState.Running);
        lab.Ec2.SetState(Some.Id, SimulatedState.Stopped);

        var report = await UndoAsync(lab, undo);

        Assert.Contains(
            "somebody else has started it",
            ReportAssert.Only(report, Outcome.Skipped, ReasonCode.ChangedSincePlan).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_SomebodyStoppedIt_NeedsNothing()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(i => i.Stopped()));
        var undo = (await lab.RunAsync(PowerRequest.Start(InstanceSelector.All))).Undo()!;
        lab.Ec2.SetState(Some.Id, SimulatedState.Stopped);

        ReportAssert.Only(await UndoAsync(lab, undo), Outcome.AlreadyThere, ReasonCode.AlreadyInState);
    }

    [Fact]
    public async Task Undo_AnotherReasonOfTheStop_IsLeftAlone()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(i => i.Running()));
        var undo = JsonNode.Parse((await lab.RunAsync(Stop with { Await = PowerAwait.State })).Undo()!.ToJson())!;
        Assert.StartsWith("User initiated (", (string?)undo["decisions"]![0]!["stateTransitionReason"], StringComparison.Ordinal);
        undo["decisions"]![0]!["stateTransitionReason"] = "Server.ScheduledStop";

        var loaded = await lab.Clock.RunAsync(() => lab.Service.LoadPlanAsync(undo.ToJsonString()));

        Assert.Contains(
            "'Server.ScheduledStop'",
            Assert.Single(loaded.Decisions, decision => decision.Reason == ReasonCode.ChangedSincePlan).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_OfAReconcile_StopsAndStartsAndNamesTheSchedule()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(4, (i, index) => _ = index % 2 == 0 ? i.Stopped() : i.Running()));
        var before = lab.Ec2.Instances.Select(instance => instance.State).ToArray();
        var report = await lab.Clock.RunAsync(async () => await lab.Service.ExecuteAsync(await lab.Service.PlanAsync(
            PowerRequest.Reconcile(InstanceSelector.All),
            instance => instance.State == PowerState.Stopped ? PowerChoice.Start("It is due.") : PowerChoice.Stop("It is late."))));

        var undo = report.Undo()!;
        var turned = await UndoAsync(lab, undo);

        Assert.Equal(PowerAction.Reconcile, undo.Request.Action);
        Assert.All(undo.Decisions, decision => Assert.Contains("next reconcile", decision.Message, StringComparison.Ordinal));
        Assert.True(turned.IsSuccess);
        Assert.Equal(before, lab.Ec2.Instances.Select(instance => instance.State));
    }

    [Fact]
    public async Task Undo_OfAReboot_SaysThatNothingTurnsItBack()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(2, i => i.Running()));

        var undo = (await lab.RunAsync(PowerRequest.Reboot(InstanceSelector.All))).Undo()!;

        Assert.All(undo.Decisions, decision => Assert.Equal((DecisionKind.Skip, ReasonCode.NotReversible, "Nothing turns back a reboot."), (decision.Kind, decision.Reason, decision.Message)));
        Assert.Empty((await UndoAsync(lab, undo)).Instances);
    }

    [Fact]
    public async Task Undo_OfAStartThatNobodyWatched_SaysThatItWasNotSeen()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(i => i.Stopped()));

        var undo = (await lab.RunAsync(PowerRequest.Start(InstanceSelector.All) with { Await = PowerAwait.Nothing })).Undo()!;

        Assert.Contains(
            "did not see",
            Assert.Single(undo.Decisions, decision => decision.Reason == ReasonCode.NotReversible).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Undo_NothingWasChanged_IsNull(bool dryRun)
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(2, i => _ = dryRun ? i.Running() : i.Stopped()));

        Assert.Null((await lab.RunAsync(Stop with { DryRun = dryRun })).Undo());
    }

    [Fact]
    public async Task Undo_OfYesterday_IsTooOld()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(i => i.Running()));
        var undo = (await lab.RunAsync(Stop)).Undo()!;
        lab.Clock.Advance(TimeSpan.FromHours(25));

        await Assert.ThrowsAsync<PlanRefusedException>(() => UndoAsync(lab, undo));
    }

    private static Task<PowerReport> UndoAsync(Ec2Lab lab, PowerPlan undo, Func<PowerRequest, PowerRequest>? configure = null) =>
        lab.Clock.RunAsync(async () => await lab.Service.ExecuteAsync(await lab.Service.LoadPlanAsync(undo.ToJson(), configure)));
}
