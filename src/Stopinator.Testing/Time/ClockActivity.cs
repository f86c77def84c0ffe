namespace Stopinator.Testing;

/// <summary>Counts the activity around a clock, and waits until there is none.</summary>
/// <remarks>
/// Counting takes no lock and wakes no thread. A thread that has been counted out must proceed to its next piece of work at once, and must
/// not be kept where it cannot be seen. The waiting thread therefore has to poll.
/// </remarks>
internal sealed class ClockActivity
{
    private static readonly TimeProvider RealTime = TimeProvider.System;

    /// <summary>
    /// The time to wait for a pool that hides nothing. After it, code outside all runs is assumed to keep the pool busy. On a busy machine,
    /// a thread that has taken work may stand still for nearly this time before it enters the work.
    /// </summary>
    private static readonly TimeSpan MostPatience = TimeSpan.FromMilliseconds(50);

    /// <summary>The lower bound of the wait, which is halved each time that it ends with a busy pool.</summary>
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(1);

    /// <summary>The number of round trips that must find no activity.</summary>
    private const int QuietTrips = 3;

    /// <summary>
    /// The factor by which quiet has to outlast the slowest round trip: the slower the round trips, the busier the machine. In a busy pool,
    /// a thread may be delayed between taking work and entering it, where it cannot be seen.
    /// </summary>
    private const int QuietLength = 4;

    /// <summary>The number of looks without sleeping in between: enough for a request to return over loopback.</summary>
    private const int EagerLooks = 100;

    /// <summary>
    /// The number of looks without sleeping at a pool that should hide nothing at once. A pool with other work needs the processor more
    /// than this thread does.
    /// </summary>
    private const int EagerLooksAtPool = 20;

    // All runs of the process share the pool, and learn together how long its other activity lasts.
    private static long Patience = MostPatience.Ticks;

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

    /// <summary>Adds a round trip that flushes out activity on its way to the code of a run, e.g. a request to an endpoint.</summary>
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

    /// <summary>Waits until there is no activity, or until the run is over.</summary>
    public void WaitUntilQuiet(Func<bool> isOver)
    {
        do
        {
            WaitUntil(() => IsQuiet || isOver());
        }
        while (!isOver() && !StaysQuiet(isOver));
    }

    /// <summary>Waits for an arrival from outside when there is nothing to do and no timer to jump to.</summary>
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

        // The pool comes first, so that its pending requests have been sent; then the round trips behind them; then the work that they have
        // brought.
        if (!PoolIsDone(StillQuiet))
        {
            return false;
        }

        // In a pool that other code keeps busy, a round trip may overtake the requests it has to flush out, so one trip is not enough.
        for (var trip = 0; trip < QuietTrips && roundTrips.Length > 0; trip++)
        {
            if (!Array.TrueForAll(roundTrips, MakeRoundTrip) || !PoolIsDone(StillQuiet))
            {
                return false;
            }

            if (PoolHidesNothing() && StillQuiet())
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
        var since = RealTime.GetTimestamp();
        var patience = TimeSpan.FromTicks(Volatile.Read(ref Patience));
        WaitUntil(() => PoolHidesNothing() || !stillQuiet() || RealTime.GetElapsedTime(since) > patience, EagerLooksAtPool);
        if (!stillQuiet())
        {
            return false;
        }

        // With nothing queued in the pool and nothing hidden in it, nothing can happen any more.
        if (PoolHidesNothing())
        {
            Volatile.Write(ref Patience, MostPatience.Ticks);
            return stillQuiet();
        }

        Volatile.Write(ref Patience, Math.Max(LeastPatience.Ticks, patience.Ticks / 2));
        return PoolSeemsToHideNothing(stillQuiet) && stillQuiet();
    }

    /// <summary>
    /// Makes trips through a pool that code outside all runs keeps busy. The second-best check: its result is very probable, not certain.
    /// </summary>
    private static bool PoolSeemsToHideNothing(Func<bool> stillQuiet)
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
        // The waiting thread does not belong to the pool, so this item queues behind everything that the pool has queued before. The event
        // is not disposed, because the thread that sets it may still use it when the wait is over.
        var arrived = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(static arrived => arrived.Set(), arrived, preferLocal: false);
        arrived.Wait();
    }

    /// <summary>
    /// Returns true when nothing is queued in the pool, and each of its busy threads is seen to execute the code of a run. This check is
    /// exact.
    /// </summary>
    private static bool PoolHidesNothing()
    {
        var arrivals = ClockScope.PoolArrivals;
        if (ThreadPool.PendingWorkItemCount > 0)
        {
            return false;
        }

        ThreadPool.GetAvailableThreads(out var available, out _);
        ThreadPool.GetMaxThreads(out var all, out _);

        // The counts of the runs are read last. Without an arrival in between, no later thread stands in for a busy one that is not seen.
        return all - available <= ClockScope.PoolThreads && ClockScope.PoolArrivals == arrivals;
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
