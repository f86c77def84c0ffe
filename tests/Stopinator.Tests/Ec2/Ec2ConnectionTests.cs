using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Stopinator.Ec2;
using Stopinator.Instances;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Ec2;

/// <summary>What the handler of our own does on a real connection.</summary>
public sealed class Ec2ConnectionTests
{
    private const string Rebooted = "<RebootInstancesResponse><requestId>r-1</requestId></RebootInstancesResponse>";

    private static readonly string Answered = $"HTTP/1.1 200 OK\r\nContent-Length: {Rebooted.Length}\r\n\r\n{Rebooted}";
    private static readonly PowerCall Call = new(["i-0123456789abcdef0"]);

    [Fact(Timeout = 30_000)]
    public async Task Call_Redirect_IsNotFollowed()
    {
        await using var server = new RawServer(_ => "HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
        using var client = Client(server.Endpoint);

        Assert.Equal("Http307", (await Assert.ThrowsAsync<Ec2Exception>(() => client.RebootAsync(Call))).Code);
        Assert.Single(server.Requests);
    }

    [Fact(Timeout = 30_000)]
    public async Task Call_Again_UsesTheSameConnectionAndSendsNoCookies()
    {
        await using var server = new RawServer(_ => Answered.Replace("\r\nContent-Length", "\r\nSet-Cookie: a=b\r\nContent-Length", StringComparison.Ordinal));
        using var client = Client(server.Endpoint);

        await client.RebootAsync(Call);
        await client.RebootAsync(Call);

        Assert.Equal((2, 1), (server.Requests.Count, server.Connections));
        Assert.All(server.Requests, request => Assert.DoesNotContain("Cookie", request, StringComparison.OrdinalIgnoreCase));
    }

    [Fact(Timeout = 30_000)]
    public async Task Call_ConnectionInUseIsClosedInsteadOfAnAnswer_IsNotSentAgain()
    {
        // The second call goes out on the connection of the first. The HTTP client may send some requests again by itself; not this.
        await using var server = new RawServer(request => request == 2 ? null : Answered);
        using var client = Client(server.Endpoint);
        await client.RebootAsync(Call);

        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => client.RebootAsync(Call));

        Assert.Equal(("ConnectionLost", true), (exception.Code, exception.MayHaveActed));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task Call_NobodyListens_WasNotSent()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        var endpoint = new Uri($"http://{socket.LocalEndpoint}/");
        socket.Stop();
        using var client = Client(endpoint);

        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => client.RebootAsync(Call));

        Assert.Equal(("ConnectionFailed", false), (exception.Code, exception.MayHaveActed));
        Assert.Contains(endpoint.AbsoluteUri, exception.Message, StringComparison.Ordinal);
    }

    private static Ec2Client Client(Uri endpoint) => new(
        new Ec2Options { Region = "eu-west-1", EndpointUrl = endpoint },
        new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
        handler: null,
        new Ec2LocationResolver(new AwsConfiguration(_ => null, _ => null), () => null));
}
