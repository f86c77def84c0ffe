namespace Stopinator;

/// <summary>The key under which an application registers the <c>IAmazonEC2</c> for Stopinator.</summary>
public static class StopinatorClient
{
    /// <summary>
    /// The key of a client that only Stopinator uses, beside the application's client without a key. Register it with one attempt a call:
    /// <c>services.AddKeyedAWSService&lt;IAmazonEC2&gt;(StopinatorClient.Key, (config, _) =&gt; { config.MaxErrorRetry = 0;
    /// config.MaxStaleConnectionRetries = 0; })</c>.
    /// </summary>
    public const string Key = "Stopinator";
}
