using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Stopinator.Instances;

namespace Stopinator.RateLimits;

/// <summary>Finds the rate limit of a call: one for an account, endpoint and action, shared by all services of the process.</summary>
/// <remarks>A port of the user's says nothing of region and account; services share a rate limit when they share the port.</remarks>
internal sealed class RateLimitBook(IEc2Api api, RateLimitOptions options, TimeProvider time)
{
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<RateLimitKey, ActionRateLimit>> RateLimits = [];

    private readonly IRateLimitPayer? _payer = api as IRateLimitPayer;
    private readonly ConcurrentDictionary<RateLimitKey, ActionRateLimit> _rateLimits = RateLimits.GetOrCreateValue((api as IRateLimitPayer)?.Way ?? api);
    private volatile string? _account;

    /// <summary>The rate limit of describes; null as long as it is not known whose it is.</summary>
    public ActionRateLimit? Describe => Of("describe", options.Describe);

    /// <summary>The rate limit of an action; null as long as it is not known whose it is.</summary>
    public ActionRateLimit? Of(PowerAction action) => Of(action.Name(), action switch
    {
        PowerAction.Start => options.Start,
        PowerAction.Stop => options.Stop,
        PowerAction.Reboot => options.Reboot,
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not a power action."),
    });

    /// <summary>Takes the account from what a describe shows, which holds whatever credentials are used.</summary>
    public void Learn(InstancePage page) => _account = page.Instances is [{ OwnerId: { Length: > 0 } owner }, ..] ? owner : _account;

    private ActionRateLimit? Of(string operation, ActionRateLimitOptions limits)
    {
        var endpoint = _payer is null ? "" : _payer.Endpoint;
        var account = _account ?? (_payer is null ? "" : _payer.Identity);
        return endpoint is null || account is null
            ? null
            : _rateLimits.GetOrAdd(
                new RateLimitKey(time, endpoint, account, operation, RateLimitSettings.Of(limits)),
                static key => new ActionRateLimit(key.Limits, key.Time));
    }
}
