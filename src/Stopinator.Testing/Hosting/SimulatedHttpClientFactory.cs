using Amazon.Runtime;

namespace Stopinator.Testing.Hosting;

/// <summary>Gives the AWS SDK HTTP clients that reach the simulation without a socket.</summary>
internal sealed class SimulatedHttpClientFactory(Endpoint endpoint) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
        new(new InProcessHandler(endpoint)) { Timeout = Timeout.InfiniteTimeSpan };
}
