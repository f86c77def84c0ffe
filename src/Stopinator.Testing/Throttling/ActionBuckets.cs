using System.Globalization;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Throttling;

/// <summary>The buckets of one action. Without a bucket there is no limit.</summary>
internal sealed class ActionBuckets
{
    /// <summary>The bucket from which each call takes one token.</summary>
    public RefillingBucket? Requests { get; set; }

    /// <summary>The bucket for describes with neither filter nor paging; null when they use <see cref="Requests"/>.</summary>
    public RefillingBucket? UnfilteredRequests { get; set; }

    /// <summary>The bucket from which a call takes one token for each instance it names or launches.</summary>
    public RefillingBucket? Instances { get; set; }

    public int Throttles { get; set; }

    public IEnumerable<RefillingBucket> OfRequests => new[] { Requests, UnfilteredRequests }.OfType<RefillingBucket>();

    public IEnumerable<RefillingBucket> OfInstances => new[] { Instances }.OfType<RefillingBucket>();

    /// <summary>Returns the bucket from which a call takes its request token.</summary>
    public RefillingBucket? RequestsFor(Query query) => IsUnfiltered(query) ? UnfilteredRequests ?? Requests : Requests;

    /// <summary>Returns the number of tokens that a call takes from <see cref="Instances"/>.</summary>
    public static int InstancesIn(Query query) =>
        int.TryParse(query.Parameters.GetValueOrDefault("MaxCount"), NumberStyles.None, CultureInfo.InvariantCulture, out var launched)
            ? launched
            : query.Peek("InstanceId").Distinct(StringComparer.Ordinal).Count();

    /// <summary>
    /// True when a call has neither filter nor paging. Following page tokens without requesting pages does not count as paging.
    /// </summary>
    private static bool IsUnfiltered(Query query) =>
        !query.Parameters.ContainsKey("Filter.1.Name") && !query.Parameters.ContainsKey("MaxResults");
}
