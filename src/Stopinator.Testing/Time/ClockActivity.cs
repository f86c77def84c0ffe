namespace Stopinator.Testing;

/// <summary>Counts what goes on around a clock, and waits until nothing does.</summary>
internal sealed class ClockActivity
{
    private static readonly TimeProvider RealTime = TimeProvider.System;

    /// <summary>Quiet looks in a row before the clock may jump.</summary>
    private const int QuietLooks = 3;

    /// <summary>
    /// A thread that is about to enter cannot be seen; on a busy machine it may be kept waiting for a while. The slower the round
    /// trips, the busier the machine, and the longer the quiet has to last: this many times the slowest trip.
    /// </summary>
    private const int QuietTrips = 4;

    /// <summary>Work waiting in the pool may be anybody's: after so many looks it is taken to be somebody else's.</summary>
    private const int LooksAtBusyPool = 50;

    private readonly object _change = new();
    private readonly List<Func<Task>> _roundTrips = [];
    private int _executing;
    private int _holds;
    private long _arrivals;

    private bool IsQuiet => Volatile.Read(ref _executing) == 0 && Volatile.Read(ref _holds) == 0;

    public void Enter()
    {
        Interlocked.Increment(ref _arrivals);
        Interlocked.Increment(ref _executing);
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _executing) == 0)
        {
            Changed();
        }
    }

    public IDisposable Hold()
    {
        Interlocked.Increment(ref _arrivals);
        Interlocked.Increment(ref _holds);
        return new ClockHold(this);
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holds) == 0)
        {
            Changed();
        }
    }

    /// <summary>Wakes whoever waits for a change.</summary>
    public void Changed()
    {
        lock (_change)
        {
            Monitor.PulseAll(_change);
        }
    }

    /// <summary>Adds a way to flush out what is on its way to the code of a run, e.g. a request to an endpoint.</summary>
    public void AddRoundTrip(Func<Task> roundTrip)
    {
        lock (_change)
        {
            _roundTrips.Add(roundTrip);
        }
    }

    public void RemoveRoundTrip(Func<Task> roundTrip)
    {
        lock (_change)
        {
            _roundTrips.Remove(roundTrip);
        }
    }

    /// <summary>Waits until nothing goes on any more, or until the run is over.</summary>
    public void WaitUntilQuiet(Func<bool> isOver)
    {
        while (!isOver())
        {
            WaitWhile(() => !IsQuiet && !isOver());
            if (StaysQuiet(isOver))
            {
                return;
            }
        }
    }

    /// <summary>Waits, with nothing to do and no timer to jump to, for whatever comes from outside.</summary>
    public void WaitForArrival(Func<bool> isOver, Func<bool> hasTimer)
    {
        var arrivals = Volatile.Read(ref _arrivals);
        WaitWhile(() => Volatile.Read(ref _arrivals) == arrivals && !isOver() && !hasTimer());
    }

    public string Describe() => $"{Volatile.Read(ref _executing)} threads execute its code, {Volatile.Read(ref _holds)} holds are in place.";

    private bool StaysQuiet(Func<bool> isOver)
    {
        var arrivals = Volatile.Read(ref _arrivals);
        var since = RealTime.GetTimestamp();
        var slowest = TimeSpan.Zero;
        for (var look = 1; ; look++)
        {
            if (!IsQuiet || Volatile.Read(ref _arrivals) != arrivals || isOver())
            {
                return false;
            }

            var poolIsIdle = ThreadPool.PendingWorkItemCount == 0 || look > LooksAtBusyPool;
            if (look > QuietLooks && poolIsIdle && RealTime.GetElapsedTime(since) >= slowest * QuietTrips)
            {
                return true;
            }

            var departure = RealTime.GetTimestamp();
            MakeRoundTrips();
            var trip = RealTime.GetElapsedTime(departure);
            slowest = trip > slowest ? trip : slowest;
        }
    }

    private void MakeRoundTrips()
    {
        // The thread that waits here is not one of the pool, so this item lines up behind everything it has queued before.
        using var arrived = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(static arrived => arrived.Set(), arrived, preferLocal: false);
        arrived.Wait();

        Func<Task>[] others;
        lock (_change)
        {
            others = [.. _roundTrips];
        }

        foreach (var roundTrip in others)
        {
            roundTrip().GetAwaiter().GetResult();
        }
    }

    private void WaitWhile(Func<bool> condition)
    {
        lock (_change)
        {
            while (condition())
            {
                Monitor.Wait(_change);
            }
        }
    }
}
