using Stopinator.Testing.Throttling;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing;

/// <summary>
/// The token buckets by which EC2 limits an account in a region. Each action has a bucket of requests and a bucket of instances. A call
/// that does not find its tokens fails with <c>RequestLimitExceeded</c> and does nothing. At first there are no limits.
/// </summary>
/// <remarks>
/// Buckets refill steadily, by the clock of the options. A call that names more instances than the bucket can hold fails however long it
/// waits. Calls that do not reach an action (no signature, unknown action or version) take no tokens.
/// </remarks>
/// <example><code>ec2.RateLimits.UseEc2Defaults().On("StartInstances").OthersTake(0.5);</code></example>
/// <threadsafety>All members may be used from any thread, also while calls are being served.</threadsafety>
/// <seealso href="https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html"/>
public sealed class RateLimits
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ActionBuckets> _buckets;
    private readonly TimeProvider _clock;
    private readonly long _start;

    internal RateLimits(TimeProvider clock, IEnumerable<string> actions)
    {
        (_clock, _start) = (clock, clock.GetTimestamp());
        _buckets = actions.ToDictionary(name => name, _ => new ActionBuckets(), StringComparer.Ordinal);
    }

    /// <summary>
    /// True when a call that fails keeps the tokens it took, and a call that fails for lack of instance tokens keeps its request token.
    /// True by default; EC2 does not document this. A call that fails for lack of a request token takes nothing.
    /// </summary>
    public bool ChargeFailedCalls { get; set; } = true;

    /// <summary>
    /// True when an instance costs its token although a start or stop finds it in the wanted state, or on the way to it. True by default;
    /// EC2 does not document this.
    /// </summary>
    public bool ChargeNoOps { get; set; } = true;

    /// <summary>
    /// The number of calls that failed with <c>RequestLimitExceeded</c>, including those that the fault script made fail.
    /// </summary>
    public int Throttles
    {
        get
        {
            lock (_gate)
            {
                return _buckets.Values.Sum(buckets => buckets.Throttles);
            }
        }
    }

    /// <summary>Returns the number of calls of one action that failed with <c>RequestLimitExceeded</c>.</summary>
    /// <param name="action">The action, e.g. <c>StartInstances</c>.</param>
    /// <returns>The number of calls.</returns>
    /// <exception cref="ArgumentException">There is no such action.</exception>
    public int ThrottlesOf(string action)
    {
        lock (_gate)
        {
            return Find(action).Throttles;
        }
    }

    /// <summary>Sets the buckets of every action to the defaults that EC2 documents. All buckets are full.</summary>
    /// <param name="scale">The factor by which all buckets are larger and faster: 0.5 for half of what a client may expect.</param>
    /// <returns>These limits.</returns>
    public RateLimits UseEc2Defaults(double scale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 0);
        Ec2Throttling.Apply(this, scale);
        return this;
    }

    /// <summary>Selects the action whose buckets are set.</summary>
    /// <param name="action">The action, e.g. <c>StartInstances</c>; <c>*</c> for all actions, each with its own buckets.</param>
    /// <returns>Its buckets.</returns>
    /// <exception cref="ArgumentException">There is no such action.</exception>
    public RateLimit On(string action)
    {
        ArgumentException.ThrowIfNullOrEmpty(action);
        return new(this, action == "*" ? [.. _buckets.Values] : [Find(action)]);
    }

    /// <summary>Removes all limits. The counts of throttled calls stay.</summary>
    public void Clear() => Change(_buckets.Values, static (buckets, _) =>
    {
        buckets.Requests = null;
        buckets.UnfilteredRequests = null;
        buckets.Instances = null;
    });

    internal void Change(IEnumerable<ActionBuckets> targets, Action<ActionBuckets, TimeSpan> change)
    {
        lock (_gate)
        {
            var now = Now;
            foreach (var target in targets)
            {
                change(target, now);
            }
        }
    }

    /// <summary>Takes the tokens of a call.</summary>
    internal void Charge(Query query)
    {
        lock (_gate)
        {
            var now = Now;
            var buckets = Find(query.Action);
            var requests = buckets.RequestsFor(query);
            if (requests?.Has(1, now) == false)
            {
                throw Ec2Errors.RequestLimitExceeded();
            }

            var instances = buckets.Instances is null ? 0 : ActionBuckets.InstancesIn(query);
            if (buckets.Instances?.Has(instances, now) == false)
            {
                requests?.Take(ChargeFailedCalls ? 1 : 0);
                throw Ec2Errors.RequestLimitExceeded();
            }

            requests?.Take(1);
            buckets.Instances?.Take(instances);
        }
    }

    /// <summary>Returns the tokens of a call that failed, if failed calls are free.</summary>
    internal void RefundFailed(Query query)
    {
        lock (_gate)
        {
            if (!ChargeFailedCalls)
            {
                var buckets = Find(query.Action);
                buckets.RequestsFor(query)?.Return(1);
                buckets.Instances?.Return(ActionBuckets.InstancesIn(query));
            }
        }
    }

    /// <summary>Returns the tokens of instances for which nothing had to be done, if such instances are free.</summary>
    internal void RefundNoOps(string action, int instances)
    {
        lock (_gate)
        {
            if (!ChargeNoOps)
            {
                Find(action).Instances?.Return(instances);
            }
        }
    }

    /// <summary>Counts an answer, from the region or from the fault script.</summary>
    internal void Count(string action, string? errorCode)
    {
        if (errorCode == Ec2Errors.RequestLimitCode)
        {
            lock (_gate)
            {
                if (_buckets.TryGetValue(action, out var buckets))
                {
                    buckets.Throttles++;
                }
            }
        }
    }

    private TimeSpan Now => _clock.GetElapsedTime(_start);

    private ActionBuckets Find(string action) => _buckets.TryGetValue(action, out var buckets)
        ? buckets
        : throw new ArgumentException(
            $"The simulated EC2 has no action '{action}'; it has {string.Join(", ", _buckets.Keys.Order(StringComparer.Ordinal))}.",
            nameof(action));
}
