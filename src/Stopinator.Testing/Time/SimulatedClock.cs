namespace Stopinator.Testing;

/// <summary>
/// A clock that stands still until it is moved: <see cref="Advance"/> moves it by hand, and <see cref="RunAsync(Func{Task})"/> moves it
/// whenever the code it runs has nothing left to do but wait.
/// </summary>
/// <remarks>
/// <para>
/// Timers fire in order of their due time, each seeing the clock at exactly that time; timers due together fire in the order in
/// which they were set. <see cref="Task.Delay(TimeSpan, TimeProvider)"/>, <see cref="CancellationTokenSource"/> and
/// <see cref="PeriodicTimer"/> work on this clock through their overloads that take a <see cref="TimeProvider"/>.
/// </para>
/// <para>
/// A callback runs on the thread that moves the clock, without a synchronization context, so that what waits for a timer usually
/// continues at once and in the same place. A callback that throws makes the move throw.
/// </para>
/// </remarks>
/// <threadsafety>All members may be used from any thread.</threadsafety>
public sealed partial class SimulatedClock : TimeProvider
{
    private static readonly DateTimeOffset DefaultStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly SortedSet<SimulatedTimer> _timers = new(SimulatedTimer.ByDueTime);
    private readonly DateTimeOffset _start;
    private TimeSpan _elapsed;
    private long _timersSet;

    /// <summary>Creates a clock that stands at the given time.</summary>
    /// <param name="start">The first time shown; by default 2026-01-01T00:00:00Z.</param>
    public SimulatedClock(DateTimeOffset? start = null) => _start = (start ?? DefaultStart).ToUniversalTime();

    /// <summary>The local time zone, which is always UTC, so that a test means the same on every machine.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>The frequency of timestamps. They count ticks of 100 ns since the clock was created.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The number of timers that are waiting to fire.</summary>
    public int PendingTimers
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <summary>Moves the clock forward, and fires every timer that falls due on the way.</summary>
    /// <param name="by">The time to move; zero fires the timers that are due now.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(Elapsed + by);
    }

    /// <summary>Moves the clock forward to a given time, and fires every timer that falls due on the way.</summary>
    /// <param name="utcNow">The time to show.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time lies in the clock's past; the clock never runs backwards.</exception>
    public void SetUtcNow(DateTimeOffset utcNow)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(utcNow, GetUtcNow());
        AdvanceTo(utcNow - _start);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Queues a timer, or removes it when <paramref name="dueTime"/> is infinite.</summary>
    internal void Set(SimulatedTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Enqueue(timer, _elapsed + dueTime, period);
            }
        }
    }

    private TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                return _elapsed;
            }
        }
    }

    private void AdvanceTo(TimeSpan target)
    {
        while (TakeNext(target) is { } timer)
        {
            Fire(timer);
        }
    }

    /// <summary>
    /// Moves the clock to the next timer due no later than the target, and takes that timer. Otherwise moves the clock to the target.
    /// </summary>
    private SimulatedTimer? TakeNext(TimeSpan target)
    {
        lock (_gate)
        {
            if (_timers.Min is not { } next || next.Due > target)
            {
                MoveTo(target);
                return null;
            }

            MoveTo(next.Due);
            _timers.Remove(next);
            if (next.Period > TimeSpan.Zero)
            {
                Enqueue(next, next.Due + next.Period, next.Period);
            }

            return next;
        }
    }

    private void MoveTo(TimeSpan time) => _elapsed = time > _elapsed ? time : _elapsed;

    private void Enqueue(SimulatedTimer timer, TimeSpan due, TimeSpan period)
    {
        timer.Schedule(due, period, ++_timersSet);
        _timers.Add(timer);
    }

    private static void Fire(SimulatedTimer timer)
    {
        // With a synchronization context in place, code that awaits the timer would be posted instead of continuing right here.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            timer.Fire();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
