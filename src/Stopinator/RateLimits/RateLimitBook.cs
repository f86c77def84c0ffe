using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Stopinator.Instances;

namespace Stopinator.RateLimits;

/// <summary>Finds the rate limit of a call: one for an account, endpoint and action, shared by all services of the process.</summary>
/// <remarks>Account and endpoint are known from the first describe on, with which every run begins. Until then nothing is held back.</remarks>
internal sealed class RateLimitBook(RateLimitOptions options, TimeProvider time)
{
    // Calls that travel by another transport may go to another EC2.
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<RateLimitKey, ActionRateLimit>> Transports = [];

    private volatile Owner? _owner;

    /// <summary>The rate limit of describes; null before the first one.</summary>
    public ActionRateLimit? Describe => Of("describe", options.Describe);

    /// <summary>The rate limit of an action; null before the first describe.</summary>
    public ActionRateLimit? Of(PowerAction action) => Of(action.Name(), action switch
    {
        PowerAction.Start => options.Start,
        PowerAction.Stop => options.Stop,
        PowerAction.Reboot => options.Reboot,
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not a power action."),
    });

    /// <summary>Learns from a describe where calls go and whose they are.</summary>
    /// <param name="transport">What carries the calls.</param>
    /// <param name="endpoint">The endpoint or region.</param>
    /// <param name="account">The account that owns an instance read, whatever credentials are used; null when none was read.</param>
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
