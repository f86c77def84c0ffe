namespace Stopinator.RateLimits;

/// <summary>The remaining rate limits of EC2 for an action of an account in a region, as far as they can be known from outside.</summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
internal sealed class ActionRateLimit(RateLimitSettings limits, TimeProvider time)
{
    /// <summary>
    /// The time for which a call waits in order to be larger. Where tokens for instances come in slowly, many small calls are as fast as
    /// few large calls. They also do better when another program uses the same bucket.
    /// </summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly TokenBucket _requests = new(limits.RequestCapacity, limits.RequestRefill, time);

    private readonly TokenBucket? _instances =
        limits is { InstanceCapacity: { } capacity, InstanceRefill: { } refill } ? new TokenBucket(capacity, refill, time) : null;

    private double _returned;
    private bool _refusedCallsCost;

    /// <summary>The number of instances whose tokens come in within the pace when other programs take nearly everything.</summary>
    public int LeastBatchSize => (int)Math.Max(1, (_instances?.LeastRefill ?? 0) * Pace.TotalSeconds);

    /// <summary>Returns the number of instances that the next call should name.</summary>
    /// <param name="left">The number of instances that are left to be named.</param>
    /// <param name="limit">The number of instances that a call may name.</param>
    /// <param name="time">The longest time the call may wait.</param>
    /// <returns>
    /// At most <paramref name="left"/> and <paramref name="limit"/>. It is 0 when the tokens of one instance, or of a call, do not come in
    /// within the time.
    /// </returns>
    public int BatchSize(int left, int limit, TimeSpan time)
    {
        var size = Math.Min(left, limit);
        lock (_gate)
        {
            _requests.Update();
            if (_requests.TimeUntil(1) > time)
            {
                return 0;
            }

            if (_instances is null)
            {
                return size;
            }

            _instances.Update();
            size = (int)Math.Min(size, _instances.Capacity);
            if (_instances.TimeUntil(size) > Pace)
            {
                size = (int)Math.Clamp(Math.Max(_instances.Level, _instances.Refill * Pace.TotalSeconds), 1, size);
            }

            // This margin absorbs the rounding of times.
            const double Nearly = 1e-6;
            return _instances.TimeUntil(size) <= time ? size : (int)Math.Max(0, _instances.LevelAfter(time) + Nearly);
        }
    }

    /// <summary>Reserves the tokens of a call.</summary>
    /// <returns>The wait before the call is sent.</returns>
    public TimeSpan Reserve(int instances)
    {
        lock (_gate)
        {
            _requests.Update();
            _requests.Take(1);
            var wait = _requests.TimeUntil(0);
            if (_instances is null)
            {
                return wait;
            }

            _instances.Update();
            _instances.Take(instances);
            return _instances.TimeUntil(0) is var longer && longer > wait ? longer : wait;
        }
    }

    /// <summary>Gives back the tokens of a call that was not sent.</summary>
    public void Return(int instances)
    {
        lock (_gate)
        {
            _requests.Return(1);
            _instances?.Return(instances);
        }
    }

    /// <summary>Learns from the end of a call.</summary>
    /// <param name="instances">The number of instances that the call named.</param>
    /// <param name="error">The error of the call; null when EC2 accepted it.</param>
    /// <param name="dryRun">True for a dry run, which EC2 answers by a refusal.</param>
    public void Record(int instances, Ec2Exception? error, bool dryRun = false)
    {
        lock (_gate)
        {
            _requests.Update();
            _instances?.Update();
            switch (error?.Kind)
            {
                case null when dryRun:
                    Refused(instances);
                    break;

                case null:
                    _requests.Accepted();
                    _instances?.Accepted();
                    break;

                case Ec2ErrorKind.NotSent:
                    _requests.Return(1);
                    _instances?.Return(instances);
                    break;

                case Ec2ErrorKind.Throttled:
                    Throttled(instances);
                    break;

                case Ec2ErrorKind.Instance or Ec2ErrorKind.Capacity or Ec2ErrorKind.Authorization or Ec2ErrorKind.Request:
                    Refused(instances);
                    break;
            }
        }
    }

    // AWS does not say whether a refused call costs the tokens of its instances. The assumption is that it does not, until that proves
    // wrong.
    private void Refused(int instances)
    {
        if (!_refusedCallsCost)
        {
            _instances?.Return(instances);
            _returned += instances;
        }
    }

    private void Throttled(int instances)
    {
        if (_returned > 0)
        {
            // This proves that refused calls cost tokens.
            _refusedCallsCost = true;
            _instances?.Take(_returned);
            _returned = 0;
        }

        _requests.Throttled(1);
        _instances?.Throttled(instances);
    }
}
