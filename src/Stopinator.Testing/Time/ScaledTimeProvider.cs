namespace Stopinator.Testing;

/// <summary>A clock that runs faster or slower than another one. A change of its speed never turns it back.</summary>
internal sealed class ScaledTimeProvider(TimeProvider inner) : TimeProvider
{
    public const double MaxSpeed = 100_000;

    private readonly Lock _gate = new();
    private long _start = inner.GetTimestamp();
    private DateTimeOffset _startTime = inner.GetUtcNow();
    private TimeSpan _elapsedBefore;
    private double _speed = 1;

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The number of seconds that pass here in a second of the other clock, above zero.</summary>
    public double Speed
    {
        get
        {
            lock (_gate)
            {
                return _speed;
            }
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            lock (_gate)
            {
                var passed = Passed();
                _elapsedBefore += passed;
                _startTime += passed;
                _start = inner.GetTimestamp();
                _speed = value;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _startTime + Passed();
        }
    }

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return (_elapsedBefore + Passed()).Ticks;
        }
    }

    /// <summary>Creates a timer. Its times are those of the speed at its creation.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, Scale(dueTime), Scale(period));

    private TimeSpan Passed() => inner.GetElapsedTime(_start) * _speed;

    private TimeSpan Scale(TimeSpan time) => time <= TimeSpan.Zero ? time : time / Speed;
}
