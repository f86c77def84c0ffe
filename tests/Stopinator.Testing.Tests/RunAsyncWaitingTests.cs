namespace Stopinator.Testing.Tests;

/// <summary>Runs that wait for something other than a timer.</summary>
public sealed class RunAsyncWaitingTests
{
    private readonly SimulatedClock _clock = new();

    [Fact]
    public async Task Hold_KeepsTheClockFromJumping()
    {
        var held = TimeSpan.MaxValue;
        var real = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var run = _clock.RunAsync(async () =>
        {
            var timer = Task.Delay(TimeSpan.FromSeconds(1), _clock);
            using (_clock.Hold())
            {
                // Something real, which the clock knows nothing about, ends after any number of looks.
                await real.Task;
                held = _clock.GetElapsedTime(0);
            }

            await timer;
        });
        await WaitForThreadPoolAsync();
        real.SetResult();
        await run;

        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(1)), (held, _clock.GetElapsedTime(0)));
    }

    [Fact]
    public async Task Hold_DisposedTwice_CountsOnce()
    {
        var first = _clock.Hold();
        using var second = _clock.Hold();
        first.Dispose();
        first.Dispose();
        _clock.Watchdog = TimeSpan.FromMilliseconds(50);

        var exception = await Assert.ThrowsAsync<TimeoutException>(
            () => _clock.RunAsync(() => Task.Delay(TimeSpan.FromSeconds(1), _clock)));

        Assert.Contains("1 holds are in place", exception.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, _clock.GetElapsedTime(0));
    }

    [Fact]
    public async Task Run_ThatNobodyWillEverEnd_IsGivenUpWithAClearMessage()
    {
        _clock.Watchdog = TimeSpan.FromMilliseconds(50);

        var exception = await Assert.ThrowsAsync<TimeoutException>(() => _clock.RunAsync(() => new TaskCompletionSource().Task));

        Assert.Contains("did not end within 0.05 s of real time", exception.Message, StringComparison.Ordinal);
        Assert.Contains("no timer is set", exception.Message, StringComparison.Ordinal);
        Assert.Contains("0 threads execute", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ThatBlocksOnATimer_IsGivenUpToo()
    {
        _clock.Watchdog = TimeSpan.FromMilliseconds(500);

        var exception = await Assert.ThrowsAsync<TimeoutException>(() => _clock.RunAsync(() =>
        {
            Task.Delay(TimeSpan.FromSeconds(1), _clock).Wait();
            return Task.CompletedTask;
        }));

        Assert.Contains("1 threads execute", exception.Message, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Run_ThatPollsForEver_IsGivenUpToo()
    {
        _clock.Watchdog = TimeSpan.FromMilliseconds(50);
        using var end = new CancellationTokenSource();

        var exception = await Assert.ThrowsAsync<TimeoutException>(() => _clock.RunAsync(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), _clock);
            }
        }));

        await end.CancelAsync();
        Assert.Contains("again and again", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WaitingForAThreadOutside_GoesOnWhenThatSetsATimer()
    {
        using var started = new ManualResetEventSlim();
        var outside = new TaskCompletionSource();

        var run = _clock.RunAsync(() =>
        {
            started.Set();
            return outside.Task;
        });
        started.Wait(TestContext.Current.CancellationToken);
        await WaitForThreadPoolAsync();
        using var timer = _clock.CreateTimer(_ => outside.SetResult(), null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        await run;

        Assert.Equal(TimeSpan.FromMinutes(1), _clock.GetElapsedTime(0));
    }

    /// <summary>Gives the clock's thread the opportunity to make a mistake.</summary>
    private static async Task WaitForThreadPoolAsync()
    {
        for (var hop = 0; hop < 200; hop++)
        {
            await Task.Yield();
            Thread.SpinWait(500);
        }
    }
}
