using Stopinator.Testing.Throttling;

namespace Stopinator.Testing;

/// <summary>The buckets of one action, from <see cref="RateLimits.On"/>. Each method returns the same buckets.</summary>
public sealed class RateLimit
{
    private readonly RateLimits _limits;
    private readonly ActionBuckets[] _buckets;

    internal RateLimit(RateLimits limits, ActionBuckets[] buckets) => (_limits, _buckets) = (limits, buckets);

    /// <summary>Limits calls: each takes one token. The bucket is full at first, also when it is set anew.</summary>
    /// <param name="capacity">How many tokens it holds.</param>
    /// <param name="perSecond">How many are added each second.</param>
    /// <returns>These buckets.</returns>
    public RateLimit Requests(double capacity, double perSecond) =>
        Resize(capacity, perSecond, buckets => buckets.Requests ??= new TokenBucket());

    /// <summary>Limits describes that ask for neither filter nor pages, in a bucket of their own; otherwise they count as requests.</summary>
    /// <param name="capacity">How many tokens it holds.</param>
    /// <param name="perSecond">How many are added each second.</param>
    /// <returns>These buckets.</returns>
    public RateLimit UnfilteredRequests(double capacity, double perSecond) =>
        Resize(capacity, perSecond, buckets => buckets.UnfilteredRequests ??= new TokenBucket());

    /// <summary>Limits instances: a call takes one token for each instance it names.</summary>
    /// <param name="capacity">How many tokens it holds; a call that names more is always refused.</param>
    /// <param name="perSecond">How many are added each second.</param>
    /// <returns>These buckets.</returns>
    public RateLimit Instances(double capacity, double perSecond) =>
        Resize(capacity, perSecond, buckets => buckets.Instances ??= new TokenBucket());

    /// <summary>
    /// Lets another client of the account have a share of the buckets there are: so much less is in them and added to them from now on.
    /// </summary>
    /// <param name="share">From 0, nobody else, to 1, nothing is left.</param>
    /// <returns>These buckets.</returns>
    public RateLimit OthersTake(double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        return Change((buckets, now) =>
        {
            foreach (var bucket in buckets.OfRequests.Concat(buckets.OfInstances))
            {
                bucket.Share(share, now);
            }
        });
    }

    /// <summary>
    /// Lets another client of the account draw steadily on the buckets there are, from now on. One that draws more than is added leaves
    /// them empty.
    /// </summary>
    /// <param name="requestsPerSecond">How many requests it makes each second.</param>
    /// <param name="instancesPerSecond">How many instances it names each second.</param>
    /// <returns>These buckets.</returns>
    public RateLimit OthersDraw(double requestsPerSecond, double instancesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requestsPerSecond, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(instancesPerSecond, 0);
        return Change((buckets, now) =>
        {
            foreach (var bucket in buckets.OfRequests)
            {
                bucket.Drain(requestsPerSecond, now);
            }

            foreach (var bucket in buckets.OfInstances)
            {
                bucket.Drain(instancesPerSecond, now);
            }
        });
    }

    private RateLimit Resize(double capacity, double perSecond, Func<ActionBuckets, TokenBucket> choose)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(perSecond, 0);
        return Change((buckets, now) => choose(buckets).Resize(capacity, perSecond, now));
    }

    private RateLimit Change(Action<ActionBuckets, TimeSpan> change)
    {
        _limits.Change(_buckets, change);
        return this;
    }
}
