namespace Stopinator;

/// <summary>How a failed call to EC2 is repeated. Between attempts a random time is waited, up to a bound that doubles (full jitter).</summary>
public sealed class RetryOptions
{
    /// <summary>
    /// How often a call is sent at most when EC2 fails (5xx) or the connection does. Default 6. Throttled calls are bounded by
    /// <see cref="TotalTime"/> alone: EC2 did nothing and will take them later.
    /// </summary>
    public int MaxAttempts { get; set; } = 6;

    /// <summary>How long one attempt may take until its answer is read. Default 60 seconds.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a call is repeated in all, from its first attempt. Default 2 minutes; a deadline ends it earlier.</summary>
    public TimeSpan TotalTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The bound of the first wait after a throttled call. Default 1 second, in which EC2 refills two starts or five stops.</summary>
    public TimeSpan ThrottlingDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The bound of the first wait after a failure of EC2 (5xx) or a lost answer. Default 0.5 seconds.</summary>
    public TimeSpan TransientDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The bound of the first wait after a connection that could not be made. Default 0.1 seconds.</summary>
    public TimeSpan ConnectionDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What the bound of a wait does not exceed. Default 20 seconds.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(20);
}
