using Amazon.Runtime;

namespace Stopinator.Ec2;

/// <summary>Gives the SDK the HTTP client of our own clients.</summary>
/// <param name="handler">The handler that sends the requests, e.g. in-process for a test. It is not disposed. Null for the network.</param>
internal sealed class SingleAttemptHttpClientFactory(HttpMessageHandler? handler) : HttpClientFactory
{
    public HttpMessageHandler? Handler => handler;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
        new(new WholeAnswerHandler(handler is null ? Network(clientConfig) : new Borrowed(handler)))
        {
            // The caller sets the timeout of an attempt.
            Timeout = Timeout.InfiniteTimeSpan,
        };

    private static SocketsHttpHandler Network(IClientConfig config)
    {
        var network = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = config.ConnectTimeout ?? TimeSpan.FromSeconds(10),

            // The lifetime is bounded, so that a change of DNS is seen.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (config.GetWebProxy() is { } proxy)
        {
            network.Proxy = proxy;
        }

        return network;
    }

    // The owner of a handler disposes of it.
    private sealed class Borrowed(HttpMessageHandler handler) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _handler = new(handler, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _handler.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _handler.Dispose();
            base.Dispose(disposing);
        }
    }
}
