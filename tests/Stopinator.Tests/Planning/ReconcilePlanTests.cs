using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Planning;

/// <summary>Plans in which a rule chooses the action of each instance.</summary>
public sealed class ReconcilePlanTests
{
    private static readonly PowerRequest All = PowerRequest.Reconcile(InstanceSelector.All);

    [Fact]
    public async Task Run_StartsAndStops_ShareOneDescribeAndStopsGoFirst()
    {
        await using var lab = Ec2Lab.Create(Fleet);

        var report = await RunAsync(lab, All);

        Assert.Equal("reconcile: 3 reached, 4 accepted, 2 already there (of 9 instances, 2 calls).", report.ToString());
        Assert.Equal("DescribeInstances", lab.Ec2.Calls[0].Action);
        Assert.Equal(["StopInstances", "StartInstances"], lab.Ec2.Calls.Skip(1).Take(2).Select(call => call.Action));
        Assert.All(
            report.Instances,
            instance => Assert.Equal(lab.Ec2[instance.InstanceId].Tags["Want"], instance.Action == PowerAction.Start ? "on" : "off"));
        Assert.All(
            lab.Ec2.Instances,
            instance => Assert.Equal(instance.Tags["Want"] == "on" ? SimulatedState.Running : SimulatedState.Stopped, instance.State));
    }

    [Fact]
    public async Task Plan_OutsideScopeOrTerminated_IsNotPutToTheRule()
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                fleet.Add(instance => instance.Tagged("Env", "prod"));
                fleet.Add(instance => instance.Tagged("Env", "dev").Terminated());
                fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:protected", ""));
            },
            options => options.Scope = InstanceSelector.ByTag("Env", "dev"));
        var asked = 0;

        var plan = await lab.Clock.RunAsync(() => lab.Service.PlanAsync(All, _ =>
        {
            asked++;
            return PowerChoice.Stop("The rule says so.");
        }));

        Assert.Equal(
            [ReasonCode.OutsideScope, ReasonCode.Terminated, ReasonCode.ProtectedByTag],
            plan.Decisions.Select(decision => decision.Reason));
        Assert.Equal((1, 0), (asked, plan.ActingCount));
    }

    [Fact]
    public async Task Run_LeftAloneOrInvalid_AreOutcomesWithTheRulesReason()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(2, _ => { }));
        var ids = lab.Ec2.Instances.Select(instance => instance.Id).ToArray();

        var report = await RunAsync(lab, All, instance => instance.InstanceId == ids[0]
            ? PowerChoice.Leave(ReasonCode.Unmanaged, "It asks for nothing.")
            : PowerChoice.Invalid(ReasonCode.InvalidSchedule, "It cannot be read."));

        Assert.Equal(
            [(Outcome.Skipped, ReasonCode.Unmanaged, "It asks for nothing."), (Outcome.Failed, ReasonCode.InvalidSchedule, "It cannot be read.")],
            report.Instances.Select(instance => (instance.Outcome, instance.Reason, instance.Message)));
        Assert.False(report.IsSuccess);
        Assert.Null(report.Remaining());
    }

    [Fact]
    public async Task Plan_StartsAndStopsTogether_CountForTheGuard()
    {
        await using var lab = Ec2Lab.Create(Fleet, options => options.Guards.MaxInstances = 6);

        var refused = await Assert.ThrowsAsync<PlanRefusedException>(() => RunAsync(lab, All));

        Assert.Contains("reconcile 7 instances", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(lab.Ec2.Calls, call => call.Action != "DescribeInstances");
    }

    [Fact]
    public async Task Run_InTransition_IsDecidedAnewWhenThatHasEnded()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(instance => instance.Stopping(TimeSpan.FromSeconds(20))));

        var report = await RunAsync(lab, All with { WaitForTransition = true }, _ => PowerChoice.Start("The rule says so."));

        Assert.Equal(Outcome.Reached, Assert.Single(report.Instances).Outcome);
    }

    [Fact]
    public async Task Remaining_OfAReconcile_IsAReconcile()
    {
        await using var lab = Ec2Lab.Create(Fleet);
        lab.Ec2.Faults.On("StartInstances").Fail("AuthFailure", "No.", status: 401);

        var remaining = (await RunAsync(lab, All)).Remaining();

        Assert.Equal(PowerAction.Reconcile, remaining!.Action);
        Assert.Equal(3, await lab.Service.FindAsync(remaining.Selector).CountAsync());
        Assert.Equal(PowerAction.Reconcile, PowerRequest.FromJson(remaining.ToJson()).Action);
    }

    [Fact]
    public async Task Plan_ActionWithoutItsRule_IsRefused()
    {
        await using var lab = Ec2Lab.Create(Fleet);

        await Assert.ThrowsAsync<ArgumentException>(() => lab.Service.PlanAsync(All));
        await Assert.ThrowsAsync<ArgumentException>(
            () => lab.Service.PlanAsync(PowerRequest.Stop(InstanceSelector.All), _ => PowerChoice.Stop("No.")));
        Assert.Empty(lab.Ec2.Calls);
    }

    private static Task<PowerReport> RunAsync(Ec2Lab lab, PowerRequest request, Func<Ec2Instance, PowerChoice>? choose = null) =>
        lab.Clock.RunAsync(async () =>
        await lab.Service.ExecuteAsync(await lab.Service.PlanAsync(request, choose ?? Wanted)));

    private static PowerChoice Wanted(Ec2Instance instance) =>
        instance.Tags["Want"] == "on" ? PowerChoice.Start("It is wanted.") : PowerChoice.Stop("It is not wanted.");

    private static void Fleet(FleetBuilder fleet)
    {
        fleet.Add(3, instance => instance.Tagged("Want", "on").Stopped());
        fleet.Add(4, instance => instance.Tagged("Want", "off").Running());
        fleet.Add(instance => instance.Tagged("Want", "on").Running());
        fleet.Add(instance => instance.Tagged("Want", "off").Stopped());
    }
}
