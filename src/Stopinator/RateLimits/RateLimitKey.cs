namespace Stopinator.RateLimits;

/// <summary>Whose rate limit it is. Calls on two clocks have nothing to do with each other.</summary>
internal sealed record RateLimitKey(TimeProvider Time, string Endpoint, string Account, string Operation, RateLimitSettings Limits);
