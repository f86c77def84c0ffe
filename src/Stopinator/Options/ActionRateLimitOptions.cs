using System.ComponentModel.DataAnnotations;

namespace Stopinator;

/// <summary>
/// The two token buckets of an action. Every call takes a token from one bucket. Every instance that the call names takes a token from the
/// other bucket.
/// </summary>
public sealed class ActionRateLimitOptions
{
    /// <summary>The number of calls that can be made at once after a pause; at least 1.</summary>
    [Range(1, 1_000_000d)]
    public double RequestCapacity { get; set; }

    /// <summary>The number of calls a second that can be made afterwards; more than 0.</summary>
    [Range(0.01, 1_000_000)]
    public double RequestRefill { get; set; }

    /// <summary>The number of instances that can be named at once after a pause, at least 1; null when instances are not counted.</summary>
    [Range(1, 1_000_000d)]
    public double? InstanceCapacity { get; set; }

    /// <summary>
    /// The number of instances a second that can be named afterwards, more than 0; null together with <see cref="InstanceCapacity"/>.
    /// </summary>
    [Range(0.01, 1_000_000)]
    public double? InstanceRefill { get; set; }
}
