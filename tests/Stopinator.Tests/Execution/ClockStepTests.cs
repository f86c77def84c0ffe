using Stopinator.Testing;
using Stopinator.Tests.Support;
using static Stopinator.Tests.Support.OrderedFleet;

namespace Stopinator.Tests.Execution;

/// <summary>The machine's clock is set by hours during a run. The run makes the same calls, at the same pace, with the same outcomes.</summary>
public sealed class ClockStepTests
{
    private static readonly PowerRequest Stop = PowerRequest.Stop(InstanceSelector.All);
    private static readonly PowerRequest Start = PowerRequest.Start(InstanceSelector.All);

    /// <summary>The runs that wait for something, each by another rule.</summary>
    private static readonly Dictionary<string, (PowerRequest Request, Func<Ec2Lab> Lab)> Cases = new(StringComparer.Ordinal)
    {
        ["states"] = (Stop with { Await = PowerAwait.State }, () => Ec2Lab.Create(fleet => fleet.Add(3, i => i.Running()))),
        ["a state that never comes"] = (
            Stop with { Await = PowerAwait.State }, () => Ec2Lab.Create(fleet => fleet.Add(i => i.Running().StuckStopping()))),
        ["a transition"] = (Start, () => Ec2Lab.Create(fleet => fleet.Add(i => i.Stopping(TimeSpan.FromMinutes(2))))),
        ["waves"] = (Start with { Order = ByTag }, () => Waves(i => i.Stopped())),
        ["waves, a deadline"] = (Stop with { Order = ByTag, Deadline = Ec2Lab.Start.AddSeconds(90) }, () => Waves(i => i.Running())),
        ["a deadline"] = (Stop with { Deadline = Ec2Lab.Start.AddSeconds(40) }, () => Ec2Lab.Create(
            fleet => fleet.Add(50, i => i.Running()), options => options.Execution.MaxBatchSize = 10, s => s.Latency = TimeSpan.FromSeconds(8))),
        ["status checks"] = (Start with { Await = PowerAwait.StatusChecks }, () => Ec2Lab.Create(fleet => fleet.Add(2, i => i.Stopped()))),
        ["capacity"] = (Start, () => Ec2Lab.Create(fleet =>
        {
            fleet.WithCapacity("m5.large", "us-east-1a", 0);
            fleet.Add(2, i => i.Stopped().OfType("m5.large").InZone("us-east-1a"));
        })),
        ["rate limits"] = (Stop, () => Refusing(1200, ec2 => ec2.RateLimits.UseEc2Defaults())),
        ["throttled calls"] = (Stop, () => Refusing(2, ec2 => ec2.Faults.On("StopInstances").Times(3).Throttle())),
    };

    public static TheoryData<string, int> Steps
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var name in Cases.Keys)
            {
                Array.ForEach([-26, -3, 3, 26], hours => rows.Add(name, hours));
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Run_ClockIsSet_GoesOnAsIfItWereNot(string name, int hours)
    {
        var expected = await RunAsync(name, hours, stepAt: 0);

        for (var call = 1; call <= Math.Min(expected.Calls.Length, 8); call++)
        {
            var seen = await RunAsync(name, hours, call);

            Assert.True(expected.Outcomes.SequenceEqual(seen.Outcomes), $"Set at call {call}: {string.Join(", ", seen.Outcomes)}");
            Assert.True(expected.Calls.SequenceEqual(seen.Calls), $"Set at call {call}: {string.Join(", ", seen.Calls)}");
            Assert.Equal(expected.Duration, seen.Duration);
        }
    }

    [Fact]
    public async Task Run_AfterTheClockWasSet_TakesTheNewTimeOfDay()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(i => i.Running()));
        var clock = new SteppingClock(lab.Clock);
        using var service = OwnClient.Service(lab.Ec2.CreateHandler(), lab.Options, clock);
        await lab.Clock.RunAsync(() => service.RunAsync(Stop));

        clock.Step(TimeSpan.FromHours(-3));
        var report = await lab.Clock.RunAsync(() => service.RunAsync(Stop));

        Assert.Equal(clock.GetUtcNow(), report.FinishedAt);
    }

    // The clock is set while EC2 has a call.
    private static async Task<(string[] Outcomes, string[] Calls, TimeSpan Duration)> RunAsync(string name, int hours, int stepAt)
    {
        var (request, create) = Cases[name];
        await using var lab = create();
        var clock = new SteppingClock(lab.Clock);
        var count = 0;
        lab.Simulation.OnCall = _ =>
        {
            if (++count == stepAt)
            {
                clock.Step(TimeSpan.FromHours(hours));
            }
        };
        using var service = OwnClient.Service(lab.Ec2.CreateHandler(), lab.Options, clock);

        var report = await lab.Clock.RunAsync(() => service.RunAsync(request));

        Assert.Equal(lab.Clock.GetUtcNow() - Ec2Lab.Start, report.FinishedAt - Ec2Lab.Start);
        return (
            [.. report.Instances.Select(outcome => $"{outcome.InstanceId} {outcome.Outcome} {outcome.Reason} {outcome.Message}")],
            [.. lab.Ec2.Calls.Select(call => $"{call.Action} {call.ReceivedAt:T}")],
            report.FinishedAt - report.StartedAt);
    }

    private static Ec2Lab Refusing(int instances, Action<SimulatedEc2> refuse)
    {
        var lab = Ec2Lab.Create(fleet => fleet.Add(instances, i => i.Running()), options => options.Guards.MaxInstances = instances);
        refuse(lab.Ec2);
        return lab;
    }

    private static Ec2Lab Waves(Func<InstanceBuilder, InstanceBuilder> state) => Ec2Lab.Create(fleet =>
    {
        Add(fleet, Id(group: 1, wave: 1), "1", "one", state);
        Add(fleet, Id(group: 1, wave: 2), "2", "one", state);
    });
}
