namespace Stopinator.Testing;

/// <summary>Marks the code of a run. The mark follows the execution context, and each thread that picks it up is counted.</summary>
internal static class ClockScope
{
    private static readonly AsyncLocal<ClockActivity?> Current = new(OnChanged);

    private static int Threads;
    private static long Arrivals;

    /// <summary>The number of threads of the pool that execute the code of any run of the process.</summary>
    public static int PoolThreads => Volatile.Read(ref Threads);

    /// <summary>The number of times that a thread of the pool began to execute the code of a run.</summary>
    public static long PoolArrivals => Volatile.Read(ref Arrivals);

    /// <summary>Calls a function inside the scope. Its continuations run in the scope, too.</summary>
    public static T Call<T>(ClockActivity activity, Func<T> function)
    {
        var outer = Current.Value;
        Current.Value = activity;
        try
        {
            return function();
        }
        finally
        {
            Current.Value = outer;
        }
    }

    private static void OnChanged(AsyncLocalValueChangedArgs<ClockActivity?> change)
    {
        // Enter comes first: the count must not reach zero between two flows of the same run. A thread is counted among those of the pool
        // for no longer than its run counts it.
        change.CurrentValue?.Enter();
        if (Thread.CurrentThread.IsThreadPoolThread)
        {
            CountPoolThread(change.PreviousValue is not null, change.CurrentValue is not null);
        }

        change.PreviousValue?.Leave();
    }

    private static void CountPoolThread(bool wasCounted, bool isCounted)
    {
        if (isCounted && !wasCounted)
        {
            Interlocked.Increment(ref Arrivals);
            Interlocked.Increment(ref Threads);
        }
        else if (wasCounted && !isCounted)
        {
            Interlocked.Decrement(ref Threads);
        }
    }
}
