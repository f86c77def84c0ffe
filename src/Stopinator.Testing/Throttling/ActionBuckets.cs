using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Throttling;

/// <summary>The buckets of one action; without a bucket there is no limit.</summary>
internal sealed class ActionBuckets
{
    /// <summary>One token a call.</summary>
    public TokenBucket? Requests { get; set; }

    /// <summary>The same, for describes with neither filter nor paging; without it, they use <see cref="Requests"/>.</summary>
    public TokenBucket? UnfilteredRequests { get; set; }

    /// <summary>One token for each instance a call names.</summary>
    public TokenBucket? Instances { get; set; }

    public int Throttles { get; set; }

    public IEnumerable<TokenBucket> OfRequests => new[] { Requests, UnfilteredRequests }.OfType<TokenBucket>();

    public IEnumerable<TokenBucket> OfInstances => new[] { Instances }.OfType<TokenBucket>();

    /// <summary>The bucket a call counts against.</summary>
    public TokenBucket? RequestsFor(Query query) => IsUnfiltered(query) ? UnfilteredRequests ?? Requests : Requests;

    /// <summary>How many tokens a call takes from <see cref="Instances"/>.</summary>
    public static int InstancesIn(Query query) => query.Peek("InstanceId").Distinct(StringComparer.Ordinal).Count();

    /// <summary>Following page tokens without asking for pages does not count as paging.</summary>
    private static bool IsUnfiltered(Query query) =>
        !query.Parameters.ContainsKey("Filter.1.Name") && !query.Parameters.ContainsKey("MaxResults");
}
