namespace Stopinator.RateLimits;

/// <summary>The key of a rate limit. Calls on two clocks share nothing.</summary>
internal sealed record RateLimitKey(TimeProvider Time, string Endpoint, string Account, string Operation, RateLimitSettings Limits);
