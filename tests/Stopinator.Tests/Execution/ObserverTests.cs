using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Execution;

/// <summary>Code of the user's that runs before and after an instance is acted on.</summary>
public sealed class ObserverTests
{
    [Theory]
    [InlineData(PowerAction.Start, Outcome.Reached)]
    [InlineData(PowerAction.Stop, Outcome.Accepted)]
    [InlineData(PowerAction.Reboot, Outcome.Accepted)]
    public async Task Run_EachAction_IsAskedBeforeAndToldAfter(PowerAction action, Outcome outcome)
    {
        var told = new Observer();
        await using var lab = Lab(
            [told], fleet => fleet.Add(3, (i, index) => _ = (action == PowerAction.Start) == (index < 2) ? i.Stopped() : i.Running()));
        told.OnBefore = (_, _) =>
        {
            Assert.Empty(lab.Calls($"{action}Instances"));
            return ValueTask.FromResult(ObserverAnswer.Proceed);
        };

        var report = await lab.RunAsync(Some.Request(action) with { Selector = InstanceSelector.All });

        var acted = report.Instances.Where(instance => instance.Attempts > 0).ToArray();
        Assert.All(acted, instance => Assert.Equal(outcome, instance.Outcome));
        Assert.Equal(acted.Select(instance => instance.InstanceId), told.Before.Select(decision => decision.InstanceId).Order());
        Assert.All(told.Before, decision => Assert.Equal((true, action), (decision.Acts, decision.Action)));
        Assert.Equal(acted, told.After.OrderBy(instance => instance.InstanceId));
    }

    [Fact]
    public async Task Run_OneIsHeld_StopsTheOthers()
    {
        var holding = new Observer
        {
            OnBefore = (decision, _) => ValueTask.FromResult(
                decision.Instance!.Name == "busy" ? ObserverAnswer.Hold("It serves 12 \u001b[31mrequests.") : ObserverAnswer.Proceed),
        };
        var second = new Observer();
        await using var lab = Lab([holding, second], fleet => fleet.Add(3, (i, index) => i.Named(index == 1 ? "busy" : "idle")));

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        var held = report.Instances[1];
        Assert.Equal(
            (Outcome.Skipped, ReasonCode.HeldByObserver, "Observer holds it: It serves 12 \\u001B[31mrequests."),
            (held.Outcome, held.Reason, held.Message));
        Assert.Equal(["i-00000000000000001", "i-00000000000000003"], Assert.Single(lab.Calls("StopInstances")).InstanceIds);
        Assert.True(report.IsSuccess);

        // Only who was asked is told.
        Assert.Equal((3, 2), (holding.After.Count, second.After.Count));
    }

    [Theory]
    [InlineData(ObserverFailure.Act, true)]
    [InlineData(ObserverFailure.Act, false)]
    [InlineData(ObserverFailure.Hold, true)]
    [InlineData(ObserverFailure.Hold, false)]
    public async Task Run_ObserverThrowsOrHangs_ActsOrHoldsAsTheOptionSays(ObserverFailure onFailure, bool throws)
    {
        var broken = new Observer
        {
            OnBefore =
                (_, _) => throws ? throw new IOException("The balancer is gone.") : new(new TaskCompletionSource<ObserverAnswer>().Task),
            OnAfter = (_, _) => throws ? throw new IOException("The balancer is gone.") : new(new TaskCompletionSource().Task),
        };
        await using var lab = Lab(
            [broken], fleet => fleet.Add(2, i => i.Running()), options => options.Execution.OnObserverFailure = onFailure);

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        if (onFailure == ObserverFailure.Act)
        {
            ReportAssert.All(report, 2, Outcome.Accepted, ReasonCode.RequestAccepted);
            return;
        }

        ReportAssert.All(report, 2, Outcome.NotAttempted, ReasonCode.HeldByObserver);
        Assert.All(
            report.Instances,
            instance => Assert.Contains(throws ? "The balancer is gone." : "within 10 s", instance.Message, StringComparison.Ordinal));
        Assert.Equal("id=i-00000000000000001,i-00000000000000002 and all", report.Remaining()!.Selector.ToString());
        Assert.Empty(lab.Calls("StopInstances"));
    }

