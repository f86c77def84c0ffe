using Microsoft.Extensions.Time.Testing;

namespace Stopinator.Testing.Tests;

public sealed class ClockSpeedTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(100_001)]
    public void ClockSpeed_OutOfBounds_IsRefused(double speed)
    {
        var exception = Assert.Throws<ArgumentException>(() => SimulatedEc2.Create(_ => { }, new() { ClockSpeed = speed }));

        Assert.Contains("ClockSpeed must be above 0 and at most 100000", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClockSpeed_WithAManualClock_IsRefused()
    {
        var options = new SimulatedEc2Options { ClockSpeed = 2, TimeProvider = new SimulatedClock() };

        var exception = Assert.Throws<ArgumentException>(() => SimulatedEc2.Create(_ => { }, options));

        Assert.Contains("must be 1 with a SimulatedClock", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClockSpeed_WithoutTheEndpoint_ShortensTransitions()
    {
        var machine = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(), new() { ClockSpeed = 60, TimeProvider = machine, StopDuration = TimeSpan.FromMinutes(1) });
        using var client = ec2.CreateClient();
        await client.StopInstancesAsync(new() { InstanceIds = [ec2.Instances[0].Id] }, TestContext.Current.CancellationToken);

        machine.Advance(TimeSpan.FromSeconds(0.9));
        var before = ec2.Instances[0].State;
        machine.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal((SimulatedState.Stopping, SimulatedState.Stopped), (before, ec2.Instances[0].State));
    }
}
