namespace Stopinator;

/// <summary>
/// The two token buckets of an action. Every call takes a token from one bucket. Every instance that the call names takes a token from the
/// other bucket.
/// </summary>
public sealed class ActionRateLimitOptions
{
    /// <summary>The number of calls that can be made at once after a pause; at least 1.</summary>
    public double RequestCapacity { get; set; }

    /// <summary>The number of calls a second that can be made afterwards; more than 0.</summary>
    public double RequestRefill { get; set; }

    /// <summary>The number of instances that can be named at once after a pause, at least 1; null when instances are not counted.</summary>
    public double? InstanceCapacity { get; set; }

    /// <summary>
    /// The number of instances a second that can be named afterwards, more than 0; null together with <see cref="InstanceCapacity"/>.
    /// </summary>
    public double? InstanceRefill { get; set; }
}
