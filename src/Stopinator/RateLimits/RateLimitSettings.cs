namespace Stopinator.RateLimits;

/// <summary>The limits of an action, as a value.</summary>
internal sealed record RateLimitSettings(double RequestCapacity, double RequestRefill, double? InstanceCapacity, double? InstanceRefill)
{
    public static RateLimitSettings Of(ActionRateLimitOptions options) =>
        new(options.RequestCapacity, options.RequestRefill, options.InstanceCapacity, options.InstanceRefill);
}
