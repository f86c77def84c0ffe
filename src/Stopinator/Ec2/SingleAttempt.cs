using Amazon.EC2;
using Amazon.Runtime;

namespace Stopinator.Ec2;

/// <summary>Has a client send a request once. Retries, rate limits and the rule that a reboot is never sent twice rest on it.</summary>
internal static class SingleAttempt
{
    /// <summary>The line that registers a client which makes one attempt a call, beside the application's own.</summary>
    private const string Cure =
        "services.AddKeyedAWSService<IAmazonEC2>(StopinatorClient.Key, (config, _) => { config.MaxErrorRetry = 0; config.MaxStaleConnectionRetries = 0; });";

    /// <summary>Switches off everything in the SDK that sends a request again.</summary>
    public static void Configure(AmazonEC2Config config)
    {
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 0;

        // Not counted by the other, and ten by default: a connection that is reset would be asked again at once.
        config.MaxStaleConnectionRetries = 0;
        config.AllowAutoRedirect = false;
    }

    /// <summary>The retries that the configuration of a client shows, with the line that cures them; null when it shows none.</summary>
    public static string? ProblemOf(IClientConfig? config) =>
        config is null || (config.MaxErrorRetry <= 0 && config.MaxStaleConnectionRetries <= 0)
            ? null
            : FormattableString.Invariant($"The IAmazonEC2 in use sends failed requests again by itself (MaxErrorRetry {config.MaxErrorRetry}, MaxStaleConnectionRetries {config.MaxStaleConnectionRetries}). Give Stopinator one that does not: {Cure}");
}
