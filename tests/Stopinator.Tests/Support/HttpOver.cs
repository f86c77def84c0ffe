using Amazon.Runtime;

namespace Stopinator.Tests.Support;

/// <summary>Gives the AWS SDK an HTTP client over a handler, which is not disposed of.</summary>
internal sealed class HttpOver(HttpMessageHandler handler) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
        new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
}
