namespace Stopinator.RateLimits;

/// <summary>A client that knows on whose account its calls go.</summary>
internal interface IRateLimitPayer
{
    /// <summary>What calls must have in common to share rateLimits: the way they take to EC2.</summary>
    object Way { get; }

    /// <summary>Where calls go; null before the first.</summary>
    string? Endpoint { get; }

    /// <summary>The account, or else the access key, that signs; null before the first call.</summary>
    string? Identity { get; }
}
