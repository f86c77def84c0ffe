using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Stopinator.Hosting.Tests.Support;
using Stopinator.Scheduling;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Hosting.Tests.Work;

/// <summary>The machine's clock is set by hours while a worker works, between its ticks and during them.</summary>
public sealed class ClockStepTests
{
    private const string Schedule = "06:00-19:00 UTC";

    private static readonly DateTimeOffset Begin = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Sets the clock between two ticks, and back during another.</summary>
    /// <param name="mode">How the worker reconciles.</param>
    /// <param name="hours">How far the clock is set: forward, or back below zero.</param>
    /// <param name="switches">
    /// The stops, and the starts, of each instance. Thirty hours later it is evening: instances that are enforced stop, and start again when the
    /// clock is right.
    /// </param>
    [Theory]
    [InlineData(ReconcileMode.Enforce, -3, 0)]
    [InlineData(ReconcileMode.Enforce, 3, 0)]
    [InlineData(ReconcileMode.Enforce, -30, 0)]
    [InlineData(ReconcileMode.Enforce, 30, 1)]
    [InlineData(ReconcileMode.Edges, -3, 0)]
    [InlineData(ReconcileMode.Edges, 3, 0)]
    [InlineData(ReconcileMode.Edges, -30, 0)]
    [InlineData(ReconcileMode.Edges, 30, 0)]
    public async Task Ticks_ClockIsSetAndSetBack_GoOnWithoutASwitchTooMany(ReconcileMode mode, int hours, int switches)
    {
        var real = new SimulatedClock(Begin);
        var clock = new SteppingClock(real);
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(6, instance => instance.Tagged("stopinator:schedule", Schedule).LaunchedAt(Begin.AddDays(-9)).Running()),
            new SimulatedEc2Options { TimeProvider = real, Latency = TimeSpan.FromMilliseconds(400) });
        await using var host = WorkerHost.Create(
            ec2.CreateClient(),
            clock,
            configure: services => services.AddScheduledPower(options => (options.Mode, options.LookBack) = (mode, TimeSpan.FromHours(1))));

        // Set at 14:02 between two ticks, back while a tick's describe is under way.
        await host.RunAsync(real, async () =>
        {
            await Task.Delay(TimeSpan.FromMinutes(122), real);
            clock.Step(TimeSpan.FromHours(hours));
            await AssertIsHealthyAsync(host);
            await Task.Delay(TimeSpan.FromMinutes(58) + TimeSpan.FromMilliseconds(200), real);
            clock.Step(TimeSpan.FromHours(-hours));
            await AssertIsHealthyAsync(host);
            await Task.Delay(TimeSpan.FromMinutes(60), real);
        });

        // A tick every five minutes of four hours, whatever the clock shows; one at the start, and one when the clock is right again. A run
        // that switches looks once more.
        var describes = ec2.Calls.Where(call => call.Action == "DescribeInstances").Select(call => call.ReceivedAt).ToArray();
        Assert.InRange(describes.Length, 49, 50 + (2 * switches));
        Assert.All(describes.Zip(describes.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, TimeSpan.Zero, TimeSpan.FromMinutes(5.1)));

        // Each instance is switched when its schedule asks for it by the clock of the machine, and not twice.
        Assert.All(ec2.Instances, instance => Assert.Equal(SimulatedState.Running, instance.State));
        Assert.All(ec2.Instances, instance => Assert.Equal((switches, switches), (instance.Stops, instance.Starts)));
        Assert.Equal(2 * switches, ec2.Calls.Count(call => call.Action != "DescribeInstances"));
        Assert.DoesNotContain(host.Log, line => line.StartsWith("Error", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal));
    }

    // The run of 12:05 starts the instances by a clock that is 20 seconds ahead, and is set right meanwhile. A run before 12:05 would stop
    // them.
    [Theory]
    [InlineData(ReconcileMode.Enforce)]
    [InlineData(ReconcileMode.Edges)]
    public async Task Ticks_ClockIsSetBackDuringARun_DoNotTakeTheRunBack(ReconcileMode mode)
    {
        var real = new SimulatedClock(Begin);
        var clock = new SteppingClock(real);
        clock.Step(TimeSpan.FromSeconds(20));
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(3, instance => instance.Tagged("stopinator:schedule", "12:05-19:00 UTC").Stopped()),
            new SimulatedEc2Options { TimeProvider = real, Latency = TimeSpan.FromMilliseconds(400) });
        await using var host = WorkerHost.Create(
            ec2.CreateClient(), clock, configure: services => services.AddScheduledPower(options => options.Mode = mode));

        await host.RunAsync(real, async () =>
        {
            await Task.Delay(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(19.8), real);
            clock.Step(TimeSpan.FromSeconds(-20));
            await Task.Delay(TimeSpan.FromMinutes(16), real);
            await AssertIsHealthyAsync(host);
        });

        Assert.All(
            ec2.Instances, one => Assert.Equal((SimulatedState.Running, 1, 0), (one.State, one.Starts, one.Stops)));
        Assert.DoesNotContain(host.Log, line => line.Contains("was set back", StringComparison.Ordinal));
    }

    // The clock is ten minutes ahead. By it, the instances are started at 12:15, and somebody stops one. Set right, it shows 12:15 again.
    [Fact]
    public async Task Ticks_ClockIsSetBackInEdges_DoNotRepeatAChange()
    {
        var real = new SimulatedClock(Begin);
        var clock = new SteppingClock(real);
        clock.Step(TimeSpan.FromMinutes(10));
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(2, instance => instance.Tagged("stopinator:schedule", "12:15-19:00 UTC").Stopped()),
            new SimulatedEc2Options { TimeProvider = real });
        await using var host = WorkerHost.Create(
            ec2.CreateClient(), clock, configure: services => services.AddScheduledPower(options => options.Mode = ReconcileMode.Edges));

        await host.RunAsync(real, async () =>
        {
            await Task.Delay(TimeSpan.FromMinutes(6), real);
            ec2.SetState(ec2.Instances[0].Id, SimulatedState.Stopped);
            clock.Step(TimeSpan.FromMinutes(-10));
            await Task.Delay(TimeSpan.FromMinutes(30), real);
            await AssertIsHealthyAsync(host);
        });

        Assert.Equal([SimulatedState.Stopped, SimulatedState.Running], ec2.Instances.Select(instance => instance.State));
        Assert.All(ec2.Instances, instance => Assert.Equal(1, instance.Starts));
    }

    private static async Task AssertIsHealthyAsync(WorkerHost host) =>
        Assert.Equal(HealthStatus.Healthy, (await host.HealthAsync(ScheduledPowerHealth.LiveName)).Status);
}
