namespace Stopinator.RateLimits;

/// <summary>What EC2's rate limits leave for an action of an account in a region, as far as it can be known from outside.</summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
internal sealed class ActionRateLimit(RateLimitSettings limits, TimeProvider time)
{
    /// <summary>
    /// How long a call waits for the sake of being larger. Where instances come in slowly, many small calls are as fast as few large
    /// ones, and fare better when somebody else takes from the bucket too.
    /// </summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly TokenBucket _requests = new(limits.RequestCapacity, limits.RequestRefill, time);

    private readonly TokenBucket? _instances =
        limits is { InstanceCapacity: { } capacity, InstanceRefill: { } refill } ? new TokenBucket(capacity, refill, time) : null;

    private double _returned;
    private bool _refusedCallsCost;

    /// <summary>How many instances come in within the pace when next to everything is taken by others.</summary>
    public int LeastBatchSize => (int)Math.Max(1, (_instances?.LeastRefill ?? 0) * Pace.TotalSeconds);

    /// <summary>How many instances the next call should name.</summary>
    /// <param name="left">How many there are to be named.</param>
    /// <param name="limit">How many a call may name.</param>
    /// <param name="time">How long the call may wait.</param>
    /// <returns>At most both of these; 0 when not even one instance, or no call, comes in within the time.</returns>
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

            // Against the rounding of times.
            const double Nearly = 1e-6;
            return _instances.TimeUntil(size) <= time ? size : (int)Math.Max(0, _instances.LevelAfter(time) + Nearly);
        }
    }

    /// <summary>Reserves the tokens of a call.</summary>
    /// <returns>How long to wait before it is sent.</returns>
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

    /// <summary>Gives the tokens of a call back that was not sent.</summary>
    public void Return(int instances)
    {
        lock (_gate)
        {
            _requests.Return(1);
            _instances?.Return(instances);
        }
    }

    /// <summary>Learns from the end of a call.</summary>
    /// <param name="instances">How many instances it named.</param>
    /// <param name="error">What it failed with; null when EC2 took it.</param>
    /// <param name="dryRun">Whether it was a dry run, which EC2 answers by a refusal.</param>
    public void Settle(int instances, Ec2Exception? error, bool dryRun = false)
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

    // AWS does not say whether a refused call costs the tokens of its instances. It is taken not to, until that proves wrong.
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
            // So refused calls do cost.
            _refusedCallsCost = true;
            _instances?.Take(_returned);
            _returned = 0;
        }

        _requests.Throttled(1);
        _instances?.Throttled(instances);
    }
}
