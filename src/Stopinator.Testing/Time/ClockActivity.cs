namespace Stopinator.Testing;

/// <summary>Counts what goes on around a clock, and waits until nothing does.</summary>
/// <remarks>
/// Counting takes no lock and wakes nobody: a thread that has been counted out must be on its way to its next piece of work at once,
/// not be kept where it cannot be seen. So the one that waits has to look again and again.
/// </remarks>
internal sealed class ClockActivity
{
    private static readonly TimeProvider RealTime = TimeProvider.System;

    /// <summary>How long to wait for a pool without any work before taking what keeps it busy for somebody else's.</summary>
    private static readonly TimeSpan PatienceWithPool = TimeSpan.FromMilliseconds(1);

    /// <summary>How many round trips must bring nothing to light.</summary>
    private const int QuietTrips = 3;

    /// <summary>
    /// In a busy pool a thread may be kept waiting between taking work and entering it, where it cannot be seen. The slower the round
    /// trips, the busier the machine: quiet has to last this many times the slowest trip.
    /// </summary>
    private const int QuietLength = 4;

    /// <summary>How often to look without sleeping in between: long enough for a request to come back over loopback.</summary>
    private const int EagerLooks = 100;

    /// <summary>The same for a pool that should be idle at once: whoever is not needs the processor more than this thread does.</summary>
    private const int EagerLooksAtPool = 20;

    private readonly Lock _gate = new();
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

    public void Leave() => Interlocked.Decrement(ref _executing);

    public IDisposable Hold()
    {
        Interlocked.Increment(ref _arrivals);
        Interlocked.Increment(ref _holds);
        return new ClockHold(this);
    }

    public void Release() => Interlocked.Decrement(ref _holds);

    /// <summary>Adds a way to flush out what is on its way to the code of a run, e.g. a request to an endpoint.</summary>
    public void AddRoundTrip(Func<Task> roundTrip)
    {
        lock (_gate)
        {
            _roundTrips.Add(roundTrip);
        }
    }

    public void RemoveRoundTrip(Func<Task> roundTrip)
    {
        lock (_gate)
        {
            _roundTrips.Remove(roundTrip);
        }
    }

    /// <summary>Waits until nothing goes on any more, or until the run is over.</summary>
    public void WaitUntilQuiet(Func<bool> isOver)
    {
        do
        {
            WaitUntil(() => IsQuiet || isOver());
        }
        while (!isOver() && !StaysQuiet(isOver));
    }

    /// <summary>Waits, with nothing to do and no timer to jump to, for whatever comes from outside.</summary>
    public void WaitForArrival(Func<bool> isOver)
    {
        var arrivals = Volatile.Read(ref _arrivals);
        WaitUntil(() => Volatile.Read(ref _arrivals) != arrivals || isOver());
    }

    public string Describe() =>
        $"{Volatile.Read(ref _executing)} threads execute its code, {Volatile.Read(ref _holds)} holds are in place.";

    private bool StaysQuiet(Func<bool> isOver)
    {
        Func<Task>[] roundTrips;
        lock (_gate)
        {
            roundTrips = [.. _roundTrips];
        }

        var arrivals = Volatile.Read(ref _arrivals);
        bool StillQuiet() => IsQuiet && Volatile.Read(ref _arrivals) == arrivals && !isOver();

        // The pool first, so that what it is about to send has been sent; then round trips behind it; then what they have brought.
        if (!PoolIsDone(StillQuiet))
        {
            return false;
        }

        // In a pool that others keep busy, a round trip may overtake what it is to flush out: then one is not enough.
        for (var trip = 0; trip < QuietTrips && roundTrips.Length > 0; trip++)
        {
            if (!Array.TrueForAll(roundTrips, MakeRoundTrip) || !PoolIsDone(StillQuiet))
            {
                return false;
            }

            if (PoolIsIdle() && StillQuiet())
            {
                return true;
            }
        }

        return StillQuiet();
    }

    private static bool MakeRoundTrip(Func<Task> roundTrip)
    {
        roundTrip().GetAwaiter().GetResult();
        return true;
    }

    private static bool PoolIsDone(Func<bool> stillQuiet)
    {
        // With nothing queued in the pool and nothing being worked on, nothing can happen any more: this is exact.
        var since = RealTime.GetTimestamp();
        WaitUntil(() => PoolIsIdle() || !stillQuiet() || RealTime.GetElapsedTime(since) > PatienceWithPool, EagerLooksAtPool);
        return stillQuiet() && (PoolIsIdle() || PoolHidesNothing(stillQuiet)) && stillQuiet();
    }

    /// <summary>The second best: trips through a pool that others keep busy. This is very probable, not certain.</summary>
    private static bool PoolHidesNothing(Func<bool> stillQuiet)
    {
        var since = RealTime.GetTimestamp();
        var slowest = TimeSpan.Zero;
        for (var trip = 0; trip < QuietTrips || RealTime.GetElapsedTime(since) < slowest * QuietLength; trip++)
        {
            var departure = RealTime.GetTimestamp();
            MakePoolTrip();
            var duration = RealTime.GetElapsedTime(departure);
            slowest = duration > slowest ? duration : slowest;
            if (!stillQuiet())
            {
                return false;
            }
        }

        return true;
    }

    private static void MakePoolTrip()
    {
        // The thread that waits here is not one of the pool, so this item lines up behind everything it has queued before.
        // The event is not disposed of, because the one who sets it may still be busy with it when the wait is over.
        var arrived = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(static arrived => arrived.Set(), arrived, preferLocal: false);
        arrived.Wait();
    }

    private static bool PoolIsIdle()
    {
        if (ThreadPool.PendingWorkItemCount > 0)
        {
            return false;
        }

        ThreadPool.GetAvailableThreads(out var available, out _);
        ThreadPool.GetMaxThreads(out var all, out _);
        return available == all;
    }

    private static void WaitUntil(Func<bool> condition, int eagerLooks = EagerLooks)
    {
        var spin = default(SpinWait);
        while (!condition())
        {
            spin.SpinOnce(eagerLooks);
        }
    }
}
