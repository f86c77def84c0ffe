using Stopinator.Execution;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Execution;

/// <summary>The refusals that show that a plan is stale, and the describe after them.</summary>
public sealed class StalePlanTests
{
    private static readonly Ec2Exception Unfit = new("IncorrectInstanceState", "It is not in a state from which it can be stopped.");
    private static readonly InstanceRun[] None = [];
    private static readonly InstanceRun[] One = [Run()];
    private static readonly InstanceRun[] Two = [Run(), Run()];

    [Theory]
    [InlineData("IncorrectInstanceState")]
    [InlineData("IncorrectState")]
    public void Shows_TwoNamedRefusalsForTheirState_IsTrue(string code)
    {
        var stale = Stale();
        var error = new Ec2Exception(code, "It is in another state.");

        Assert.False(stale.Shows(error, One, Two));
        Assert.True(stale.Shows(error, One, Two));
    }

    [Fact]
    public void Shows_OneInstanceIsLeft_IsFalse()
    {
        var stale = Stale();

        Assert.False(stale.Shows(Unfit, One, One));
        Assert.False(stale.Shows(Unfit, One, One));
    }

    [Fact]
    public void Shows_AnotherRefusalInBetween_CountsAnew()
    {
        var stale = Stale();

        Assert.False(stale.Shows(Unfit, One, Two));
        Assert.False(stale.Shows(new Ec2Exception("OperationNotPermitted", "It is protected."), One, Two));
        Assert.False(stale.Shows(Unfit, One, Two));
    }

    [Fact]
    public void Shows_RefusalNamesNobody_CountsAnew()
    {
        var stale = Stale();

        Assert.False(stale.Shows(Unfit, One, Two));
        Assert.False(stale.Shows(Unfit, None, Two));
        Assert.False(stale.Shows(Unfit, One, Two));
    }

    [Fact]
    public async Task Run_StatesCannotBeReadAgain_AsksEc2ForEach()
    {
        using var log = new LogOfARun();
        IReadOnlyList<string> ids = [];
        await using var lab = Ec2Lab.Create(fleet => ids = fleet.Add(6, i => i.Running()), loggers: log.Loggers);
        var plan = await StaleAsync(lab, ids);
        lab.Ec2.Faults.On("DescribeInstances").Always().Fail("UnauthorizedOperation", "You are not authorized.", status: 403);

        var report = await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(plan));

        ReportAssert.All(report, 6, Outcome.Failed, ReasonCode.Refused);

        // A describe after two refusals, and after two more; the last two of six are no longer worth one.
        Assert.Equal((6, 3), (report.Calls, lab.Calls("DescribeInstances").Count));
        Assert.Equal("The states could not be read: UnauthorizedOperation: You are not authorized.", log.Of(9)[0]);
    }

    [Fact]
    public async Task Run_StatesAreReadAgain_ReportsTheStateSeen()
    {
        IReadOnlyList<string> ids = [];
        await using var lab = Ec2Lab.Create(fleet => ids = fleet.Add(6, i => i.Running()));
        var plan = await StaleAsync(lab, ids);

        var report = await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(plan));

        Assert.All(
            report.Instances.Where(instance => instance.Outcome == Outcome.Skipped),
            instance => Assert.Equal(
                (PowerState.Running, PowerState.Stopped, ReasonCode.NotRunning),
                (instance.StateBefore, instance.StateSeen, instance.Reason)));
        Assert.Equal((2, 4), (report.Count(Outcome.Failed), report.Count(Outcome.Skipped)));
    }

    private static async Task<PowerPlan> StaleAsync(Ec2Lab lab, IReadOnlyList<string> ids)
    {
        var plan = await lab.PlanAsync(PowerRequest.Reboot(InstanceSelector.All));
        foreach (var id in ids)
        {
            lab.Ec2.SetState(id, SimulatedState.Stopped);
        }

        return plan;
    }

    // Nothing but the describe needs the run.
    private static StalePlan Stale() =>
        new(null!, null!, instance => throw new InvalidOperationException(instance.InstanceId), null!);

    private static InstanceRun Run() => new(
        new InstanceDecision
        {
            InstanceId = Some.Id,
            Instance = Some.Instance(PowerState.Running),
            Action = PowerAction.Stop,
            Kind = DecisionKind.Act,
            Reason = ReasonCode.Selected,
            Message = "It was decided.",
        },
        Watching.None);
}
