namespace Stopinator;

/// <summary>The two token buckets of an action: every call takes a token from one, every instance it names a token from the other.</summary>
public sealed class ActionRateLimitOptions
{
    /// <summary>How many calls can be made at once after a pause; at least 1.</summary>
    public double RequestCapacity { get; set; }

    /// <summary>How many calls a second can be made from then on; more than 0.</summary>
    public double RequestRefill { get; set; }

    /// <summary>How many instances can be named at once after a pause, at least 1; null when instances are not counted.</summary>
    public double? InstanceCapacity { get; set; }

    /// <summary>How many instances a second can be named from then on, more than 0; null together with <see cref="InstanceCapacity"/>.</summary>
    public double? InstanceRefill { get; set; }
}
