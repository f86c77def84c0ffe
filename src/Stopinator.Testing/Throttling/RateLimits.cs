using Stopinator.Testing.Actions;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Throttling;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing;

/// <summary>
/// The token buckets by which EC2 limits an account in a region, for each action: one of requests and one of instances. A call that
/// does not find its tokens is answered <c>RequestLimitExceeded</c> and does nothing. At first there are no limits.
/// </summary>
/// <remarks>
/// Buckets refill steadily, by the clock of the options. A call that names more instances than the bucket can hold is refused however
/// long it waits. Calls that do not get as far as an action (no signature, unknown action or version) take no tokens.
/// </remarks>
/// <example><code>ec2.RateLimits.UseEc2Defaults().On("StartInstances").OthersTake(0.5);</code></example>
/// <threadsafety>All members may be used from any thread, also while calls are being served.</threadsafety>
/// <seealso href="https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html"/>
public sealed class RateLimits
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ActionBuckets> _buckets =
        Ec2Actions.Names.ToDictionary(name => name, _ => new ActionBuckets(), StringComparer.Ordinal);

    private readonly TimeProvider _clock;
    private readonly long _start;

    internal RateLimits(TimeProvider clock) => (_clock, _start) = (clock, clock.GetTimestamp());

    /// <summary>
    /// Whether a call that fails keeps the tokens it took, and one refused for want of instance tokens its request token. True by
    /// default. EC2 does not say. A call refused for want of a request token takes nothing.
    /// </summary>
    public bool ChargeFailedCalls { get; set; } = true;

    /// <summary>
    /// Whether an instance that a start or stop finds in the wanted state, or on its way there, costs its token. True by default. EC2
    /// does not say.
    /// </summary>
    public bool ChargeNoOps { get; set; } = true;

    /// <summary>How many calls were answered <c>RequestLimitExceeded</c>, those that the fault script answered so included.</summary>
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

    /// <summary>The same, of one action.</summary>
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

    /// <summary>Gives every action the buckets that EC2 documents as its defaults, all of them full.</summary>
    /// <param name="scale">Makes all buckets so many times as large and as fast: 0.5 for half of what a client may expect.</param>
    /// <returns>These limits.</returns>
    public RateLimits UseEc2Defaults(double scale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 0);
        Ec2Throttling.Apply(this, scale);
        return this;
    }

    /// <summary>Chooses the action whose buckets are to be set.</summary>
    /// <param name="action">The action, e.g. <c>StartInstances</c>; <c>*</c> for all of them, each with buckets of its own.</param>
    /// <returns>Its buckets.</returns>
    /// <exception cref="ArgumentException">There is no such action.</exception>
    public RateLimit On(string action)
    {
        ArgumentException.ThrowIfNullOrEmpty(action);
        return new(this, action == "*" ? [.. _buckets.Values] : [Find(action)]);
    }

    /// <summary>Takes all limits away; the throttles counted so far stay.</summary>
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

    /// <summary>Gives the tokens of a call that failed back, if that is to be free.</summary>
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

    /// <summary>Gives the tokens of instances for which there was nothing to do back, if that is to be free.</summary>
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

    /// <summary>Counts an answer, from whichever side it comes.</summary>
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
            $"The simulated EC2 has no action '{action}'; it has {string.Join(", ", Ec2Actions.Names)}.", nameof(action));
}
