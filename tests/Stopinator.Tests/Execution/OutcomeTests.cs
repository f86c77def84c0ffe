using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Execution;

/// <summary>Each outcome, and what it takes to come to it.</summary>
public sealed partial class OutcomeTests
{
    private const string Id = Some.Id;

    private static readonly InstanceSelector One = InstanceSelector.ById(Id);

    [Fact]
    public async Task Start_ByDefault_IsReachedWhenRunningWasSeen()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(Id, i => i.Stopped().Named("web")), simulate: s => s.StartDuration = TimeSpan.FromSeconds(20));

        var outcome = ReportAssert.Only(await lab.RunAsync(PowerRequest.Start(One)), Outcome.Reached, ReasonCode.StateSeen);

        Assert.Equal((PowerState.Stopped, PowerState.Running), (outcome.StateBefore, outcome.StateSeen));
        Assert.Equal(("web", PowerAction.Start, 1), (outcome.Name, outcome.Action, outcome.Attempts));
        Assert.Equal(Assert.Single(lab.Calls("StartInstances")).RequestId, outcome.RequestId);
        Assert.InRange(lab.Clock.GetUtcNow() - Ec2Lab.Start, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Stop_ByDefault_IsAcceptedWithoutWaiting()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id), simulate: s => s.StopDuration = TimeSpan.FromSeconds(60));

        var outcome = ReportAssert.Only(await lab.RunAsync(PowerRequest.Stop(One)), Outcome.Accepted, ReasonCode.RequestAccepted);

        Assert.Equal((PowerState.Running, PowerState.Stopping), (outcome.StateBefore, outcome.StateSeen));
        Assert.Equal(Ec2Lab.Start, lab.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Stop_Verified_IsReachedWhenStoppedWasSeen()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id), simulate: s => s.StopDuration = TimeSpan.FromSeconds(60));

        ReportAssert.Only(
            await lab.RunAsync(PowerRequest.Stop(One) with { Await = PowerAwait.State }), Outcome.Reached, ReasonCode.StateSeen);
    }

    [Fact]
    public async Task Start_NotVerified_IsAccepted()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id, i => i.Stopped()));

        ReportAssert.Only(
            await lab.RunAsync(PowerRequest.Start(One) with { Await = PowerAwait.Nothing }), Outcome.Accepted, ReasonCode.RequestAccepted);

        Assert.Single(lab.Calls("DescribeInstances"));
    }

    [Fact]
    public async Task Reboot_IsAccepted()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id));

        ReportAssert.Only(await lab.RunAsync(PowerRequest.Reboot(One)), Outcome.Accepted, ReasonCode.RequestAccepted);

        Assert.Equal(1, lab.Ec2[Id].Reboots);
    }

    [Fact]
    public async Task Stop_StoppedAtTheDescribe_IsAlreadyThereWithoutACall()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id, i => i.Stopped()));

        var outcome = ReportAssert.Only(await lab.RunAsync(PowerRequest.Stop(One)), Outcome.AlreadyThere, ReasonCode.AlreadyInState);

        Assert.Equal(0, outcome.Attempts);
        Assert.Empty(lab.Calls("StopInstances"));
    }

    [Fact]
    public async Task Stop_StoppedBySomebodySinceTheDescribe_IsAlreadyThere()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id));
        lab.Ec2.Faults.On("StopInstances").Do(() => lab.Ec2.SetState(Id, SimulatedState.Stopped));

        var outcome = ReportAssert.Only(await lab.RunAsync(PowerRequest.Stop(One)), Outcome.AlreadyThere, ReasonCode.AlreadyInState);

        Assert.Equal("It was stopped before the call, but not by this run.", outcome.Message);
    }

    [Fact]
    public async Task Stop_StoppingBySomebodySinceTheDescribe_IsOnItsWay()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id));
        lab.Ec2.Faults.On("StopInstances").Do(() => lab.Ec2.SetState(Id, SimulatedState.Stopping, TimeSpan.FromMinutes(1)));

        ReportAssert.Only(await lab.RunAsync(PowerRequest.Stop(One)), Outcome.OnItsWay, ReasonCode.AlreadyChanging);
    }

    [Fact]
    public async Task Stop_StoppingAtTheDescribe_IsOnItsWay()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id, i => i.Stopping(TimeSpan.FromMinutes(1))));

        ReportAssert.Only(await lab.RunAsync(PowerRequest.Stop(One)), Outcome.OnItsWay, ReasonCode.AlreadyChanging);

        Assert.Empty(lab.Calls("StopInstances"));
    }

    [Fact]
    public async Task Start_PendingAtTheDescribe_IsVerifiedToo()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id, i => i.Pending(TimeSpan.FromSeconds(30))));

        ReportAssert.Only(await lab.RunAsync(PowerRequest.Start(One)), Outcome.Reached, ReasonCode.StateSeen);

        Assert.Empty(lab.Calls("StartInstances"));
    }

    [Fact]
    public async Task Stop_StuckInstanceByForce_IsFreed()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id, i => i.Stopping().StuckStopping()));

        ReportAssert.Only(
            await lab.RunAsync(PowerRequest.Stop(One) with { StopMode = StopMode.Force, Await = PowerAwait.State }),
            Outcome.Reached,
            ReasonCode.StateSeen);

        Assert.Equal(1, lab.Ec2[Id].ForcedStops);
    }

    [Fact]
    public async Task Stop_StuckInstanceByForceAndEveryAnswerLost_IsReachedWithWhatIsKnown()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id, i => i.Stopping().StuckStopping()));
        lab.Ec2.Faults.On("StopInstances").Always().DropConnection(beforeActing: false);

        var outcome = ReportAssert.Only(
            await lab.RunAsync(PowerRequest.Stop(One) with { StopMode = StopMode.Force }), Outcome.Reached, ReasonCode.StateSeen);

        Assert.Equal("The answer was lost, but it is stopped.", outcome.Message);
    }

    [Fact]
    public async Task Start_MissingInALookDuringItsTransition_IsStartedAfterIt()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id, i => i.Stopping(TimeSpan.FromSeconds(30))));
        lab.Ec2.Faults.On("DescribeInstances").Nth(2).Answer(
            """
            <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
              <requestId>r-1</requestId><reservationSet/>
            </DescribeInstancesResponse>
            """);

        ReportAssert.Only(
            await lab.RunAsync(PowerRequest.Start(One) with { WaitForTransition = true }), Outcome.Reached, ReasonCode.StateSeen);
    }

    [Fact]
    public async Task Stop_UnknownId_IsNotFound()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add());

        var outcome = ReportAssert.Only(
            await lab.RunAsync(PowerRequest.Stop(InstanceSelector.ById("i-0fffffffffffffff0"))),
            Outcome.NotFound,
            ReasonCode.UnknownInstance);

        Assert.Null(outcome.StateBefore);
        Assert.Null(outcome.StateSeen);
    }

    [Fact]
    public async Task Stop_GoneSinceTheDescribe_IsNotFoundAndCostsNobodyElse()
    {
        IReadOnlyList<string> ids = [];
        await using var lab = Ec2Lab.Create(fleet => ids = fleet.Add(3, i => i.Running()));
        lab.Ec2.Faults.On("StopInstances").Nth(1).Do(() => lab.Ec2.Remove(ids[1]));

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal(Outcome.NotFound, report.Of(ids[1]).Outcome);
        Assert.Equal(2, report.Count(Outcome.Accepted));
        Assert.Equal(2, report.Calls);
    }

    [Theory]
    [InlineData("stop-protected", "OperationNotPermitted")]
    [InlineData("spot", "UnsupportedOperation")]
    [InlineData("instance-store", "UnsupportedOperation")]
    public async Task Stop_RefusedByEc2_IsFailedWithItsCode(string kind, string code)
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(Id, i => _ = kind switch
            {
                "stop-protected" => i.StopProtected(),
                "spot" => i.Spot(persistent: false),
                _ => i.InstanceStoreRoot(),
            }),
            options => Array.ForEach([ReasonCode.Spot, ReasonCode.InstanceStoreRoot], options.Guards.Allow.Add));

        var report = await lab.RunAsync(PowerRequest.Stop(One));

        Assert.Equal(code, ReportAssert.Only(report, Outcome.Failed, ReasonCode.Refused).ErrorCode);
        Assert.Equal(SimulatedState.Running, lab.Ec2[Id].State);
    }

    [Fact]
    public async Task DryRun_Permitted_ChangesNothingAndIsASuccess()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id));

        var report = await lab.RunAsync(PowerRequest.Stop(One) with { DryRun = true });

        ReportAssert.Only(report, Outcome.NotAttempted, ReasonCode.DryRun);
        Assert.True(report.IsSuccess);
        Assert.Null(report.Remaining());
        Assert.True(Assert.Single(lab.Calls("StopInstances")).DryRun);
        Assert.Equal(SimulatedState.Running, lab.Ec2[Id].State);
    }

    [Fact]
    public async Task DryRun_NotPermitted_IsFailed()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id), simulate: s => s.IamRule = new IamRule("Env", "dev"));

        var report = await lab.RunAsync(PowerRequest.Stop(One) with { DryRun = true });

        Assert.Equal("UnauthorizedOperation", ReportAssert.Only(report, Outcome.Failed, ReasonCode.Refused).ErrorCode);
        Assert.False(report.IsSuccess);
    }

    [Theory]
    [InlineData(StopMode.Normal)]
    [InlineData(StopMode.Hibernate)]
    [InlineData(StopMode.SkipOsShutdown)]
    [InlineData(StopMode.Force)]
    public async Task Stop_EachMode_ReachesEc2AsAsked(StopMode mode)
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id, i => i.Hibernatable()));

        ReportAssert.Only(
            await lab.RunAsync(PowerRequest.Stop(One) with { StopMode = mode }), Outcome.Accepted, ReasonCode.RequestAccepted);

        var instance = lab.Ec2[Id];
        Assert.Equal(
            (mode == StopMode.Hibernate ? 1 : 0, mode == StopMode.SkipOsShutdown ? 1 : 0, mode == StopMode.Force ? 1 : 0, 1),
            (instance.Hibernations, instance.SkippedShutdowns, instance.ForcedStops, instance.Stops));
    }

    [Fact]
    public async Task Stop_HibernateWithFallback_SendsOneCallForEachMode()
    {
        await using var lab = Ec2Lab.Create(fleet =>
        {
            fleet.Add(3, i => i.Hibernatable());
            fleet.Add(2, i => i.Running());
        });

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All) with
        {
            StopMode = StopMode.Hibernate,
            HibernationFallback = HibernationFallback.StopNormally,
        });

        ReportAssert.All(report, 5, Outcome.Accepted, ReasonCode.RequestAccepted);
        Assert.Equal([3, 2], lab.Calls("StopInstances").Select(call => call.InstanceIds.Count));
        Assert.Equal(3, lab.Ec2.Instances.Sum(instance => instance.Hibernations));
    }
}
