using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Stopinator.Instances;

namespace Stopinator.RateLimits;

/// <summary>
/// Finds the rate limit of a call. All services of the process share one rate limit for each account, endpoint and action.
/// </summary>
/// <remarks>
/// Account and endpoint are known after the first describe, with which every run begins. Until then no call is held back.
/// </remarks>
internal sealed class RateLimitBook(RateLimitOptions options, TimeProvider time)
{
    // Calls over another transport may go to another EC2.
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<RateLimitKey, ActionRateLimit>> Transports = [];

    private volatile Owner? _owner;

    /// <summary>The rate limit of describes; null before the first describe.</summary>
    public ActionRateLimit? Describe => Of("describe", options.Describe);

    /// <summary>The rate limit of reading status checks, by the same figures as describes; null before the first describe.</summary>
    public ActionRateLimit? DescribeStatus => Of("describe-status", options.Describe);

    /// <summary>Returns the rate limit of an action; null before the first describe.</summary>
    public ActionRateLimit? Of(PowerAction action) => Of(action.Name(), action switch
    {
        PowerAction.Start => options.Start,
        PowerAction.Stop => options.Stop,
        PowerAction.Reboot => options.Reboot,
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not a power action."),
    });

    /// <summary>Learns the destination and the account of calls from a describe.</summary>
    /// <param name="transport">The carrier of the calls.</param>
    /// <param name="endpoint">The endpoint or region.</param>
    /// <param name="account">
    /// The account that owns an instance of the answer, whatever credentials are used; null when the answer had none.
    /// </param>
    public void Learn(object transport, string endpoint, string? account)
    {
        var limits = _owner?.Limits ?? Transports.GetOrCreateValue(transport);
        _owner = new Owner(limits, endpoint, account ?? _owner?.Account ?? "");
    }

    private ActionRateLimit? Of(string operation, ActionRateLimitOptions limits) =>
        _owner is { } owner
            ? owner.Limits.GetOrAdd(
                new RateLimitKey(time, owner.Endpoint, owner.Account, operation, RateLimitSettings.Of(limits)),
                static key => new ActionRateLimit(key.Limits, key.Time))
            : null;

    private sealed record Owner(ConcurrentDictionary<RateLimitKey, ActionRateLimit> Limits, string Endpoint, string Account);
}

/// <summary>The key of a rate limit. Calls on two clocks share nothing.</summary>
internal sealed record RateLimitKey(TimeProvider Time, string Endpoint, string Account, string Operation, RateLimitSettings Limits);

/// <summary>The limits of an action, as a value.</summary>
internal sealed record RateLimitSettings(double RequestCapacity, double RequestRefill, double? InstanceCapacity, double? InstanceRefill)
{
    public static RateLimitSettings Of(ActionRateLimitOptions options) =>
        new(options.RequestCapacity, options.RequestRefill, options.InstanceCapacity, options.InstanceRefill);
}
