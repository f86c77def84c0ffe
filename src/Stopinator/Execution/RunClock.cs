namespace Stopinator.Execution;

/// <summary>
/// The clock of a service. While a plan is made or executed, it counts from the time of day at the start, so that a step of the machine's
/// clock changes neither a wait nor a deadline. At other times it shows the time of day.
/// </summary>
internal sealed class RunClock(TimeProvider time) : TimeProvider
{
    private readonly Lock _gate = new();
    private DateTimeOffset _start;
    private long _startTimestamp;
    private int _runs;

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override long TimestampFrequency => time.TimestampFrequency;

    /// <summary>Begins a run, which ends when the result is disposed. Runs at the same time count from the start of the first.</summary>
    public IDisposable Begin()
    {
        lock (_gate)
        {
            if (_runs++ == 0)
            {
                (_start, _startTimestamp) = (time.GetUtcNow(), time.GetTimestamp());
            }
        }

        return new Run(this);
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _runs == 0 ? time.GetUtcNow() : _start + time.GetElapsedTime(_startTimestamp);
        }
    }

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);

    private void End()
    {
        lock (_gate)
        {
            _runs--;
        }
    }

    /// <summary>A run that is under way.</summary>
    private sealed class Run(RunClock clock) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
            {
                clock.End();
            }
        }
    }
}
