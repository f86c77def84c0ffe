using System.Threading.Channels;
using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class RunAsyncTests
{
    private readonly SimulatedClock _clock = new();

    [Fact]
    public async Task Run_OfLongWaits_TakesNoTime()
    {
        var result = await _clock.RunAsync(async () =>
        {
            for (var hour = 0; hour < 24; hour++)
            {
                await Task.Delay(TimeSpan.FromHours(1), _clock);
            }

            return "done";
        });

        Assert.Equal(("done", TimeSpan.FromDays(1)), (result, _clock.GetElapsedTime(0)));
    }

    [Fact]
    public async Task Run_OfWhatNeedsNoTime_LeavesTheClockAlone()
    {
        using var other = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        await _clock.RunAsync(() => Task.CompletedTask);

        Assert.Equal((TimeSpan.Zero, 1), (_clock.GetElapsedTime(0), _clock.PendingTimers));
    }

    [Fact]
    public async Task Run_ThatFails_FailsWithTheSameException()
    {
        var asynchronous = await Assert.ThrowsAsync<InvalidOperationException>(() => _clock.RunAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _clock);
            throw new InvalidOperationException("later");
        }));
        var synchronous = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _clock.RunAsync(Task () => throw new InvalidOperationException("at once")));

        Assert.Equal(("later", "at once"), (asynchronous.Message, synchronous.Message));
    }

    [Fact]
    public async Task Run_ThatIsCancelled_IsCancelled()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(3), _clock);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _clock.RunAsync(() => Task.Delay(TimeSpan.FromHours(1), _clock, timeout.Token)));

        Assert.Equal(TimeSpan.FromMinutes(3), _clock.GetElapsedTime(0));
    }

    [Fact]
    public async Task Run_MeetingATimerThatThrows_Fails()
    {
        using var timer = _clock.CreateTimer(
            _ => throw new InvalidOperationException("boom"),
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);

        await Assert.ThrowsAsync<InvalidOperationException>(() => _clock.RunAsync(() => Task.Delay(TimeSpan.FromSeconds(2), _clock)));
    }

    [Fact]
    public async Task Run_OfParallelFlows_InterleavesThemByTheClock()
    {
        var log = new List<string>();

        await _clock.RunAsync(() => Task.WhenAll(FlowAsync("a", 2), FlowAsync("b", 3)));

        Assert.Equal(["a 2", "b 3", "a 4", "b 6", "a 6", "b 9"], log);

        async Task FlowAsync(string name, int seconds)
        {
            for (var step = 0; step < 3; step++)
            {
                await Task.Delay(TimeSpan.FromSeconds(seconds), _clock);
                log.Add($"{name} {_clock.GetElapsedTime(0).TotalSeconds}");
            }
        }
    }

    [Fact]
    public async Task Run_OfFlowsThatHopThroughTheThreadPool_NeverJumpsAheadOfThem()
    {
        var gate = new SemaphoreSlim(2);
        var messages = Channel.CreateUnbounded<TimeSpan>();

        await _clock.RunAsync(() => Task.WhenAll([.. Enumerable.Range(1, 4).Select(FlowAsync), Task.Run(ReadAsync)]));

        async Task FlowAsync(int flow)
        {
            for (var step = 1; step <= 25; step++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(flow), _clock).ConfigureAwait(false);
                var due = TimeSpan.FromMilliseconds(flow * step);
                await Task.Yield();
                AssertNow(due);
                await Task.Run(() => Thread.SpinWait(1000)).ConfigureAwait(false);
                AssertNow(due);
                await Parallel.ForEachAsync([1, 2, 3], async (_, _) => await Task.Yield());
                AssertNow(due);
                await gate.WaitAsync();
                gate.Release();
                AssertNow(due);
                Assert.True(messages.Writer.TryWrite(due));
            }
        }

        async Task ReadAsync()
        {
            for (var read = 0; read < 100; read++)
            {
                AssertNow(await messages.Reader.ReadAsync());
            }
        }

        void AssertNow(TimeSpan due) => Assert.Equal(due, _clock.GetElapsedTime(0));
    }

    [Fact]
    public async Task Run_WithLatencyOnTheSameClock_WaitsForItAndNotForTheTimeout()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(), new() { TimeProvider = _clock, Latency = TimeSpan.FromSeconds(2) });
        using var client = new Ec2QueryClient(ec2);

        await _clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30), _clock);
            await client.CallAsync("DescribeInstances", timeout.Token);
            await client.CallAsync("DescribeInstances", timeout.Token);
        })));

        Assert.Equal(TimeSpan.FromSeconds(4), _clock.GetElapsedTime(0));
    }

    [Fact]
    public async Task Run_WithAnAnswerTooLate_MeetsTheTimeout()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add("i-0000000a"), new() { TimeProvider = _clock });
        using var client = new Ec2QueryClient(ec2);
        ec2.Faults.On("StopInstances").Delay(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _clock.RunAsync(async () =>
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30), _clock);
            await client.CallAsync("StopInstances", timeout.Token, Ec2QueryClient.Ids("i-0000000a"));
        }));

        Assert.Equal(TimeSpan.FromSeconds(30), _clock.GetElapsedTime(0));
        Assert.Equal(SimulatedState.Stopped, ec2["i-0000000a"].State);
    }

    [Fact]
    public async Task Run_OfAPollingLoop_SeesTheInstanceArriveOnTime()
    {
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add("i-0000000a", instance => instance.Stopped()),
            new() { TimeProvider = _clock, StartDuration = TimeSpan.FromSeconds(42) });
        using var client = new Ec2QueryClient(ec2);

        await _clock.RunAsync(async () =>
        {
            await client.OnInstancesAsync("StartInstances", "i-0000000a");
            while ((await client.CallAsync("DescribeInstances")).InstanceText("instanceState/name") != "running")
            {
                await Task.Delay(TimeSpan.FromSeconds(15), _clock);
            }
        });

        Assert.Equal(TimeSpan.FromSeconds(45), _clock.GetElapsedTime(0));
        Assert.Equal(5, ec2.Calls.Count);
    }

    [Fact]
    public async Task Run_InsideARun_IsRefused()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _clock.RunAsync(() => _clock.RunAsync(() => Task.CompletedTask)));
    }

    [Fact]
    public async Task Run_AfterARun_GoesOnFromThere()
    {
        await _clock.RunAsync(() => Task.Delay(TimeSpan.FromSeconds(1), _clock));
        await _clock.RunAsync(() => Task.Delay(TimeSpan.FromSeconds(1), _clock));

        Assert.Equal(TimeSpan.FromSeconds(2), _clock.GetElapsedTime(0));
    }

    [Fact]
    public async Task Run_KeepsTheAmbientValuesOfItsCaller()
    {
        var local = new AsyncLocal<string> { Value = "caller" };

        Assert.Equal("caller", await _clock.RunAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _clock);
            return local.Value;
        }));
    }

    [Fact]
    public async Task Runs_OfSeveralClocks_GoOnSideBySide()
    {
        var clocks = Enumerable.Range(1, 8).Select(_ => new SimulatedClock()).ToArray();

        await Task.WhenAll(clocks.Select((clock, index) => clock.RunAsync(async () =>
        {
            for (var step = 0; step < 50; step++)
            {
                await Task.Delay(TimeSpan.FromSeconds(index + 1), clock);
                await Task.Yield();
            }
        })));

        Assert.Equal(
            Enumerable.Range(1, 8).Select(seconds => seconds * 50.0),
            clocks.Select(clock => clock.GetElapsedTime(0).TotalSeconds));
    }
}
