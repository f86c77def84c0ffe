using Amazon.Runtime;

namespace Stopinator.Ec2;

/// <summary>The place that the calls of a client go to, as far as the client shows it.</summary>
/// <param name="Transport">What carries the calls; only calls of the same transport share rate limits.</param>
/// <param name="Endpoint">The region or the endpoint; empty when the client shows neither.</param>
/// <param name="Region">The region that calls are signed for; null when the client does not show it.</param>
internal sealed record Ec2Location(object Transport, string Endpoint, string? Region)
{
    // Over the network EC2 is the same for all clients. An HTTP client of somebody's own may lead anywhere.
    private static readonly object Network = new();

    /// <summary>The location of a client. A client of a test or a decorator may show no configuration.</summary>
    /// <param name="client">The client.</param>
    public static Ec2Location Of(IAmazonService client)
    {
        var config = client.Config;
        var region = config?.RegionEndpoint?.SystemName ?? NotEmpty(config?.AuthenticationRegion);
        var endpoint = NotEmpty(config?.ServiceURL) ?? region;
        return endpoint is null
            ? new Ec2Location(client, "", Region: null)
            : new Ec2Location(TransportOf(config!.HttpClientFactory), endpoint, region);
    }

    private static object TransportOf(HttpClientFactory? http) =>
        http switch
        {
            null => Network,
            SingleAttemptHttpClientFactory own => own.Handler ?? Network,
            _ => http,
        };

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
