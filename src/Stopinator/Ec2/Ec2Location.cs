using Amazon.Runtime;

namespace Stopinator.Ec2;

/// <summary>The destination of a client's calls, as far as the client shows it.</summary>
/// <param name="Transport">The carrier of the calls. Only calls of the same transport share rate limits.</param>
/// <param name="Endpoint">The region or the endpoint; empty when the client shows neither.</param>
/// <param name="Region">The region that calls are signed for; null when the client does not show it.</param>
internal sealed record Ec2Location(object Transport, string Endpoint, string? Region)
{
    // EC2 over the network is the same for all clients. A custom HTTP client may lead anywhere.
    private static readonly object Network = new();

    /// <summary>Returns the location of a client. A client of a test or a decorator may show no configuration.</summary>
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
