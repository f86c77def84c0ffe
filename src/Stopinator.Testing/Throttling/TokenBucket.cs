namespace Stopinator.Testing.Throttling;

/// <summary>
/// A bucket that holds so many tokens, is full at first, and refills steadily. Others may use it too: a share of it, a steady draw, or both.
/// </summary>
/// <remarks>Reckons in decimals, so that a token that is due is there, however often the bucket was looked at in between.</remarks>
internal sealed class TokenBucket
{
    private decimal _capacity;
    private decimal _perSecond;
    private decimal _othersShare;
    private decimal _othersPerSecond;
    private decimal _level;
    private TimeSpan _at;

    /// <summary>What the caller can have at most.</summary>
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

    /// <summary>Whether so many tokens are there now; more than the bucket can hold never are.</summary>
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
