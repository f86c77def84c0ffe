using Stopinator.Testing;
using Stopinator.Tests.Shared;
using Stopinator.Tests.Support;
using static Stopinator.Tests.Support.OrderedFleet;

namespace Stopinator.Tests.Execution;

/// <summary>The machine's clock is set by hours during a run. The run makes the same calls, at the same pace, with the same outcomes.</summary>
public sealed class ClockStepTests
{
    private static readonly PowerRequest Stop = PowerRequest.Stop(InstanceSelector.All);
    private static readonly PowerRequest Start = PowerRequest.Start(InstanceSelector.All);

    private static readonly int[] Hours = LongTests.AreOn ? [-26, -3, 3, 26] : [-3, 26];

    /// <summary>The runs that wait for something, each by another rule. A simulation copies its options when it begins.</summary>
    private static readonly Dictionary<string, (PowerRequest Request, Func<Action<SimulatedEc2Options>, Ec2Lab> Lab)> Cases = new(StringComparer.Ordinal)
    {
        ["states"] = (Stop with { Await = PowerAwait.State }, watch => Ec2Lab.Create(fleet => fleet.Add(3, i => i.Running()), simulate: watch)),
        ["a state that never comes"] = (
            Stop with { Await = PowerAwait.State },
            watch => Ec2Lab.Create(fleet => fleet.Add(i => i.Running().StuckStopping()), simulate: watch)),
        ["a transition"] = (Start, watch => Ec2Lab.Create(fleet => fleet.Add(i => i.Stopping(TimeSpan.FromMinutes(2))), simulate: watch)),
        ["waves"] = (Start with { Order = ByTag }, watch => Waves(i => i.Stopped(), watch)),
        ["waves, a deadline"] = (
            Stop with { Order = ByTag, Deadline = Ec2Lab.Start.AddSeconds(90) }, watch => Waves(i => i.Running(), watch)),
        ["a deadline"] = (Stop with { Deadline = Ec2Lab.Start.AddSeconds(40) }, watch => Ec2Lab.Create(
            fleet => fleet.Add(50, i => i.Running()),
            options => options.Execution.MaxBatchSize = 10,
            watch + (simulation => simulation.Latency = TimeSpan.FromSeconds(8)))),
        ["status checks"] = (
            Start with { Await = PowerAwait.StatusChecks }, watch => Ec2Lab.Create(fleet => fleet.Add(2, i => i.Stopped()), simulate: watch)),
        ["capacity"] = (Start, NoCapacity),
        ["rate limits"] = (Stop, watch => Refusing(1200, ec2 => ec2.RateLimits.UseEc2Defaults(), watch)),
        ["throttled calls"] = (Stop, watch => Refusing(2, ec2 => ec2.Faults.On("StopInstances").Times(3).Throttle(), watch)),
    };

    public static TheoryData<string, int> Steps
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var name in Cases.Keys)
            {
                Array.ForEach(Hours, hours => rows.Add(name, hours));
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
        SteppingClock? clock = null;
        var count = 0;
        await using var lab = create(simulation => simulation.OnCall = _ =>
        {
            if (++count == stepAt)
            {
                clock!.Step(TimeSpan.FromHours(hours));
            }
        });
        clock = new SteppingClock(lab.Clock);
        using var service = OwnClient.Service(lab.Ec2.CreateHandler(), lab.Options, clock);

        var report = await lab.Clock.RunAsync(() => service.RunAsync(request));

        Assert.Equal(stepAt == 0 ? TimeSpan.Zero : TimeSpan.FromHours(hours), clock.GetUtcNow() - lab.Clock.GetUtcNow());
        Assert.Equal(lab.Clock.GetUtcNow(), report.FinishedAt);
        return (
            [.. report.Instances.Select(outcome => $"{outcome.InstanceId} {outcome.Outcome} {outcome.Reason} {outcome.Message}")],
            [.. lab.Ec2.Calls.Select(call => $"{call.Action} {call.ReceivedAt:T}")],
            report.FinishedAt - report.StartedAt);
    }

    private static Ec2Lab Refusing(int instances, Action<SimulatedEc2> refuse, Action<SimulatedEc2Options> watch)
    {
        var lab = Ec2Lab.Create(fleet => fleet.Add(instances, i => i.Running()), options => options.Guards.MaxInstances = instances, watch);
        refuse(lab.Ec2);
        return lab;
    }

    private static Ec2Lab NoCapacity(Action<SimulatedEc2Options> watch) => Ec2Lab.Create(
        fleet =>
        {
            fleet.WithCapacity("m5.large", "us-east-1a", 0);
            fleet.Add(2, i => i.Stopped().OfType("m5.large").InZone("us-east-1a"));
        },
        simulate: watch);

    private static Ec2Lab Waves(Func<InstanceBuilder, InstanceBuilder> state, Action<SimulatedEc2Options> watch) => Ec2Lab.Create(
        fleet =>
        {
            Add(fleet, Id(group: 1, wave: 1), "1", "one", state);
            Add(fleet, Id(group: 1, wave: 2), "2", "one", state);
        },
        simulate: watch);
}