    [Fact]
    public async Task Run_TimeIsOver_CancelsTheTokenOfTheObserver()
    {
        var cancelled = new ConcurrentBag<string>();
        var slow = new Observer
        {
            OnBefore = async (decision, token) =>
            {
                using var registration = token.Register(() => cancelled.Add(decision.InstanceId));
                await new TaskCompletionSource().Task;
                return ObserverAnswer.Proceed;
            },
        };
        await using var lab = Lab(
            [slow], fleet => fleet.Add(2, i => i.Running()), options => options.Execution.ObserverTimeout = TimeSpan.FromSeconds(2));

        await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal(2, cancelled.Count);
        Assert.Equal(Ec2Lab.Start.AddSeconds(2), lab.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Run_ManyInstances_AsksNoMoreAtOnceThanTheOptionSays()
    {
        var (now, most) = (0, 0);
        var counting = new Observer();
        await using var lab = Lab(
            [counting], fleet => fleet.Add(40, i => i.Running()), options => options.Execution.MaxParallelObservers = 4);
        counting.OnBefore = async (_, token) =>
        {
            var running = Interlocked.Increment(ref now);
            most = Math.Max(most, running);
            await Task.Delay(TimeSpan.FromSeconds(1), lab.Clock, token);
            Interlocked.Decrement(ref now);
            return ObserverAnswer.Proceed;
        };

        await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal(4, most);
        Assert.Equal(Ec2Lab.Start.AddSeconds(10), lab.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Run_DeadlineWhileObserversAreAsked_EndsInTimeWithTheRestNotAttempted()
    {
        var hanging = new Observer { OnBefore = (_, _) => new(new TaskCompletionSource<ObserverAnswer>().Task), OnAfter = (_, _) => new(new TaskCompletionSource().Task) };
        await using var lab = Lab([hanging], fleet => fleet.Add(100, i => i.Running()));
        var deadline = Ec2Lab.Start.AddSeconds(60);

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All) with { Deadline = deadline });

        ReportAssert.All(report, 100, Outcome.NotAttempted, ReasonCode.Deadline);
        Assert.True(lab.Clock.GetUtcNow() <= deadline, $"{lab.Clock.GetUtcNow():O}");
        Assert.Empty(lab.Calls("StopInstances"));
    }

    [Fact]
    public async Task Run_Cancelled_TellsWhatBecameOfTheInstancesAndCarriesTheReport()
    {
        using var cancellation = new CancellationTokenSource();
        var told = new Observer();
        await using var lab = Lab([told], fleet => fleet.Add(4, i => i.Running()), options => options.Execution.MaxBatchSize = 2);
        lab.Ec2.Faults.On("StopInstances").Nth(1).DoAfterActing(cancellation.Cancel);

        var exception = await Assert.ThrowsAsync<PowerCanceledException>(
            () => lab.RunAsync(PowerRequest.Stop(InstanceSelector.All), progress: null, cancellation.Token));

        Assert.Equal(2, told.Before.Count);
        Assert.Equal(exception.Report.Instances.Take(2), told.After.OrderBy(outcome => outcome.InstanceId));
    }

    [Fact]
    public async Task Run_CancelledWhileObserversHang_TellsForTheTimeOfOneObserver()
    {
        using var cancellation = new CancellationTokenSource();
        var hanging = new Observer { OnAfter = (_, _) => new(new TaskCompletionSource().Task) };
        await using var lab = Lab(
            [hanging], fleet => fleet.Add(20, i => i.Running()), options => options.Execution.MaxParallelObservers = 4);
        lab.Ec2.Faults.On("StopInstances").Nth(1).DoAfterActing(cancellation.Cancel);

        await Assert.ThrowsAsync<PowerCanceledException>(
            () => lab.RunAsync(PowerRequest.Stop(InstanceSelector.All), progress: null, cancellation.Token));

        Assert.Equal((4, Ec2Lab.Start.AddSeconds(10)), (hanging.After.Count, lab.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Run_ObserversHangAfterTheCalls_LeavesAQuarterOfTheMarginForTheReport()
    {
        using var log = new LogOfARun();
        var hanging = new Observer { OnAfter = (_, _) => new(new TaskCompletionSource().Task) };
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(100, i => i.Running()), observers: [hanging], loggers: log.Loggers);

        await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All) with { Deadline = Ec2Lab.Start.AddSeconds(60) });

        // Eight at once for ten seconds each; the last eight have 7.5 seconds.
        Assert.Equal((48, Ec2Lab.Start.AddSeconds(57.5)), (hanging.After.Count, lab.Clock.GetUtcNow()));
        Assert.Equal("No time was left to tell observers 52 outcomes.", log.Only(17));
        Assert.Equal(48, log.Of(16).Count);
    }

    [Fact]
    public async Task Run_ObserverFails_LogsEachFailureWithTheNameOfTheObserver()
    {
        using var log = new LogOfARun();
        var broken = new Observer
        {
            OnBefore = (_, _) => throw new IOException("The balancer is gone."),
            OnAfter = (_, _) => throw new IOException("The balancer is gone."),
        };
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Some.Id), observers: [broken], loggers: log.Loggers);

        await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal(Enumerable.Repeat($"The observer Observer failed for {Some.Id}.", 2), log.Of(16));
        Assert.Empty(log.Of(17));
    }

