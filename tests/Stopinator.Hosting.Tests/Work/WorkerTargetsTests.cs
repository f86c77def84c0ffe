using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Stopinator.Hosting.Tests.Support;
using Stopinator.Scheduling;
using Stopinator.Testing;

namespace Stopinator.Hosting.Tests.Work;

/// <summary>A worker at many accounts and regions.</summary>
public sealed class WorkerTargetsTests : IAsyncDisposable
{
    private const string Gone = "999988887777";
    private const string Key = "stopinator:schedule";

    private static readonly DateTimeOffset Begin = new(2026, 11, 20, 18, 58, 0, TimeSpan.Zero);

    private readonly SimulatedClock _clock = new(Begin);
    private readonly TargetsLab _lab;

    public WorkerTargetsTests() => _lab = new TargetsLab(_clock);

    [Fact]
    public async Task Run_TwoTargets_KeepsEachOnItsSchedules()
    {
        var payments = _lab.Add(TargetsLab.Payments, fleet => fleet.Add(2, one => one.Tagged(Key, "07:00-19:00 UTC").Running()));
        var search = _lab.Add(TargetsLab.Search, fleet => fleet.Add(one => one.Tagged(Key, "19:05-23:00 UTC").Stopped()));
        await using var host = _lab.Host(options => options.Targets = TargetsLab.Document(TargetsLab.Payments, TargetsLab.Search));
        HealthReportEntry ready = default;

        await host.RunAsync(_clock, async () =>
        {
            await Task.Delay(TimeSpan.FromMinutes(10), _clock);
            ready = await host.HealthAsync(ScheduledPowerHealth.ReadyName);
        });

        Assert.All(payments.Instances, one => Assert.Equal((SimulatedState.Stopped, 1), (one.State, one.Stops)));
        Assert.All(search.Instances, one => Assert.Equal((SimulatedState.Running, 1), (one.State, one.Starts)));
        Assert.Equal(HealthStatus.Healthy, ready.Status);
        Assert.DoesNotContain(ScheduledPowerHealth.FailingTargetsKey, ready.Data.Keys);
        Assert.All(host.Log, line => Assert.StartsWith("Information: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_OneTargetFails_IsDegradedAndNamesTheTarget()
    {
        var payments = _lab.Add(TargetsLab.Payments, fleet => fleet.Add(one => one.Tagged(Key, "off").Running()));
        await using var host = _lab.Host(options => options.Targets = TargetsLab.Document(Gone, TargetsLab.Payments));
        HealthReportEntry ready = default, live = default, later = default;

        await host.RunAsync(_clock, async () =>
        {
            await Task.Delay(TimeSpan.FromMinutes(1), _clock);
            (ready, live) = (await host.HealthAsync(ScheduledPowerHealth.ReadyName), await host.HealthAsync(ScheduledPowerHealth.LiveName));
            await Task.Delay(TimeSpan.FromHours(2), _clock);
            later = await host.HealthAsync(ScheduledPowerHealth.ReadyName);
        });

        Assert.Equal(SimulatedState.Stopped, Assert.Single(payments.Instances).State);
        Assert.Equal((HealthStatus.Degraded, HealthStatus.Healthy, HealthStatus.Degraded), (ready.Status, live.Status, later.Status));
        Assert.Equal(["999988887777/eu-west-1"], (string[])ready.Data[ScheduledPowerHealth.FailingTargetsKey]);
        Assert.Equal(0, ready.Data[ScheduledPowerHealth.FailuresKey]);
        Assert.Contains("Targets that failed: 1 of 2. 999988887777/eu-west-1: NoCredentials", ready.Description, StringComparison.Ordinal);
        Assert.StartsWith(
            "Warning: At the tick 2026-11-20T18:55:00Z, 1 of 2 targets failed; the next tick tries again. Targets that failed: 1 of 2. "
            + "999988887777/eu-west-1: NoCredentials",
            host.Log.First(line => line.StartsWith("Warning", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EveryTargetFails_IsAFailedTick()
    {
        await using var host = _lab.Host(options => options.Targets = TargetsLab.Document(Gone, "999988886666"));
        HealthReportEntry ready = default;

        await host.RunAsync(_clock, async () =>
        {
            await Task.Delay(TimeSpan.FromMinutes(3), _clock);
            ready = await host.HealthAsync(ScheduledPowerHealth.ReadyName);
        });

        Assert.Equal((HealthStatus.Unhealthy, 2), (ready.Status, ready.Data[ScheduledPowerHealth.FailuresKey]));
        Assert.Equal(["999988887777/eu-west-1", "999988886666/eu-west-1"], (string[])ready.Data[ScheduledPowerHealth.FailingTargetsKey]);
        Assert.Contains(
            host.Log, line => line.StartsWith("Error: At the tick 2026-11-20T18:55:00Z, 2 of 2 targets failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_TheListExcludesEverything_IsAFailedTick()
    {
        await using var host = _lab.Host(options =>
            options.Targets = TargetsLab.Document(TargetsLab.Payments) with { Exclude = [TargetsLab.Payments] });
        HealthReportEntry ready = default;

        await host.RunAsync(_clock, async () =>
        {
            await Task.Delay(TimeSpan.FromMinutes(1), _clock);
            ready = await host.HealthAsync(ScheduledPowerHealth.ReadyName);
        });

        Assert.Equal(HealthStatus.Unhealthy, ready.Status);
        Assert.Contains("exclude every account and region", ready.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TheListChanges_ActsAtTheTargetsOfNow()
    {
        foreach (var account in new[] { TargetsLab.Payments, TargetsLab.Search })
        {
            _lab.Add(account, fleet => fleet.Add(one => one.Tagged(Key, "off").Running()));
        }

        var source = Substitute.For<IPowerTargetsSource>();
        source.GetAsync(Arg.Any<CancellationToken>()).Returns(
            new PowerTargetsReading(TargetsLab.Document(TargetsLab.Payments), Begin),
            new PowerTargetsReading(TargetsLab.Document(TargetsLab.Payments, TargetsLab.Search), Begin),
            new PowerTargetsReading(TargetsLab.Document(TargetsLab.Payments, TargetsLab.Search), Begin, "ssm:/targets cannot be read."));
        var sources = Substitute.For<IScheduleSources>();
        sources.Targets("ssm:/targets").Returns(source);
        await using var host = _lab.Host(options => options.TargetsLocation = "ssm:/targets", services => services.AddSingleton(sources));
        var seen = new List<(bool, bool, HealthStatus)>();

        await host.RunAsync(_clock, async () =>
        {
            foreach (var minutes in new[] { 1, 5, 5 })
            {
                await Task.Delay(TimeSpan.FromMinutes(minutes), _clock);
                var ready = await host.HealthAsync(ScheduledPowerHealth.ReadyName);
                seen.Add((IsStopped(TargetsLab.Payments), IsStopped(TargetsLab.Search), ready.Status));
            }
        });

        Assert.Equal([(true, false, HealthStatus.Healthy), (true, true, HealthStatus.Healthy), (true, true, HealthStatus.Degraded)], seen);

        bool IsStopped(string account) => _lab[account].Instances.Single().State == SimulatedState.Stopped;
    }

    [Fact]
    public async Task Stop_InTheMiddleOfARun_LogsTheTargetsThatAreLeft()
    {
        foreach (var account in new[] { TargetsLab.Payments, TargetsLab.Search })
        {
            _lab.Add(account, fleet => fleet.Add(3, one => one.Tagged(Key, "off").Running()), TimeSpan.FromSeconds(1));
        }

        await using var host = _lab.Host(
            options => options.Targets = TargetsLab.Document(TargetsLab.Payments, TargetsLab.Search),
            services => services.AddStopinator(options =>
                (options.Execution.MaxBatchSize, options.Execution.MaxParallelTargets) = (1, 1)));

        await host.RunAsync(_clock, () => Task.Delay(TimeSpan.FromSeconds(2.5), _clock));

        var line = Assert.Single(host.Log, line => line.StartsWith("Warning: Asked", StringComparison.Ordinal));
        Assert.Contains(
            "/eu-west-1: reconcile: 1 accepted, 1 unknown, 1 not attempted (of 3 instances, 2 calls).", line, StringComparison.Ordinal);
        Assert.Matches("Left for the next run: .*111122223333/eu-west-1: ", line);
        Assert.Matches("Left for the next run: .*444455556666/eu-west-1: ", line);
        var calls = _lab[TargetsLab.Payments].Calls.Concat(_lab[TargetsLab.Search].Calls);
        Assert.Equal(2, calls.Count(call => call.Action == "StopInstances"));
    }

    // Each wave is stuck, takes ten minutes, and is looked at all the time.
    [Fact]
    public async Task Health_ARunThatTakesLongAndGoesOn_DoesNotFailTheLoop()
    {
        _lab.Add(
            TargetsLab.Payments,
            fleet => fleet.Add(5, (one, wave) => one.Tagged(Key, "off").Tagged("wave", $"{wave}").Running()),
            stopDuration: TimeSpan.FromHours(9));
        var request = PowerRequest.Reconcile(InstanceSelector.All) with { Order = PowerOrder.ByTag("wave") };
        await using var host = _lab.Host(options =>
        {
            (options.Request, options.StaleAfter) = (request, TimeSpan.FromMinutes(20));
            options.Targets = TargetsLab.Document(TargetsLab.Payments);
        });
        var live = HealthStatus.Unhealthy;

        await host.RunAsync(_clock, async () =>
        {
            await Task.Delay(TimeSpan.FromMinutes(45), _clock);
            live = (await host.HealthAsync(ScheduledPowerHealth.LiveName)).Status;
        });

        Assert.Equal(HealthStatus.Healthy, live);
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
