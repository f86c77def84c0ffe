using Stopinator.Testing.Throttling;

namespace Stopinator.Testing;

/// <summary>The buckets of one action, from <see cref="RateLimits.On"/>. Each method returns the same buckets.</summary>
public sealed class RateLimit
{
    private readonly RateLimits _limits;
    private readonly ActionBuckets[] _buckets;

    internal RateLimit(RateLimits limits, ActionBuckets[] buckets) => (_limits, _buckets) = (limits, buckets);

    /// <summary>Limits calls. Each call takes one token. The bucket is full at first, and again whenever it is set.</summary>
    /// <param name="capacity">The number of tokens that the bucket holds.</param>
    /// <param name="perSecond">The number of tokens added each second.</param>
    /// <returns>These buckets.</returns>
    public RateLimit Requests(double capacity, double perSecond) =>
        Resize(capacity, perSecond, buckets => buckets.Requests ??= new RefillingBucket());

    /// <summary>Limits describes with neither filter nor pages, in a separate bucket. Without this bucket they count as requests.</summary>
    /// <param name="capacity">The number of tokens that the bucket holds.</param>
    /// <param name="perSecond">The number of tokens added each second.</param>
    /// <returns>These buckets.</returns>
    public RateLimit UnfilteredRequests(double capacity, double perSecond) =>
        Resize(capacity, perSecond, buckets => buckets.UnfilteredRequests ??= new RefillingBucket());

    /// <summary>Limits instances. A call takes one token for each instance that it names or launches.</summary>
    /// <param name="capacity">The number of tokens that the bucket holds. A call that names more instances always fails.</param>
    /// <param name="perSecond">The number of tokens added each second.</param>
    /// <returns>These buckets.</returns>
    public RateLimit Instances(double capacity, double perSecond) =>
        Resize(capacity, perSecond, buckets => buckets.Instances ??= new RefillingBucket());

    /// <summary>
    /// Gives another client of the account a share of the existing buckets: from now on, the buckets have this share less of capacity and
    /// refill.
    /// </summary>
    /// <param name="share">The share, from 0, which takes nothing, to 1, which leaves nothing.</param>
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
    /// Lets another client of the account draw steadily on the existing buckets, from now on. A client that draws more than is added leaves
    /// the buckets empty.
    /// </summary>
    /// <param name="requestsPerSecond">The number of requests that the client makes each second.</param>
    /// <param name="instancesPerSecond">The number of instances that the client names each second.</param>
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

    private RateLimit Resize(double capacity, double perSecond, Func<ActionBuckets, RefillingBucket> choose)
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
