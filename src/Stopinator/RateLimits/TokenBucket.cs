namespace Stopinator.RateLimits;

/// <summary>
/// A model of one of EC2's token buckets, as far as it can be known from outside. Tokens are reserved: the level may fall below zero, and
/// the caller that caused that waits until the level is back.
/// </summary>
/// <remarks>Not safe for several threads; <see cref="ActionRateLimit"/> is.</remarks>
internal sealed class TokenBucket
{
    /// <summary>
    /// The longest time a call takes to arrive. A full bucket does not refill, and EC2's bucket is full until a call arrives. The refill
    /// that is counted here from the start of a call begins only when the call has arrived.
    /// </summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(0.5);

    // Decrease is the factor of a throttled call on the refill, Increase the share of the original that an accepted call gives back, and
    // Least the lower bound. The ratio is a tenth to a hundredth: when another program uses half, about one call in six is throttled and
    // little is left unused.
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

    /// <summary>The largest number of tokens. EC2 never accepts a call that needs more.</summary>
    public double Capacity => _capacity;

    /// <summary>The number of tokens a second.</summary>
    public double Refill { get; private set; }

    /// <summary>The lower bound of <see cref="Refill"/>.</summary>
    public double LeastRefill => _fullRefill * Least;

    /// <summary>The number of tokens as of the last <see cref="Update"/>; negative when tokens are owed.</summary>
    public double Level { get; private set; }

    /// <summary>Adds the tokens that came in since the last update.</summary>
    public void Update()
    {
        var now = _time.GetTimestamp();
        if (now > _asOf)
        {
            Level = Math.Min(_capacity, Level + (_time.GetElapsedTime(_asOf, now).TotalSeconds * Refill));
            _asOf = now;
        }
    }

    /// <summary>Returns the time until the bucket holds this many tokens.</summary>
    public TimeSpan TimeUntil(double tokens) =>
        Level >= tokens ? TimeSpan.Zero : TimeUntilRefill + TimeSpan.FromSeconds((tokens - Level) / Refill);

    /// <summary>Returns the number of tokens after a time.</summary>
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

    /// <summary>Records a call that EC2 accepted: the lesson of throttled calls is slowly forgotten.</summary>
    public void Accepted() => Refill = Math.Min(_fullRefill, Refill + (_fullRefill * Increase));

    /// <summary>
    /// Records a call that EC2 refused for its rate, without taking a token. The bucket has fewer tokens than the call needs, likely half
    /// of that, and they come in more slowly than assumed.
    /// </summary>
    public void Throttled(double tokens)
    {
        _asOf = _time.GetTimestamp();
        Level = Math.Min(Level + tokens, tokens / 2);
        Refill = Math.Max(LeastRefill, Refill * Decrease);
    }

    private TimeSpan TimeUntilRefill
    {
        get
        {
            var now = _time.GetTimestamp();
            return _time.GetElapsedTime(now, Math.Max(now, _asOf));
        }
    }
}
