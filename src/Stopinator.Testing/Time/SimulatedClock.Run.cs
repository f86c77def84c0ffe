using System.Diagnostics;

namespace Stopinator.Testing;

/// <content>Running code to its end while the clock jumps over every wait.</content>
public sealed partial class SimulatedClock
{
    private readonly ClockActivity _activity = new();
    private int _running;

    /// <summary>
    /// The real time that one call of <see cref="RunAsync(Func{Task})"/> may take before it gives up. By default one minute;
    /// <see cref="Timeout.InfiniteTimeSpan"/> for no limit. The time is not counted while a debugger is attached.
    /// </summary>
    public TimeSpan Watchdog { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The activity that has to be idle, besides the thread pool, before the clock may jump, e.g. a loopback endpoint on this clock.
    /// </summary>
    internal ClockActivity Activity => _activity;

    /// <summary>
    /// Runs a function to its end. Whenever the function has nothing left to do but wait, the clock jumps to the next timer. Hours of
    /// back-off and polling therefore take no time, and happen in the same order each time.
    /// </summary>
    /// <param name="function">The code to run, which may start any number of parallel flows.</param>
    /// <returns>A task that completes when the function's task completes.</returns>
    /// <remarks>
    /// <para>
    /// The function is called on a thread of its own. A jump happens only when no thread executes code of the function (this is
    /// counted, wherever the execution context flows), nobody holds the clock (see <see cref="Hold"/>), and round trips through the
    /// thread pool, and through the loopback of every endpoint that runs on this clock, have brought nothing to light.
    /// Then one timer fires, and the waiting begins anew.
    /// </para>
    /// <para>
    /// Real waiting that the clock cannot know about (a file, another process, an endpoint with another clock) has to hold the clock.
    /// Blocking on a timer of this clock instead of awaiting it is a deadlock.
    /// </para>
    /// </remarks>
    /// <exception cref="TimeoutException">The function did not end within <see cref="Watchdog"/>.</exception>
    /// <exception cref="InvalidOperationException">The clock is running another function already.</exception>
    public Task RunAsync(Func<Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return RunAsync(async () =>
        {
            await function().ConfigureAwait(false);
            return true;
        });
    }

    /// <inheritdoc cref="RunAsync(Func{Task})"/>
    /// <typeparam name="T">The type of the function's result.</typeparam>
    public async Task<T> RunAsync<T>(Func<Task<T>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (Interlocked.Exchange(ref _running, 1) != 0)
        {
            throw new InvalidOperationException("This clock is running a function already; one clock runs one function at a time.");
        }

        var run = new ClockRun<T>(this, function);
        try
        {
            return await run.StartAsync(Debugger.IsAttached ? Timeout.InfiniteTimeSpan : Watchdog).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    /// <summary>Keeps <see cref="RunAsync(Func{Task})"/> from jumping while real work is in progress.</summary>
    /// <returns>The hold, which is released by disposing it. Holds may overlap; the clock is free when all are disposed.</returns>
    /// <remarks><see cref="Advance"/> and <see cref="SetUtcNow"/> are explicit and ignore holds.</remarks>
    public IDisposable Hold() => _activity.Hold();

    /// <summary>Jumps to the next timer and fires it.</summary>
    /// <returns>True when there was a timer.</returns>
    internal bool JumpToNextTimer()
    {
        if (TakeNext(NextDue ?? Elapsed) is not { } timer)
        {
            return false;
        }

        Fire(timer);
        return true;
    }

    private TimeSpan? NextDue
    {
        get
        {
            lock (_gate)
            {
                return _timers.Min?.Due;
            }
        }
    }

    /// <summary>Describes the state of the clock, for the message of a run that gave up.</summary>
    internal string Describe()
    {
        var next = NextDue;
        var timers = next is null ? "no timer is set" : $"{PendingTimers} timers are set, the next for {_start + next:O}";
        return $"The clock shows {GetUtcNow():O}; {timers}; {_activity.Describe()}";
    }
}
