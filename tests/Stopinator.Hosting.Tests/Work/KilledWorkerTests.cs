using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Stopinator.Hosting.Tests.Support;
using Stopinator.Scheduling;
using Stopinator.Scheduling.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared;

namespace Stopinator.Hosting.Tests.Work;

/// <summary>Processes with a worker are killed, and run beside each other.</summary>
public sealed class KilledWorkerTests(ITestOutputHelper output)
{
    private static readonly int Runs = int.Parse(
        Environment.GetEnvironmentVariable("STOPINATOR_SEEDS") ?? (LongTests.AreOn ? "100" : "5"), CultureInfo.InvariantCulture);

    private static readonly DateTimeOffset Begin = new(2026, 11, 20, 16, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ReconcileMode.Enforce)]
    [InlineData(ReconcileMode.Edges)]
    public async Task Kill_AtRandomPoints_TheNextStartLeavesEveryInstanceRight(ReconcileMode mode)
    {
        var (kills, midway, calls) = (0, 0, 0);
        for (var run = 1; run <= Runs; run++)
        {
            var chance = new Chance((uint)run);
            var clock = new SimulatedClock(Begin);
            var fleet = new EveningFleet(chance, Begin, clock, count: 24);
            await using var ec2 = fleet.Ec2;
            var end = Begin.AddHours(3.5);

            await clock.RunAsync(async () =>
            {
                foreach (var at in fleet.Changes(end))
                {
                    // Within the seconds that a run takes after the tick that follows the change.
                    var tick = at.AddTicks((TimeSpan.TicksPerMinute * 5) - ((at.UtcTicks - 1) % (TimeSpan.TicksPerMinute * 5)) - 1);
                    var kill = tick.AddMilliseconds(chance.Between(1, 2500));
                    if (kill <= clock.GetUtcNow())
                    {
                        continue;
                    }

                    var connection = new KillableConnection(ec2);
                    await using (var host = Start(connection, clock, mode))
                    {
                        await host.StartAsync();
                        await Task.Delay(kill - clock.GetUtcNow(), clock);
                        connection.Kill();
                        await host.StopAsync();
                    }

                    (kills, midway) = (kills + 1, midway + (connection.WasCalling ? 1 : 0));

                    // The next process is killed as well, after it has worked for a while.
                    await Task.Delay(TimeSpan.FromSeconds(chance.Between(1, 20 * 60)), clock);
                    await RunAsync(fleet, clock, mode, TimeSpan.FromSeconds(chance.Between(20, 600)));
                }

                await RunAsync(fleet, clock, mode, end - clock.GetUtcNow());
            });

            Assert.Empty(fleet.AgainstTheirSchedules());
            Assert.Empty(fleet.SwitchedOtherwise(end));
            calls += ec2.Calls.Count(call => call.Action != "DescribeInstances");
        }

        output.WriteLine($"{mode}: {Runs} runs, {kills} kills, {midway} of them during a call, {calls} calls that start or stop.");
        Assert.True(midway > Runs, $"Only {midway} of {kills} kills hit a run.");
    }

    [Theory]
    [InlineData(ReconcileMode.Enforce)]
    [InlineData(ReconcileMode.Edges)]
    public async Task TwoWorkers_ForADay_DoTogetherWhatOneDoes(ReconcileMode mode)
    {
        var chance = new Chance(42);

        // The schedules change in the evening and at six in the morning; without the long tests, the evening is enough.
        var day = TimeSpan.FromHours(LongTests.AreOn ? 24 : 8);
        var begin = Begin.AddHours(8) - day;
        var clock = new SimulatedClock(begin);
        var fleet = new EveningFleet(chance, begin, clock, count: 60);
        await using var ec2 = fleet.Ec2;
        await using var first = Start(new KillableConnection(ec2), clock, mode);
        await using var second = Start(new KillableConnection(ec2), clock, mode);

        await clock.RunAsync(async () =>
        {
            await first.StartAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock);
            await second.StartAsync();
            await Task.Delay(day - TimeSpan.FromSeconds(1), clock);
            await first.StopAsync();
            await second.StopAsync();
        });

        Assert.Empty(fleet.AgainstTheirSchedules());
        Assert.Empty(fleet.SwitchedOtherwise(clock.GetUtcNow()));
        Assert.Empty(fleet.NotInTheirState(clock.GetUtcNow(), clock.GetUtcNow()));

        // Both worked: an instance that one has already switched is asked for again, and EC2 does nothing.
        var asked = ec2.Calls.Where(call => call.Action != "DescribeInstances").Sum(call => call.InstanceIds.Count);
        var switched = ec2.Instances.Sum(instance => instance.Starts + instance.Stops);
        output.WriteLine($"{mode}: {switched} switched, {asked} asked for, {ec2.Calls.Count} calls.");
        Assert.InRange(asked, switched + 1, 2 * switched);
        Assert.DoesNotContain(first.Log.Concat(second.Log), line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
    }

    private static async Task RunAsync(EveningFleet fleet, SimulatedClock clock, ReconcileMode mode, TimeSpan time)
    {
        var connection = new KillableConnection(fleet.Ec2);
        await using var host = Start(connection, clock, mode);
        var start = clock.GetUtcNow();
        await host.StartAsync();
        await Task.Delay(time < TimeSpan.FromSeconds(20) ? time : TimeSpan.FromSeconds(20), clock);
        Assert.Empty(fleet.NotInTheirState(start.AddMinutes(-5), clock.GetUtcNow()));
        await Task.Delay(time - (clock.GetUtcNow() - start), clock);
        connection.Kill();
        await host.StopAsync();
    }

    // In batches so small that a run makes several calls. Edges makes up for the ticks that nobody ran.
    private static WorkerHost Start(KillableConnection connection, SimulatedClock clock, ReconcileMode mode) => WorkerHost.Create(
        connection.CreateClient(),
        clock,
        configure: services => services
            .AddStopinator(options => options.Execution.MaxBatchSize = 3)
            .AddScheduledPower(options => (options.Mode, options.LookBack) = (mode, TimeSpan.FromHours(1))));
}