    [Fact]
    public async Task Run_ObserverFailsAndHolds_SaysWhatFailedAndWhy()
    {
        var broken = new Observer { OnBefore = (_, _) => throw new IOException("The balancer is gone.") };
        var second = new Observer();
        await using var lab = Lab(
            [broken, second], fleet => fleet.Add(Some.Id), options => options.Execution.OnObserverFailure = ObserverFailure.Hold);

        var outcome = ReportAssert.Only(
            await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All)), Outcome.NotAttempted, ReasonCode.HeldByObserver);

        Assert.Equal("Observer failed (The balancer is gone.), and Execution.OnObserverFailure is Hold.", outcome.Message);
        Assert.Empty(second.Before);
    }

    [Fact]
    public async Task Run_Reconcile_AsksForStopsAndStarts()
    {
        var told = new Observer();
        await using var lab = Lab([told], fleet => fleet.Add(2, (i, index) => _ = index == 0 ? i.Stopped() : i.Running()));

        await lab.Clock.RunAsync(async () => await lab.Service.ExecuteAsync(await lab.Service.PlanAsync(
            PowerRequest.Reconcile(InstanceSelector.All),
            instance => instance.State == PowerState.Stopped ? PowerChoice.Start("It is due.") : PowerChoice.Stop("It is late."))));

        Assert.Equal([PowerAction.Stop, PowerAction.Start], told.Before.Select(decision => decision.Action));
    }

    [Fact]
    public async Task Run_DryRun_AsksNobody()
    {
        var told = new Observer();
        await using var lab = Lab([told], fleet => fleet.Add(2, i => i.Running()));

        await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All) with { DryRun = true });

        Assert.Empty(told.Before);
        Assert.Empty(told.After);
    }

    [Fact]
    public async Task AddPowerObserver_OfAContainer_ObservesServiceAndTargets()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(1, i => i.Running()));
        await using var provider = new ServiceCollection()
            .AddSingleton(ec2.CreateClient())
            .AddSingleton<Func<PowerTarget, Amazon.EC2.IAmazonEC2>>(_ => ec2.CreateClient())
            .AddStopinator()
            .AddPowerObserver<Observer>()
            .AddPowerObserver<Observer>()
            .BuildServiceProvider();
        var told = Assert.IsType<Observer>(Assert.Single(provider.GetServices<IPowerObserver>()));

        await provider.GetRequiredService<IInstancePowerService>().StopAsync(InstanceSelector.All);
        await provider.GetRequiredService<IMultiTargetPowerService>().RunAsync(
            [new PowerTarget { Region = "us-east-1" }], PowerRequest.Start(InstanceSelector.All) with { Await = PowerAwait.Nothing });

        Assert.Equal([PowerAction.Stop, PowerAction.Start], told.Before.Select(decision => decision.Action));
    }

    private static Ec2Lab Lab(IPowerObserver[] observers, Action<FleetBuilder> fleet, Action<StopinatorOptions>? configure = null) =>
        Ec2Lab.Create(fleet, configure, observers: observers);

    private sealed class Observer : IPowerObserver
    {
        public ConcurrentQueue<InstanceDecision> Before { get; } = [];

        public ConcurrentQueue<InstanceOutcome> After { get; } = [];

        public Func<InstanceDecision, CancellationToken, ValueTask<ObserverAnswer>>? OnBefore { get; set; }

        public Func<InstanceOutcome, CancellationToken, ValueTask>? OnAfter { get; set; }

        public ValueTask<ObserverAnswer> BeforeAsync(InstanceDecision decision, CancellationToken cancellationToken)
        {
            Before.Enqueue(decision);
            return OnBefore?.Invoke(decision, cancellationToken) ?? ValueTask.FromResult(ObserverAnswer.Proceed);
        }

        public ValueTask AfterAsync(InstanceOutcome outcome, CancellationToken cancellationToken)
        {
            After.Enqueue(outcome);
            return OnAfter?.Invoke(outcome, cancellationToken) ?? ValueTask.CompletedTask;
        }
    }
}
