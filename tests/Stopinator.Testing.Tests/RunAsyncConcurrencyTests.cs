using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

/// <summary>
/// Many callers at once: the clock moves only while all of them wait for a timer. Apart from other tests, since that is certain in a
/// thread pool that nobody else keeps busy.
/// </summary>
[Collection<AloneTests>]
public sealed class RunAsyncConcurrencyTests
{
    private const int Callers = 6;
    private const int CallsEach = 20;

    private readonly SimulatedClock _clock = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Callers_WithLatency_EachTakeExactlyTheTimeOfTheirOwnAnswers(bool overLoopback)
    {
        await using var ec2 = await StartAsync(overLoopback, TimeSpan.Zero);
        using var client = overLoopback ? Ec2QueryClient.OverLoopback(ec2) : new Ec2QueryClient(ec2);
        for (var caller = 0; caller < Callers; caller++)
        {
            var id = Id(caller);
            ec2.Faults.On("StopInstances").When(call => call.InstanceIds[0] == id).Delay(TimeSpan.FromMilliseconds(50 + (43 * caller)));
        }

        var times = await _clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var call = 0; call < CallsEach; call++)
            {
                await client.OnInstancesAsync("StopInstances", Id(caller));
                await Task.Yield();
                Thread.SpinWait(2000);
            }

            return _clock.GetElapsedTime(0);
        }))));

        Assert.Equal(Enumerable.Range(0, Callers).Select(caller => TimeSpan.FromMilliseconds(CallsEach * (50 + (43 * caller)))), times);
        Assert.Equal(times[^1], _clock.GetElapsedTime(0));
    }

    [Fact]
    public async Task Callers_WithSpreadLatency_TakeTheSameTimeInEveryRun()
    {
        var first = await RunAsync(new SimulatedClock());
        var second = await RunAsync(new SimulatedClock());

        Assert.Equal(first, second);
        Assert.All(
            first, time => Assert.InRange(time, TimeSpan.FromMilliseconds(CallsEach * 50), TimeSpan.FromMilliseconds(CallsEach * 300)));
        Assert.Equal(Callers, first.Distinct().Count());

        static async Task<TimeSpan[]> RunAsync(SimulatedClock clock)
        {
            await using var ec2 = SimulatedEc2.Create(
                fleet => fleet.Add(Callers, _ => { }),
                new() { TimeProvider = clock, Latency = TimeSpan.FromMilliseconds(50), LatencySpread = TimeSpan.FromMilliseconds(250) });
            using var client = new Ec2QueryClient(ec2);
            return await clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
            {
                for (var call = 0; call < CallsEach; call++)
                {
                    await client.CallAsync("DescribeRegions");
                    await Task.Yield();
                }

                return clock.GetElapsedTime(0);
            })));
        }
    }

    [Fact]
    public async Task Callers_BehindABucket_AreServedAtItsRate()
    {
        await using var ec2 = await StartAsync(overLoopback: false, TimeSpan.FromMilliseconds(50));
        using var client = new Ec2QueryClient(ec2);
        ec2.RateLimits.On("StopInstances").Requests(4, 2);

        await _clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var done = 0; done < CallsEach;)
            {
                var reply = await client.OnInstancesAsync("StopInstances", Id(caller));
                done += reply.Status == 200 ? 1 : 0;
                await Task.Delay(TimeSpan.FromMilliseconds(reply.Status == 200 ? 0 : 200), _clock);
            }
        }))));

        // 120 calls: 4 at once, the others at two a second; a refused caller comes back within a quarter of a second.
        Assert.InRange(_clock.GetElapsedTime(0), TimeSpan.FromSeconds(58), TimeSpan.FromSeconds(59));
        Assert.True(ec2.RateLimits.Throttles > Callers);
    }

    [Fact]
    public async Task Runs_BesideEachOther_EachTakeExactlyTheirOwnTime()
    {
        var times = await Task.WhenAll(Enumerable.Range(1, Callers).Select(number => TimeOfARunAsync(TimeSpan.FromMilliseconds(number))));

        Assert.Equal(Enumerable.Range(1, Callers).Select(number => TimeSpan.FromMilliseconds(number * 10 * CallsEach)), times);

        // Each wait is followed by work of two threads of the pool, during which an hour must not pass.
        static async Task<TimeSpan> TimeOfARunAsync(TimeSpan wait)
        {
            var clock = new SimulatedClock();
            return await clock.RunAsync(async () =>
            {
                using var hour = clock.CreateTimer(_ => { }, state: null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
                for (var call = 0; call < 10 * CallsEach; call++)
                {
                    await Task.Delay(wait, clock);
                    await Task.Run(() => Thread.SpinWait(2000));
                    await Task.Yield();
                }

                return clock.GetElapsedTime(0);
            });
        }
    }

    private Task<SimulatedEc2> StartAsync(bool overLoopback, TimeSpan latency)
    {
        var options = new SimulatedEc2Options { TimeProvider = _clock, Latency = latency };
        return overLoopback ? SimulatedEc2.StartAsync(Fleet, options) : Task.FromResult(SimulatedEc2.Create(Fleet, options));

        static void Fleet(FleetBuilder fleet)
        {
            for (var caller = 0; caller < Callers; caller++)
            {
                fleet.Add(Id(caller));
            }
        }
    }

    private static string Id(int caller) => $"i-0000000{caller:x}";
}
