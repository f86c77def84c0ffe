using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Stopinator.Hosting.Tests.Support;
using Stopinator.Scheduling;
using Stopinator.Testing;

namespace Stopinator.Hosting.Tests.Health;

/// <summary>The answers of the two health checks over the life of a worker.</summary>
public sealed class ScheduledPowerHealthTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    private readonly SimulatedClock _clock = new(Begin);

    [Fact]
    public async Task Health_GoodTicks_IsHealthyWithTheAgeOfTheLastGoodTick()
    {
        await using var ec2 = SimulatedEc2.Create(_ => { }, new SimulatedEc2Options { TimeProvider = _clock });
        await using var host = WorkerHost.Create(ec2.CreateClient(), _clock);
        HealthReportEntry ready = default, live = default;

        await host.RunAsync(_clock, async () =>
        {
            await Task.Delay(TimeSpan.FromMinutes(7), _clock);
            (ready, live) = (await host.HealthAsync(ScheduledPowerHealth.ReadyName), await host.HealthAsync(ScheduledPowerHealth.LiveName));
        });

        Assert.Equal((HealthStatus.Healthy, HealthStatus.Healthy), (ready.Status, live.Status));
        Assert.Equal("The last good tick 2026-11-20 10:05:00Z ended 120 s ago.", ready.Description);
        Assert.Equal("The worker last began, continued or ended a run 120 s ago.", live.Description);
        Assert.Equal(
            [("failures", (object)0), ("lastGoodTick", Begin.AddMinutes(5)), ("lastGoodTickAgeSeconds", 120.0), ("lastTick", Begin.AddMinutes(5))],
            ready.Data.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
        Assert.Equal("ready", Assert.Single(ready.Tags));
        Assert.Equal("live", Assert.Single(live.Tags));
    }

    [Fact]
    public async Task Health_NoTickSucceeded_IsUnhealthyFromTheBegin()
    {
        await using var ec2 = SimulatedEc2.Create(_ => { }, new SimulatedEc2Options { TimeProvider = _clock });
        ec2.Faults.On("DescribeInstances").Fail("UnauthorizedOperation", "You are not authorized.\u001b[2J", 403);
        await using var host = WorkerHost.Create(ec2.CreateClient(), _clock);
        HealthReportEntry before = await host.HealthAsync(ScheduledPowerHealth.ReadyName), ready = default, live = default;

        await host.RunAsync(_clock, async () =>
        {
            await Task.Delay(TimeSpan.FromMinutes(1), _clock);
            (ready, live) = (await host.HealthAsync(ScheduledPowerHealth.ReadyName), await host.HealthAsync(ScheduledPowerHealth.LiveName));
        });

        Assert.Equal((HealthStatus.Unhealthy, "No tick has succeeded yet."), (before.Status, before.Description));
        Assert.Equal((HealthStatus.Unhealthy, HealthStatus.Healthy), (ready.Status, live.Status));
        Assert.StartsWith("No tick has succeeded yet. ", ready.Description, StringComparison.Ordinal);
        Assert.Contains("UnauthorizedOperation", ready.Description, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', ready.Description!);
        Assert.Equal(1, ready.Data[ScheduledPowerHealth.FailuresKey]);
        Assert.DoesNotContain(ScheduledPowerHealth.LastGoodTickKey, ready.Data.Keys);
    }

    [Fact]
    public async Task Health_TicksBeginToFail_IsDegradedThenUnhealthyThenHealthyAgain()
    {
        await using var ec2 = SimulatedEc2.Create(_ => { }, new SimulatedEc2Options { TimeProvider = _clock });
        await using var host = WorkerHost.Create(ec2.CreateClient(), _clock);
        var seen = new List<(HealthStatus Status, object Failures)>();

        await host.RunAsync(_clock, async () =>
        {
            await Task.Delay(TimeSpan.FromMinutes(1), _clock);
            ec2.Faults.On("DescribeInstances").Fail("UnauthorizedOperation", "You are not authorized.", 403);
            foreach (var minutes in new[] { 5, 25, 5 })
            {
                await Task.Delay(TimeSpan.FromMinutes(minutes), _clock);
                await NoteAsync();
            }

            ec2.Faults.Clear();
            await Task.Delay(TimeSpan.FromMinutes(5), _clock);
            await NoteAsync();
        });

        Assert.Equal(
            [(HealthStatus.Degraded, 1), (HealthStatus.Unhealthy, 6), (HealthStatus.Unhealthy, 7), (HealthStatus.Healthy, (object)0)],
            seen);

        async Task NoteAsync()
        {
            var entry = await host.HealthAsync(ScheduledPowerHealth.ReadyName);
            seen.Add((entry.Status, entry.Data[ScheduledPowerHealth.FailuresKey]));
        }
    }

    [Fact]
    public async Task Health_ARunThatDoesNotEnd_FailsTheLoop()
    {
        await using var ec2 = SimulatedEc2.Create(_ => { }, new SimulatedEc2Options { TimeProvider = _clock });
        ec2.Faults.On("DescribeInstances").After(1).Delay(TimeSpan.FromHours(3));
        await using var host = WorkerHost.Create(ec2.CreateClient(), _clock, configure: services => services.AddStopinator(options =>
            (options.Retry.AttemptTimeout, options.Retry.TotalTime) = (TimeSpan.FromHours(1), TimeSpan.FromHours(2))));
        HealthReportEntry before = default, after = default;

        await host.RunAsync(_clock, async () =>
        {
            await Task.Delay(TimeSpan.FromMinutes(35), _clock);
            before = await host.HealthAsync(ScheduledPowerHealth.LiveName);
            await Task.Delay(TimeSpan.FromSeconds(1), _clock);
            after = await host.HealthAsync(ScheduledPowerHealth.LiveName);
        });

        Assert.Equal((HealthStatus.Healthy, HealthStatus.Unhealthy), (before.Status, after.Status));
    }

    // Each wave is stuck, takes ten minutes, and is looked at all the time. In the fifth, EC2 does not answer any more.
    [Fact]
    public async Task Health_ARunThatTakesLongAndGoesOn_DoesNotFailTheLoop()
    {
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(
                5, (instance, wave) => instance.Tagged("stopinator:schedule", "off").Tagged("wave", $"{wave}").Running()),
            new SimulatedEc2Options { TimeProvider = _clock, StopDuration = TimeSpan.FromHours(9) });
        var request = PowerRequest.Reconcile(InstanceSelector.All) with { Order = PowerOrder.ByTag("wave") };
        await using var host = WorkerHost.Create(
            ec2.CreateClient(),
            _clock,
            options => (options.Request, options.StaleAfter) = (request, TimeSpan.FromMinutes(20)),
            services => services.AddStopinator(options =>
                (options.Retry.AttemptTimeout, options.Retry.TotalTime) = (TimeSpan.FromHours(1), TimeSpan.FromHours(2))));
        var seen = new List<HealthStatus>();

        await host.RunAsync(_clock, async () =>
        {
            foreach (var _ in Enumerable.Range(1, 3))
            {
                await Task.Delay(TimeSpan.FromMinutes(15), _clock);
                seen.Add((await host.HealthAsync(ScheduledPowerHealth.LiveName)).Status);
            }

            Assert.InRange(ec2.Calls.Count(call => call.Action == "StopInstances"), 3, 5);
            ec2.Faults.On("DescribeInstances").Delay(TimeSpan.FromHours(3));
            await Task.Delay(TimeSpan.FromMinutes(25), _clock);
            seen.Add((await host.HealthAsync(ScheduledPowerHealth.LiveName)).Status);
        });

        Assert.Equal([HealthStatus.Healthy, HealthStatus.Healthy, HealthStatus.Healthy, HealthStatus.Unhealthy], seen);
    }

    [Fact]
    public async Task Health_AnOldCatalogInForce_IsDegraded()
    {
        var request = PowerRequest.Reconcile(InstanceSelector.All);
        var plan = ScheduledPlan.Create(PowerPlan.Create(request, []), Begin, catalogProblems: ["ssm:/schedules cannot be read."]);
        var scheduled = Substitute.For<IScheduledPowerService>();
        scheduled.PlanAsync(Arg.Any<PowerRequest>(), Arg.Any<DateTimeOffset?>(), Arg.Any<CancellationToken>()).Returns(plan);
        scheduled.ExecuteAsync(plan, Arg.Any<IProgress<PowerProgress>>(), Arg.Any<CancellationToken>())
            .Returns(ScheduledReport.Create(plan, PowerReport.Create(request, [])));
        await using var host = WorkerHost.Create(
            Substitute.For<Amazon.EC2.IAmazonEC2>(), _clock, configure: services => services.AddSingleton(scheduled));
        HealthReportEntry ready = default;

        await host.RunAsync(_clock, async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _clock);
            ready = await host.HealthAsync(ScheduledPowerHealth.ReadyName);
        });

        Assert.Equal(
            (HealthStatus.Degraded, "The last good tick 2026-11-20 10:00:00Z ended 1 s ago. ssm:/schedules cannot be read."),
            (ready.Status, ready.Description));
    }

    [Fact]
    public async Task Health_WithoutAWorker_NamesTheRegistrationThatIsMissing()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddHealthChecks().AddScheduledPower();
        await using var provider = services.BuildServiceProvider();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => provider.GetRequiredService<HealthCheckService>().CheckHealthAsync());

        Assert.Contains("add services.AddScheduledPowerWorker()", exception.Message, StringComparison.Ordinal);
    }
}
