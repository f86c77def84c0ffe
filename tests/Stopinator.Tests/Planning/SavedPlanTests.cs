using System.Text.Json;
using System.Text.Json.Nodes;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Planning;

/// <summary>A plan that is saved, and loaded later by the service that made it or by another.</summary>
public sealed class SavedPlanTests
{
    private static readonly InstanceSelector Dev = InstanceSelector.ByTag("Env", "dev");

    [Fact]
    public async Task LoadPlan_NothingChanged_ActsOnTheSameInstancesInTheSameOrder()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(5, (i, index) => _ = (index == 2 ? i.Stopped() : i).Tagged("Env", "dev")));
        var plan = await lab.PlanAsync(PowerRequest.Stop(Dev));

        var loaded = await LoadAsync(lab, plan.ToJson());
        var report = await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(loaded));

        Assert.Equal(
            plan.Decisions.Where(decision => decision.Acts).Select(decision => decision.InstanceId),
            loaded.Decisions.Select(decision => decision.InstanceId));
        Assert.All(loaded.Decisions, decision => Assert.True(decision.Acts));
        Assert.Equal(("us-east-1", "123456789012"), (loaded.Region, loaded.AccountId));
        ReportAssert.All(report, 4, Outcome.Accepted, ReasonCode.RequestAccepted);
    }

    [Theory]
    [InlineData(PowerAction.Start)]
    [InlineData(PowerAction.Stop)]
    [InlineData(PowerAction.Reboot)]
    public async Task LoadPlan_OfEachAction_IsCarriedOut(PowerAction action)
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(2, i => _ = action == PowerAction.Start ? i.Stopped() : i));
        var plan = await lab.PlanAsync(Some.Request(action) with { Selector = InstanceSelector.All });

        var loaded = await LoadAsync(lab, plan.ToJson());

        Assert.True((await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(loaded))).IsSuccess);
        Assert.Equal(2, Assert.Single(lab.Calls($"{action}Instances")).InstanceIds.Count);
    }

    [Fact]
    public async Task LoadPlan_OfAReconcile_StartsAndStopsAsTheSavedPlan()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(4, (i, index) => _ = index % 2 == 0 ? i.Stopped() : i.Running()));
        var plan = await lab.Clock.RunAsync(() => lab.Service.PlanAsync(
            PowerRequest.Reconcile(InstanceSelector.All),
            instance => instance.State == PowerState.Stopped ? PowerChoice.Start("It is due.") : PowerChoice.Stop("It is late.")));

        var loaded = await LoadAsync(lab, plan.ToJson());
        var report = await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(loaded));

        Assert.Equal("reconcile: 2 reached, 2 accepted (of 4 instances, 2 calls).", report.ToString());
    }

    [Fact]
    public async Task LoadPlan_OfADryRun_StaysADryRun()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(2, i => i.Running()));
        var json = (await lab.PlanAsync(PowerRequest.Stop(InstanceSelector.All) with { DryRun = true })).ToJson();

        var loaded = await lab.Clock.RunAsync(() => lab.Service.LoadPlanAsync(json, request => request with { DryRun = false }));
        await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(loaded));

        Assert.True(loaded.Request.DryRun);
        Assert.All(lab.Ec2.Instances, instance => Assert.Equal(0, instance.Stops));
    }

    [Fact]
    public async Task LoadPlan_OfAForcedStop_TakesTheModeFromWhoLoadsIt()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(2, i => i.Running()));
        var json = (await lab.PlanAsync(PowerRequest.Stop(InstanceSelector.All) with { StopMode = StopMode.Force })).ToJson();

        var plain = await LoadAsync(lab, json);
        var forced = await LoadAsync(lab, json, request => request with { StopMode = StopMode.Force });

        Assert.All(
            plain.Decisions, decision => Assert.Equal((DecisionKind.Skip, ReasonCode.ChangedSincePlan), (decision.Kind, decision.Reason)));
        Assert.All(forced.Decisions, decision => Assert.Equal((DecisionKind.Act, StopMode.Force), (decision.Kind, decision.StopMode)));
    }

    [Fact]
    public async Task LoadPlan_OfTransitions_ActsWhenTheTransitionHasEnded()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(i => i.Running()), simulate: simulation => simulation.StopDuration = TimeSpan.FromSeconds(60));
        await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));
        var plan = await lab.PlanAsync(PowerRequest.Start(InstanceSelector.All) with { WaitForTransition = true });
        Assert.Equal(DecisionKind.ActAfterWait, Assert.Single(plan.Decisions).Kind);

        var early = await LoadAsync(lab, plan.ToJson(), request => request with { WaitForTransition = true });
        var report = await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(early));

        ReportAssert.Only(report, Outcome.Reached, ReasonCode.StateSeen);
    }

    [Fact]
    public async Task LoadPlan_NothingToDo_MakesNoCall()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(2, i => i.Stopped()));
        var json = (await lab.PlanAsync(PowerRequest.Stop(InstanceSelector.All))).ToJson();
        lab.Ec2.ClearCalls();

        var loaded = await LoadAsync(lab, json);

        Assert.Empty(loaded.Decisions);
        Assert.Empty(lab.Ec2.Calls);
    }

    [Fact]
    public async Task LoadPlan_TenThousandInstances_IsTheSamePlan()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(10_000, i => i.Tagged("Env", "dev").Named("wörker \"1\" \u202e")),
            options =>
            {
                options.Guards.MaxInstances = 10_000;
                Some.LiftRateLimits(options);
            });
        var plan = await lab.PlanAsync(PowerRequest.Stop(Dev));

        var loaded = await LoadAsync(lab, plan.ToJson());

        Assert.Equal(10_000, loaded.ActingCount);
        Assert.Equal(plan.Decisions.Select(Shown), loaded.Decisions.Select(Shown));
        var again = JsonNode.Parse(loaded.ToJson())!["decisions"];
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(plan.ToJson())!["decisions"], again));

        static (string, PowerAction, DecisionKind, StopMode, string) Shown(InstanceDecision decision) =>
            (decision.InstanceId, decision.Action, decision.Kind, decision.StopMode, decision.Message);
    }

    [Fact]
    public async Task LoadPlan_ConfiguredToAnotherActionOrSelector_IsRefused()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(1, i => i.Running()));
        var json = (await lab.PlanAsync(PowerRequest.Stop(InstanceSelector.All))).ToJson();

        foreach (var configure in (Func<PowerRequest, PowerRequest>[])[r => r with { Action = PowerAction.Reboot }, r => r with { Selector = InstanceSelector.All }, _ => null!])
        {
            Assert.Contains(
                "another action or selector",
                (await Assert.ThrowsAsync<ArgumentException>(() => LoadAsync(lab, json, configure))).Message,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("null", "The plan is null")]
    [InlineData("[]", "$")]
    [InlineData("{", "$")]
    [InlineData("{}", "version")]
    public async Task LoadPlan_NoPlan_IsRefused(string json, string named)
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(1, i => i.Running()));

        Assert.Contains(named, (await Assert.ThrowsAsync<JsonException>(() => LoadAsync(lab, json))).Message, StringComparison.Ordinal);
        Assert.Empty(lab.Ec2.Calls);
    }

    private static Task<PowerPlan> LoadAsync(Ec2Lab lab, string json, Func<PowerRequest, PowerRequest>? configure = null) =>
        lab.Clock.RunAsync(() => lab.Service.LoadPlanAsync(json, configure));
}
