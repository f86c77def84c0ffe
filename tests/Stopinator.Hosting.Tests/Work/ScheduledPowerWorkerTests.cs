using Microsoft.Extensions.DependencyInjection;
using Stopinator.Hosting.Tests.Support;
using Stopinator.Scheduling;
using Stopinator.Testing;

namespace Stopinator.Hosting.Tests.Work;

/// <summary>The times at which the worker runs, and the result of a failed run.</summary>
public sealed class ScheduledPowerWorkerTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 20, 10, 3, 20, TimeSpan.Zero);

    private readonly SimulatedClock _clock = new(Begin);

    [Fact]
    public async Task Run_StartedBetweenTicks_RunsAtOnceAndThenAtTheMultiples()
    {
        Assert.Equal(["10:03:20", "10:05:00", "10:10:00", "10:15:00"], await DescribesAsync(TimeSpan.FromMinutes(13), _ => { }));
    }

    [Fact]
    public async Task Run_WithoutRunAtStart_BeginsAtTheNextTick()
    {
        Assert.Equal(["10:05:00", "10:10:00", "10:15:00"], await DescribesAsync(TimeSpan.FromMinutes(13), options => options.RunAtStart = false));
    }

    // The chance of the tests is a half.
    [Fact]
    public async Task Run_WithJitter_DelaysEachRunButTheFirst()
    {
        Assert.Equal(
            ["10:03:20", "10:05:30", "10:10:30", "10:15:30"],
            await DescribesAsync(TimeSpan.FromMinutes(13), options => options.Jitter = TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Run_LongerThanTheInterval_IsFollowedByOneRunAndSaysWhatWasMissed()
    {
        await using var ec2 = SimulatedEc2.Create(_ => { }, new SimulatedEc2Options { TimeProvider = _clock });
        ec2.Faults.On("DescribeInstances").Nth(2).Delay(TimeSpan.FromMinutes(12));
        await using var host = WorkerHost.Create(
            ec2.CreateClient(), _clock, configure: services => services.AddStopinator(options =>
            {
                options.Retry.AttemptTimeout = TimeSpan.FromMinutes(30);
                options.Retry.TotalTime = TimeSpan.FromHours(1);
            }));

        await host.RunAsync(_clock, () => Task.Delay(TimeSpan.FromMinutes(20), _clock));

        Assert.Equal(["10:03:20", "10:05:00", "10:17:00", "10:20:00"], Times(ec2));
        Assert.Equal(
            "Warning: Ticks missed between 2026-11-20T10:05:00Z and 2026-11-20T10:15:00Z: 1. A run took longer than the interval, or the process "
            + "stood still. In the mode Edges, LookBack makes up for missed ticks.",
            Assert.Single(host.Log, line => line.StartsWith("Warning", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_ATickThatThrowsAnything_IsLoggedAndTheNextTickTriesAgain()
    {
        var scheduled = Substitute.For<IScheduledPowerService>();
        scheduled.PlanAsync(Arg.Any<PowerRequest>(), Arg.Any<DateTimeOffset?>(), Arg.Any<CancellationToken>())
            .Returns<ScheduledPlan>(
                _ => throw new InvalidDataException("What nobody thought of."), _ => throw new OperationCanceledException("A timeout."),
                _ => Plan());
        scheduled.ExecuteAsync(Arg.Any<ScheduledPlan>(), Arg.Any<IProgress<PowerProgress>>(), Arg.Any<CancellationToken>())
            .Returns(_ => Report());
        await using var host = WithService(scheduled);

        await host.RunAsync(_clock, () => Task.Delay(TimeSpan.FromMinutes(10), _clock));

        Assert.Equal(
            [
                "Error: The tick 2026-11-20T10:00:00Z failed; the next tick tries again. What nobody thought of.",
                "Error: The tick 2026-11-20T10:05:00Z failed; the next tick tries again. A timeout.",
            ],
            host.Log.Where(line => line.StartsWith("Error", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_EachTick_AsksForTheTickAndTheScope()
    {
        var scheduled = Idle();
        await using var host = WithService(scheduled, services => services.AddStopinator(options => options.Scope = InstanceSelector.ByTag("Env", "dev")));

        await host.RunAsync(_clock, () => Task.Delay(TimeSpan.FromMinutes(3), _clock));

        var calls = PlansOf(scheduled);
        Assert.Equal([new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero), new(2026, 11, 20, 10, 5, 0, TimeSpan.Zero)], calls.Select(call => (DateTimeOffset)call[1]!));
        Assert.All(calls, call => Assert.Equal(
            PowerRequest.Reconcile(InstanceSelector.ByTag("Env", "dev")) with { OmitAlreadyThere = true }, (PowerRequest)call[0]!));
    }

    [Fact]
    public async Task Run_WithARequestOfItsOwn_AsksForThat()
    {
        var request = PowerRequest.Reconcile(InstanceSelector.ByTag("Team", "web")) with { MaxInstances = 5 };
        var scheduled = Idle();
        await using var host = WithService(scheduled, services => services.AddScheduledPowerWorker(options => options.Request = request));

        await host.RunAsync(_clock, () => Task.Delay(TimeSpan.FromMinutes(1), _clock));

        Assert.Same(request, Assert.Single(PlansOf(scheduled))[0]);
    }

    [Fact]
    public async Task Stop_InTheMiddleOfARun_LogsTheReport()
    {
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(3, instance => instance.Tagged("stopinator:schedule", "off").Running()),
            new SimulatedEc2Options { TimeProvider = _clock, Latency = TimeSpan.FromSeconds(1) });
        await using var host = WorkerHost.Create(
            ec2.CreateClient(), _clock, configure: services => services.AddStopinator(options => options.Execution.MaxBatchSize = 1));

        await host.RunAsync(_clock, () => Task.Delay(TimeSpan.FromSeconds(2.5), _clock));

        Assert.StartsWith(
            "Warning: Asked to stop in the middle of the tick 2026-11-20T10:00:00Z. Done: reconcile: 1 accepted, 1 unknown, 1 not attempted (of 3 "
            + "instances, 2 calls). Ended early: The run was cancelled. Left for the next run: ",
            Assert.Single(host.Log, line => line.StartsWith("Warning: Asked", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    private static object?[][] PlansOf(IScheduledPowerService scheduled) =>
    [
        .. scheduled.ReceivedCalls()
            .Where(call => call.GetMethodInfo().Name == nameof(IScheduledPowerService.PlanAsync)).Select(call => call.GetArguments()),
    ];

    private static IScheduledPowerService Idle()
    {
        var scheduled = Substitute.For<IScheduledPowerService>();
        scheduled.PlanAsync(Arg.Any<PowerRequest>(), Arg.Any<DateTimeOffset?>(), Arg.Any<CancellationToken>()).Returns(_ => Plan());
        scheduled.ExecuteAsync(Arg.Any<ScheduledPlan>(), Arg.Any<IProgress<PowerProgress>>(), Arg.Any<CancellationToken>())
            .Returns(_ => Report());
        return scheduled;
    }

    private static ScheduledPlan Plan() => ScheduledPlan.Create(PowerPlan.Create(PowerRequest.Reconcile(InstanceSelector.All), []), Begin);

    private static ScheduledReport Report() =>
        ScheduledReport.Create(Plan(), PowerReport.Create(PowerRequest.Reconcile(InstanceSelector.All), []));

    private WorkerHost WithService(IScheduledPowerService scheduled, Action<IServiceCollection>? configure = null) => WorkerHost.Create(
        Substitute.For<Amazon.EC2.IAmazonEC2>(),
        _clock,
        configure: services =>
        {
            services.AddSingleton(scheduled);
            configure?.Invoke(services);
        });

    private async Task<IEnumerable<string>> DescribesAsync(TimeSpan time, Action<ScheduledPowerWorkerOptions> worker)
    {
        await using var ec2 = SimulatedEc2.Create(_ => { }, new SimulatedEc2Options { TimeProvider = _clock });
        await using var host = WorkerHost.Create(ec2.CreateClient(), _clock, worker);
        await host.RunAsync(_clock, () => Task.Delay(time, _clock));
        return Times(ec2);
    }

    private static IEnumerable<string> Times(SimulatedEc2 ec2) =>
        ec2.Calls.Select(call => call.ReceivedAt.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
}
