using Stopinator.Testing;
using Stopinator.Tests.Support;
using static Stopinator.Tests.Support.OrderedFleet;

namespace Stopinator.Tests.Execution;

/// <summary>Running is not ready: status checks and probes.</summary>
public sealed class AwaitTests
{
    private static readonly InstanceSelector One = InstanceSelector.ById(Some.Id);
    private static readonly PowerRequest Start = PowerRequest.Start(One) with { Await = PowerAwait.StatusChecks };

    [Fact]
    public async Task Start_StatusChecks_IsReachedWhenTheyPass()
    {
        await using var lab = Lab(s => s.StatusCheckDuration = TimeSpan.FromMinutes(3));

        var outcome = ReportAssert.Only(await lab.RunAsync(Start), Outcome.Reached, ReasonCode.StateSeen);

        Assert.Equal("It is running. It is ready.", outcome.Message);
        Assert.InRange(lab.Clock.GetUtcNow() - Ec2Lab.Start, TimeSpan.FromSeconds(180), TimeSpan.FromSeconds(191));
    }

    [Theory]
    [InlineData(null, 600)]
    [InlineData(90, 90)]
    public async Task Start_StatusChecksDoNotPassInTime_IsNotReady(int? seconds, int after)
    {
        await using var lab = Lab(s => s.StatusCheckDuration = TimeSpan.FromHours(1));
        var time = seconds is { } given ? TimeSpan.FromSeconds(given) : (TimeSpan?)null;

        var report = await lab.RunAsync(Start with { Await = PowerAwait.StatusChecks with { Time = time } });

        var outcome = ReportAssert.Only(report, Outcome.NotReady, ReasonCode.NotReady);
        Assert.Equal(
            $"It is running; {after} s later it was not ready: instance status initializing, system status initializing, attached EBS status initializing.",
            outcome.Message);
        Assert.False(outcome.IsSuccess);
        Assert.Equal(Ec2Lab.Start.AddSeconds(after), lab.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Start_StatusChecksFail_SaysWhich()
    {
        await using var lab = Lab(instance: i => i.FailsStatusChecks());

        var outcome = ReportAssert.Only(await lab.RunAsync(Start), Outcome.NotReady, ReasonCode.NotReady);

        Assert.Equal(
            "It is running; 600 s later it was not ready: instance status impaired, system status impaired, attached EBS status impaired.",
            outcome.Message);
    }

    [Fact]
    public async Task Start_DeadlineBeforeTheStatusChecks_IsNotReadyAtTheDeadline()
    {
        await using var lab = Lab(s => s.StatusCheckDuration = TimeSpan.FromMinutes(5));

        var report = await lab.RunAsync(Start with { Deadline = Ec2Lab.Start.AddSeconds(100) });

        Assert.Equal(
            "It is running; 90 s later, at the deadline, it was not ready: instance status initializing, system status initializing, attached EBS status initializing.",
            ReportAssert.Only(report, Outcome.NotReady, ReasonCode.NotReady).Message);
    }

    [Fact]
    public async Task Start_RunningAlreadyButNotReady_IsNotReady()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Some.Id, i => i.Running().FailsStatusChecks()));

