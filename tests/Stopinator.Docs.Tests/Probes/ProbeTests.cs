using System.Net;
using System.Net.Sockets;

namespace Stopinator.Docs.Tests;

/// <summary>The probes of the documentation work.</summary>
public sealed class ProbeTests
{
    private static readonly Ec2Instance Here =
        new() { InstanceId = "i-00000000000000001", State = PowerState.Running, PrivateIpAddress = "127.0.0.1" };

    [Fact]
    public async Task TcpProbe_PortOpenThenClosed_IsReadyThenNot()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var probe = new TcpProbe(((IPEndPoint)listener.LocalEndpoint).Port);

        Assert.Null((await probe.CheckAsync(Here, TestContext.Current.CancellationToken)).Missing);

        listener.Stop();
        Assert.Contains(
            "ConnectionRefused", (await probe.CheckAsync(Here, TestContext.Current.CancellationToken)).Missing, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, null)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "/health answers 503")]
    public async Task UrlProbe_Answers_AreReadyWhenTheySucceed(HttpStatusCode status, string? missing)
    {
        using var handler = new Answers(status);
        using var http = new HttpClient(handler);

        Assert.Equal(missing, (await new UrlProbe(http, "/health").CheckAsync(Here, TestContext.Current.CancellationToken)).Missing);
        Assert.Equal("http://127.0.0.1/health", $"{handler.Asked}");
    }

    private sealed class Answers(HttpStatusCode status) : HttpMessageHandler
    {
        public Uri? Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked = request.RequestUri;
            return Task.FromResult(new HttpResponseMessage(status));
        }
    }
}
