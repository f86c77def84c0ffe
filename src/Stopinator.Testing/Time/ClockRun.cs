namespace Stopinator.Testing;

/// <summary>
/// One call of <see cref="SimulatedClock.RunAsync{T}(Func{Task{T}})"/>: a thread that calls the function and then moves the clock.
/// </summary>
internal sealed class ClockRun<T>(SimulatedClock clock, Func<Task<T>> function)
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Task<T>? _task;
    private volatile bool _abandoned;

    private bool IsOver => _abandoned || _task!.IsCompleted;

    public async Task<T> StartAsync(TimeSpan watchdog)
    {
        // A separate thread outside the pool: the code may block it, and items that it queues stay in order.
        new Thread(Run) { IsBackground = true, Name = nameof(SimulatedClock) }.Start();

        using var finished = new CancellationTokenSource();
        var patience = Task.Delay(watchdog, TimeProvider.System, finished.Token);
        if (await Task.WhenAny(_result.Task, patience).ConfigureAwait(false) == patience)
        {
            _abandoned = true;
            throw new TimeoutException(
                $"The function did not end within {watchdog.TotalSeconds:0.###} s of real time. {clock.Describe()} "
                + "If no timer is set, it waits for something the clock knows nothing about; if threads execute, they may be blocked; "
                + "if timers are set, it may be waiting for them again and again.");
        }

        await finished.CancelAsync().ConfigureAwait(false);
        return await _result.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        try
        {
            _task = ClockScope.Call(clock.Activity, function);
            while (!IsOver)
            {
                clock.Activity.WaitUntilQuiet(() => IsOver);
                if (!IsOver && !clock.JumpToNextTimer())
                {
                    clock.Activity.WaitForArrival(() => IsOver || clock.PendingTimers > 0);
                }
            }

            if (_task.IsCompleted)
            {
                _result.SetFromTask(_task);
            }
        }
#pragma warning disable CA1031 // Whatever the function or a timer's callback throws belongs to the caller of RunAsync.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _result.TrySetException(exception);
        }
    }
}