        ReportAssert.Only(await lab.RunAsync(Start), Outcome.NotReady, ReasonCode.NotReady);
        Assert.Empty(lab.Calls("StartInstances"));
    }

    [Fact]
    public async Task Start_RunningAlreadyAndReady_IsAlreadyThere()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Some.Id));

        Assert.Equal("It is running already. It is ready.", ReportAssert.Only(await lab.RunAsync(Start), Outcome.AlreadyThere, ReasonCode.AlreadyInState).Message);
    }

    [Fact]
    public async Task Start_FallsBackWhileStatusChecksAreAwaited_HasFallenBack()
    {
        await using var lab = Lab(s => s.StatusCheckDuration = TimeSpan.FromMinutes(5));
        lab.Ec2.Faults.On("DescribeInstanceStatus").Nth(3).Do(() => lab.Ec2.SetState(Some.Id, SimulatedState.Stopped));

        var outcome = ReportAssert.Only(await lab.RunAsync(Start), Outcome.FellBack, ReasonCode.FellBack);

        Assert.NotNull(outcome.StateReason);
    }

    [Fact]
    public async Task Start_RunningAlreadyAndStoppedWhileStatusChecksAreAwaited_HasFallenBack()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Some.Id, i => i.Running().FailsStatusChecks()));
        lab.Ec2.Faults.On("DescribeInstanceStatus").Nth(3).Do(() => lab.Ec2.SetState(Some.Id, SimulatedState.Stopped));

        var outcome = ReportAssert.Only(await lab.RunAsync(Start), Outcome.FellBack, ReasonCode.FellBack);

        Assert.StartsWith("It was in the wanted state already, but it is stopped now", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_StatusChecksFailToBeReadOnce_AreReadAgainAtOnce()
    {
        await using var lab = Lab();
        lab.Ec2.Faults.On("DescribeInstanceStatus").Nth(1).Fail("InternalError", "An internal error has occurred.", status: 500);

        ReportAssert.Only(await lab.RunAsync(Start), Outcome.Reached, ReasonCode.StateSeen);

        var (failed, again) = (lab.Calls("DescribeInstanceStatus")[0].ReceivedAt, lab.Calls("DescribeInstanceStatus")[1].ReceivedAt);
        Assert.InRange(again - failed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Start_WithoutThePermissionForStatusChecks_IsNotReadyWithEc2sWord()
    {
        await using var lab = Lab();
        lab.Ec2.Faults.On("DescribeInstanceStatus").Fail("UnauthorizedOperation", "You are not authorized to perform this operation.", status: 403);

        var outcome = ReportAssert.Only(await lab.RunAsync(Start), Outcome.NotReady, ReasonCode.NotReady);

        Assert.Equal("UnauthorizedOperation", outcome.ErrorCode);
        Assert.Equal(
            "It is running, but its status checks could not be read: UnauthorizedOperation: You are not authorized to perform this operation.",
            outcome.Message);
    }

    [Fact]
    public async Task Start_StatusChecksOfManyInstances_TakesACallForEachHundredNotReady()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(250, i => i.Stopped()), simulate: s => s.StatusCheckDuration = TimeSpan.FromSeconds(1));

        var report = await lab.RunAsync(PowerRequest.Start(InstanceSelector.All) with { Await = PowerAwait.StatusChecks });

        Assert.Equal(250, report.Count(Outcome.Reached));
        Assert.Equal([100, 100, 50], lab.Calls("DescribeInstanceStatus").Select(call => call.InstanceIds.Count));
    }

    [Fact]
    public async Task Stop_StatusChecks_AwaitsTheStateAlone()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Some.Id));

        ReportAssert.Only(await lab.RunAsync(PowerRequest.Stop(One) with { Await = PowerAwait.StatusChecks }), Outcome.Reached, ReasonCode.StateSeen);
        Assert.Empty(lab.Calls("DescribeInstanceStatus"));
    }

    [Fact]
    public async Task Start_Order_BeginsALaterWaveWhenTheEarlierIsReady()
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                Add(fleet, Id(1, 1), "1", "one", i => i.Stopped());
                Add(fleet, Id(1, 2), "2", "one", i => i.Stopped());
                Add(fleet, Id(2, 1), "1", "two", i => i.Running().FailsStatusChecks());
                Add(fleet, Id(2, 2), "2", "two", i => i.Stopped());
            },
            simulate: s => s.StatusCheckDuration = TimeSpan.FromMinutes(2));

        var report = await lab.RunAsync(PowerRequest.Start(InstanceSelector.All) with { Order = ByTag, Await = PowerAwait.StatusChecks });

        Assert.True(lab.Calls("StartInstances")[1].ReceivedAt >= Ec2Lab.Start.AddMinutes(2));
        Assert.Equal((Outcome.NotReady, ReasonCode.EarlierWaveFailed), (report.Of(Id(2, 1)).Outcome, report.Of(Id(2, 2)).Reason));
        Assert.Equal(2, report.Count(Outcome.Reached));
    }

    [Fact]
    public async Task Start_Probe_IsAskedUntilItFindsTheInstanceReady()
    {
        await using var lab = Lab(s => s.StartDuration = TimeSpan.FromSeconds(20));
        var probe = new Probe((_, look) => look < 4 ? Readiness.NotYet("port 5432 refuses connections") : Readiness.Ready);

        ReportAssert.Only(await lab.RunAsync(Start with { Await = PowerAwait.Ready(probe) }), Outcome.Reached, ReasonCode.StateSeen);

        Assert.Equal(4, probe.Looks.Count);
        Assert.All(probe.Looks, seen => Assert.Equal((Some.Id, PowerState.Running), (seen.InstanceId, seen.State)));
        Assert.Empty(lab.Calls("DescribeInstanceStatus"));
    }

    [Fact]
    public async Task Start_ProbeThatNeverPasses_SaysWhatIsMissing()
    {
        await using var lab = Lab();
        var probe = new Probe((_, _) => Readiness.NotYet("port 5432 refuses connections"));

        var outcome = ReportAssert.Only(await lab.RunAsync(Start with { Await = PowerAwait.Ready(probe) }), Outcome.NotReady, ReasonCode.NotReady);

        Assert.Equal("It is running; 600 s later it was not ready: database: port 5432 refuses connections.", outcome.Message);
    }

    [Fact]
    public async Task Start_ProbeThatThrows_SaysSo()
    {
        await using var lab = Lab();
        var probe = new Probe((_, _) => throw new InvalidOperationException("no driver"));

        var outcome = ReportAssert.Only(await lab.RunAsync(Start with { Await = PowerAwait.Ready(probe) }), Outcome.NotReady, ReasonCode.NotReady);

        Assert.Equal("It is running; 600 s later it was not ready: database: it failed: no driver.", outcome.Message);
    }

    [Fact]
    public async Task Start_ProbeThatHangs_IsGivenUpAndTheRunEnds()
    {
        await using var lab = Lab();
        var probe = new HangingProbe();

        var report = await lab.RunAsync(Start with { Await = PowerAwait.Ready(probe) with { Time = TimeSpan.FromSeconds(30) } });

        Assert.Equal(
            "It is running; 30 s later it was not ready: hanging: no answer in time.",
            ReportAssert.Only(report, Outcome.NotReady, ReasonCode.NotReady).Message);
    }

    [Fact]
    public async Task Start_StatusChecksAndProbe_AsksTheProbeAfterTheChecks()
    {
        await using var lab = Lab(s => s.StatusCheckDuration = TimeSpan.FromMinutes(1));
        var times = new List<DateTimeOffset>();
        var probe = new Probe((_, _) =>
        {
            times.Add(lab.Clock.GetUtcNow());
            return Readiness.Ready;
        });

        ReportAssert.Only(await lab.RunAsync(Start with { Await = PowerAwait.StatusChecks.And(probe) }), Outcome.Reached, ReasonCode.StateSeen);

        Assert.True(Assert.Single(times) >= Ec2Lab.Start.AddMinutes(1));
    }

    [Fact]
    public async Task Start_CancelledBeforeReady_IsNotReady()
    {
        await using var lab = Lab(s => s.StatusCheckDuration = TimeSpan.FromMinutes(5));
        using var cancelled = new CancellationTokenSource(TimeSpan.FromSeconds(60), lab.Clock);

        var report = (await Assert.ThrowsAsync<PowerCanceledException>(() => lab.RunAsync(Start, cancellationToken: cancelled.Token))).Report;

        Assert.Equal(
            "It is running; the run ended before it was seen ready: instance status initializing, system status initializing, attached EBS status initializing.",
            ReportAssert.Only(report, Outcome.NotReady, ReasonCode.NotReady).Message);
    }

    private static Ec2Lab Lab(Action<SimulatedEc2Options>? simulate = null, Action<InstanceBuilder>? instance = null) =>
        Ec2Lab.Create(
            fleet => fleet.Add(Some.Id, i =>
            {
                i.Stopped();
                instance?.Invoke(i);
            }),
            simulate: simulate);

    private sealed class Probe(Func<Ec2Instance, int, Readiness> look) : IReadinessProbe
    {
        public List<Ec2Instance> Looks { get; } = [];

        public string Name => "database";

        public ValueTask<Readiness> CheckAsync(Ec2Instance instance, CancellationToken cancellationToken)
        {
            Looks.Add(instance);
            return ValueTask.FromResult(look(instance, Looks.Count));
        }
    }

    private sealed class HangingProbe : IReadinessProbe
    {
        public string Name => "hanging";

        public ValueTask<Readiness> CheckAsync(Ec2Instance instance, CancellationToken cancellationToken) =>
            new(new TaskCompletionSource<Readiness>().Task);
    }
}
