using System.Globalization;

namespace Stopinator.Execution;

/// <summary>Starts again, at growing intervals, what EC2 has no capacity for. A pool is an instance type in a zone.</summary>
/// <remarks>
/// One instance of a pool is tried first, and the others only when EC2 has capacity for it. A pool without capacity costs one call a try.
/// </remarks>
internal sealed class CapacityRetries(PowerRun run, RetryOptions options, TimeProvider time)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly Dictionary<(string? Type, string? Zone), Pool> _pools = [];

    /// <summary>The time of the next try; null when there is none.</summary>
    public DateTimeOffset? Next =>
        run.EarlyEnd is not null ? null : _pools.Values.Where(pool => pool.Waiting.Count > 0).Min(pool => (DateTimeOffset?)pool.Next);

    /// <summary>Returns true when one of the instances is tried again.</summary>
    public bool HasAny(InstanceRun[] instances) =>
        _pools.Values.Any(pool => pool.Waiting.Exists(waiting => instances.Contains(waiting)));

    /// <summary>Records the refusal of instances that EC2 has no capacity for, and keeps them when there is time for another try.</summary>
    public void Refuse(InstanceRun[] refused, Ec2Exception error)
    {
        var now = time.GetUtcNow();
        foreach (var instance in refused)
        {
            var pool = PoolOf(instance, now);
            instance.ErrorCode = error.Code;
            if (CanWait(pool))
            {
                instance.Postpone(Outcome.Failed, ReasonCode.Refused, Message(pool, instance, error, now));
                pool.Waiting.Add(instance);
            }
            else
            {
                instance.Finally(Outcome.Failed, ReasonCode.Refused, Message(pool, instance, error, now));
            }
        }
    }

    /// <summary>Tries the pools that are due.</summary>
    public async Task TryAsync(BatchRunner batches, BatchCutter cutter, CancellationToken cancellationToken)
    {
        foreach (var pool in _pools.Values.Where(pool => pool.Waiting.Count > 0 && pool.Next <= time.GetUtcNow()).ToArray())
        {
            InstanceRun[] waiting = [.. pool.Waiting];
            pool.Waiting.Clear();
            pool.Defer(time.GetUtcNow());
            var first = waiting[0];
            await SendAsync([first], batches, cutter, cancellationToken).ConfigureAwait(false);
            if (first.Outcome != Outcome.Failed)
            {
                await SendAsync(waiting[1..], batches, cutter, cancellationToken).ConfigureAwait(false);
            }
            else if (CanWait(pool))
            {
                pool.Waiting.AddRange(waiting[1..]);
            }
        }
    }

    private static string Message(Pool pool, InstanceRun instance, Ec2Exception error, DateTimeOffset now) =>
        pool.Tries == 0 ? error.Message : string.Create(
            CultureInfo.InvariantCulture,
            $"{error.Message} It was tried {instance.Attempts} times in {(now - pool.Since).TotalSeconds:0} s.");

    private static async Task SendAsync(
        InstanceRun[] instances, BatchRunner batches, BatchCutter cutter, CancellationToken cancellationToken)
    {
        Array.ForEach(instances, instance => instance.Reopen());
        foreach (var batch in cutter.Cut(instances))
        {
            await batches.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        }
    }

    // The next tick of a reconcile is its retry. A dry run asks for the permission only.
    private bool CanWait(Pool pool) =>
        run.Request is { Action: PowerAction.Start, DryRun: false }
        && pool.Next <= pool.Since + options.CapacityTime && pool.Next < run.Deadline.LastStart;

    private Pool PoolOf(InstanceRun instance, DateTimeOffset now)
    {
        var key = (instance.Before?.InstanceType, instance.Before?.AvailabilityZone);
        if (!_pools.TryGetValue(key, out var pool))
        {
            _pools[key] = pool = new Pool(now);
        }

        return pool;
    }

    private sealed class Pool(DateTimeOffset since)
    {
        private TimeSpan _wait = FirstWait;

        public DateTimeOffset Since { get; } = since;

        public List<InstanceRun> Waiting { get; } = [];

        public int Tries { get; private set; }

        public DateTimeOffset Next { get; private set; } = since + FirstWait;

        public void Defer(DateTimeOffset now)
        {
            Tries++;
            _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
            Next = now + _wait;
        }
    }
}
