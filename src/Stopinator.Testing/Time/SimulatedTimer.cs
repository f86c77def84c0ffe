namespace Stopinator.Testing;

/// <summary>A timer of a <see cref="SimulatedClock"/>, with the rules of <see cref="Timer"/>.</summary>
internal sealed class SimulatedTimer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
{
    /// <summary>Compares timers by due time, and timers due together by the order in which they were set.</summary>
    public static readonly IComparer<SimulatedTimer> ByDueTime = Comparer<SimulatedTimer>.Create(static (a, b) =>
    {
        var byTime = a.Due.CompareTo(b.Due);
        return byTime != 0 ? byTime : a._order.CompareTo(b._order);
    });

    /// <summary>The longest due time and period that <see cref="Timer"/> accepts.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

#pragma warning disable CA2213 // A captured context is immutable and shared; disposing it does nothing.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
#pragma warning restore CA2213
    private volatile bool _disposed;
    private long _order;

    /// <summary>The due time, counted from the clock's start.</summary>
    public TimeSpan Due { get; private set; }

    /// <summary>The time after which the timer fires again; zero or infinite for never.</summary>
    public TimeSpan Period { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowIfOutOfRange(dueTime, nameof(dueTime));
        ThrowIfOutOfRange(period, nameof(period));
        if (_disposed)
        {
            return false;
        }

        clock.Set(this, dueTime, period);
        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        clock.Set(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Called by the clock under its lock, while the timer is not queued.</summary>
    public void Schedule(TimeSpan due, TimeSpan period, long order) => (Due, Period, _order) = (due, period, order);

    /// <summary>Calls back in the execution context in which the timer was created, as <see cref="Timer"/> does.</summary>
    public void Fire()
    {
        if (_context is null)
        {
            callback(state);
        }
        else
        {
            ExecutionContext.Run(_context, static timer => ((SimulatedTimer)timer!).CallBack(), this);
        }
    }

    private void CallBack() => callback(state);

    private static void ThrowIfOutOfRange(TimeSpan value, string name)
    {
        if (value != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Longest, name);
        }
    }
}
