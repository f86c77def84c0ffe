namespace Stopinator.Testing.Throttling;

/// <summary>
/// A bucket that holds a number of tokens, is full at first, and refills steadily. Other clients may use the bucket too: a share of it, a
/// steady draw, or both.
/// </summary>
/// <remarks>Calculates in decimals, so that a due token is available however often the bucket was checked in between.</remarks>
internal sealed class RefillingBucket
{
    private decimal _capacity;
    private decimal _perSecond;
    private decimal _othersShare;
    private decimal _othersPerSecond;
    private decimal _level;
    private TimeSpan _at;

    /// <summary>The greatest number of tokens that the caller can have.</summary>
    private decimal Room => _capacity * (1 - _othersShare);

    public void Resize(double capacity, double perSecond, TimeSpan now)
    {
        (_capacity, _perSecond, _at) = ((decimal)capacity, (decimal)perSecond, now);
        _level = Room;
    }

    public void Share(double othersShare, TimeSpan now)
    {
        Refill(now);
        _othersShare = (decimal)othersShare;
        _level = Math.Min(_level, Room);
    }

    public void Drain(double othersPerSecond, TimeSpan now)
    {
        Refill(now);
        _othersPerSecond = (decimal)othersPerSecond;
    }

    /// <summary>Returns true when a number of tokens is available now. A number above the capacity never is.</summary>
    public bool Has(int tokens, TimeSpan now)
    {
        Refill(now);
        return _level >= tokens;
    }

    public void Take(int tokens) => _level -= tokens;

    public void Return(int tokens) => _level = Math.Min(_level + tokens, Room);

    private void Refill(TimeSpan now)
    {
        var gain = (_perSecond * (1 - _othersShare)) - _othersPerSecond;
        _level = Math.Clamp(_level + (gain * (now - _at).Ticks / TimeSpan.TicksPerSecond), 0, Room);
        _at = now;
    }
}
