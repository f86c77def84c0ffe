namespace Stopinator.RateLimits;

/// <summary>
/// One of EC2's token buckets, as far as it can be known from outside. Tokens are reserved: the level may fall below nothing, and who
/// made it so waits until it is back.
/// </summary>
/// <remarks>Not safe for several threads; <see cref="ActionRateLimit"/> is.</remarks>
internal sealed class TokenBucket
{
    /// <summary>
    /// A full bucket does not refill. EC2's is full until a call arrives, so what is counted here from the start of a call begins to
    /// come in only when the call has arrived.
    /// </summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(0.5);

    // What a throttled call takes off the refill, what an accepted one gives back of the original, and where the first ends.
    // A tenth against a hundredth: when somebody else takes half, about one call in six is throttled and little is left unused.
    private const double Decrease = 0.9;
    private const double Increase = 0.01;
    private const double Least = 0.05;

    private readonly double _capacity;
    private readonly double _fullRefill;
    private readonly TimeProvider _time;
    private long _asOf;

    public TokenBucket(double capacity, double refill, TimeProvider time)
    {
        _capacity = capacity;
        _fullRefill = Refill = refill;
        _time = time;
        Level = _capacity;
        _asOf = time.GetTimestamp();
    }

    /// <summary>What it holds at most; a call that needs more is never taken.</summary>
    public double Capacity => _capacity;

    /// <summary>Tokens a second.</summary>
    public double Refill { get; private set; }

    /// <summary>What <see cref="Refill"/> does not fall below.</summary>
    public double LeastRefill => _fullRefill * Least;

    /// <summary>Tokens as of the last <see cref="Update"/>; negative when some are owed.</summary>
    public double Level { get; private set; }

    /// <summary>Adds what has come in since the last time.</summary>
    public void Update()
    {
        var now = _time.GetTimestamp();
        if (now > _asOf)
        {
            Level = Math.Min(_capacity, Level + (_time.GetElapsedTime(_asOf, now).TotalSeconds * Refill));
            _asOf = now;
        }
    }

    /// <summary>How long it takes until so many tokens are there.</summary>
    public TimeSpan TimeUntil(double tokens) => Level >= tokens ? TimeSpan.Zero : TimeUntilRefill + TimeSpan.FromSeconds((tokens - Level) / Refill);

    /// <summary>How many tokens there will be.</summary>
    public double LevelAfter(TimeSpan time) => Level + (Math.Max(0, (time - TimeUntilRefill).TotalSeconds) * Refill);

    public void Take(double tokens)
    {
        if (Level >= _capacity)
        {
            _asOf = Math.Max(_asOf, _time.GetTimestamp() + (long)(LongestWay.TotalSeconds * _time.TimestampFrequency));
        }

        Level -= tokens;
    }

    public void Return(double tokens) => Level = Math.Min(_capacity, Level + tokens);

    /// <summary>EC2 took a call: what was learnt from throttled ones is slowly forgotten.</summary>
    public void Accepted() => Refill = Math.Min(_fullRefill, Refill + (_fullRefill * Increase));

    /// <summary>
    /// EC2 refused a call for its rate and took no token: there are fewer than the call needs, likely half of that, and they come in
    /// more slowly than thought.
    /// </summary>
    public void Throttled(double tokens)
    {
        _asOf = _time.GetTimestamp();
        Level = Math.Min(Level + tokens, tokens / 2);
        Refill = Math.Max(LeastRefill, Refill * Decrease);
    }

    private TimeSpan TimeUntilRefill => _time.GetTimestamp() is var now && now < _asOf ? _time.GetElapsedTime(now, _asOf) : TimeSpan.Zero;
}
