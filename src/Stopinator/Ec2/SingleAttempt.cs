using System.Globalization;
using Amazon.EC2;
using Amazon.Runtime;

namespace Stopinator.Ec2;

/// <summary>
/// Makes a client send a request only once. Retries, rate limits and the rule that a reboot is never sent twice depend on this.
/// </summary>
internal static class SingleAttempt
{
    /// <summary>The line that registers, beside the application's own client, a client that makes one attempt a call.</summary>
    private const string Cure =
        "services.AddKeyedAWSService<IAmazonEC2>(StopinatorClient.Key, "
        + "(config, _) => { config.MaxErrorRetry = 0; config.MaxStaleConnectionRetries = 0; });";

    /// <summary>Switches off everything in the SDK that sends a request again.</summary>
    public static void Configure(AmazonEC2Config config)
    {
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 0;

        // MaxErrorRetry does not count these retries. Their default is ten: the SDK would resend at once after a connection reset.
        config.MaxStaleConnectionRetries = 0;
        config.AllowAutoRedirect = false;
    }

    /// <summary>
    /// Returns the retries that the configuration of a client shows, with the line that cures them. Null when it shows none.
    /// </summary>
    public static string? ProblemOf(IClientConfig? config) =>
        config is null || (config.MaxErrorRetry <= 0 && config.MaxStaleConnectionRetries <= 0)
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The IAmazonEC2 in use sends failed requests again by itself (MaxErrorRetry {config.MaxErrorRetry}, "
                + $"MaxStaleConnectionRetries {config.MaxStaleConnectionRetries}). Give Stopinator one that does not: {Cure}");
}
