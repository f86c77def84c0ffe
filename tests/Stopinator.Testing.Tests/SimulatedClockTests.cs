namespace Stopinator.Testing.Tests;

public sealed class SimulatedClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SimulatedClock _clock = new();

    [Fact]
    public void Clock_AtFirst_ShowsItsStart()
    {
        var other = new SimulatedClock(new DateTimeOffset(2030, 5, 6, 7, 0, 0, TimeSpan.FromHours(2)));

        Assert.Equal(Start, _clock.GetUtcNow());
        Assert.Equal(new DateTimeOffset(2030, 5, 6, 5, 0, 0, TimeSpan.Zero), other.GetUtcNow());
        Assert.Equal((TimeSpan.Zero, TimeZoneInfo.Utc), (other.GetUtcNow().Offset, other.LocalTimeZone));
    }

    [Fact]
    public void Advance_MovesTimeAndTimestampTogether()
    {
        var before = _clock.GetTimestamp();

        _clock.Advance(TimeSpan.FromSeconds(1.5));

        Assert.Equal(Start.AddSeconds(1.5), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(1.5), _clock.GetElapsedTime(before));
    }

    [Fact]
    public void SetUtcNow_MovesForwardOnly()
    {
        _clock.SetUtcNow(Start.AddDays(1));

        Assert.Equal(Start.AddDays(1), _clock.GetUtcNow());
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.SetUtcNow(Start));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void Timers_FireInOrderOfDueTime_EachSeeingItsOwn()
    {
        var fired = new List<string>();
        using var third = Once("c", 3);
        using var first = Once("a", 1);
        using var alsoThird = Once("d", 3);
        using var second = Once("b", 2);

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["a 1", "b 2", "c 3", "d 3"], fired);
        Assert.Equal(Start.AddSeconds(10), _clock.GetUtcNow());

        ITimer Once(string name, int seconds) => _clock.CreateTimer(
            _ => fired.Add($"{name} {_clock.GetElapsedTime(0).TotalSeconds}"),
            null,
            TimeSpan.FromSeconds(seconds),
            Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void Timer_DueNow_FiresAtTheNextMoveEvenOfZero()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        var atOnce = fired;

        _clock.Advance(TimeSpan.Zero);
        _clock.Advance(TimeSpan.Zero);

        Assert.Equal((0, 1), (atOnce, fired));
    }

    [Fact]
    public void Timer_WithPeriod_FiresAtEachMultiple()
    {
        var times = new List<double>();
        using var timer = _clock.CreateTimer(
            _ => times.Add(_clock.GetElapsedTime(0).TotalSeconds), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        _clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal([1, 3, 5], times);
        Assert.Equal(1, _clock.PendingTimers);
    }

    [Fact]
    public void Timer_Changed_ForgetsItsOldPlan()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        Assert.True(timer.Change(TimeSpan.FromSeconds(5), TimeSpan.Zero));
        _clock.Advance(TimeSpan.FromSeconds(4));
        var before = fired;
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((0, 1, 0), (before, fired, _clock.PendingTimers));
    }

    [Fact]
    public void Timer_Disposed_NeverFires()
    {
        var fired = 0;
        var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        timer.Dispose();
        timer.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((0, 0, false), (fired, _clock.PendingTimers, timer.Change(TimeSpan.Zero, TimeSpan.Zero)));
    }

    [Fact]
    public async Task Timer_DisposedInItsCallback_StopsThere()
    {
        var fired = 0;
        ITimer? timer = null;
        timer = _clock.CreateTimer(
            _ =>
            {
                fired++;
                timer!.Dispose();
            },
            null,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(1));

        _clock.Advance(TimeSpan.FromSeconds(10));
        await timer.DisposeAsync();

        Assert.Equal(1, fired);
    }

    [Fact]
    public void Timer_SetInACallback_FiresWithinTheSameMove()
    {
        var times = new List<double>();
        ITimer? timer = null;
        timer = _clock.CreateTimer(_ => Again(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(3));
        timer.Dispose();

        Assert.Equal([1, 2, 3], times);

        void Again()
        {
            times.Add(_clock.GetElapsedTime(0).TotalSeconds);
            timer!.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        }
    }

    [Fact]
    public void Timer_AdvancingTheClockItself_NeverTurnsItBack()
    {
        using var timer = _clock.CreateTimer(
            _ => _clock.Advance(TimeSpan.FromHours(1)),
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1), _clock.GetElapsedTime(0));
    }

    [Fact]
    public void Timer_ThatThrows_MakesTheMoveThrow()
    {
        using var timer = _clock.CreateTimer(
            _ => throw new InvalidOperationException("boom"),
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);

        Assert.Throws<InvalidOperationException>(() => _clock.Advance(TimeSpan.FromSeconds(2)));
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(4294967295)]
    public void Timer_WithImpossibleTimes_IsRefusedAsBySystemTimers(long milliseconds)
    {
        var time = TimeSpan.FromMilliseconds(milliseconds);

        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.CreateTimer(_ => { }, null, time, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.CreateTimer(_ => { }, null, TimeSpan.Zero, time));
        Assert.Throws<ArgumentNullException>(() => _clock.CreateTimer(null!, null, TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public void Timer_RunsInTheContextOfItsCreator()
    {
        var local = new AsyncLocal<string>();
        var seen = "";
        local.Value = "creator";
        using var timer = _clock.CreateTimer(_ => seen = local.Value, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        local.Value = "mover";

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(("creator", "mover"), (seen, local.Value));
    }

    [Fact]
    public async Task Delay_OnTheClock_ContinuesInline()
    {
        var thread = 0;
        var flow = FlowAsync();

        _clock.Advance(TimeSpan.FromSeconds(5));
        var completed = flow.IsCompleted;
        await flow;

        Assert.True(completed);
        Assert.NotEqual(0, thread);

        async Task FlowAsync()
        {
            await Task.Delay(TimeSpan.FromSeconds(5), _clock).ConfigureAwait(false);
            thread = Environment.CurrentManagedThreadId;
        }
    }

    [Fact]
    public void CancellationTokenSource_OnTheClock_CancelsInTime()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(5), _clock);

        _clock.Advance(TimeSpan.FromSeconds(4.9));
        var before = source.IsCancellationRequested;
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal((false, true), (before, source.IsCancellationRequested));
    }

    [Fact]
    public async Task PeriodicTimer_OnTheClock_Ticks()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10), _clock);

        for (var tick = 1; tick <= 3; tick++)
        {
            var next = timer.WaitForNextTickAsync();
            Assert.False(next.IsCompleted);
            _clock.Advance(TimeSpan.FromSeconds(10));
            Assert.True(await next);
        }
    }
}
