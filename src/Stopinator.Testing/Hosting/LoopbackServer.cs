using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Stopinator.Testing.Hosting;

/// <summary>
/// Kestrel on 127.0.0.1, without the rest of ASP.NET Core. There is no host, so that no configuration, environment variable or signal
/// handler of the program under test interferes.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly ClockActivity? _clock;
    private readonly LoopbackPing _ping;

    private LoopbackServer(KestrelServer server, Uri address, LoopbackPing ping, ClockActivity? clock)
    {
        (_server, Address, _ping, _clock) = (server, address, ping, clock);
        _clock?.AddRoundTrip(_ping.SendAsync);
    }

    public Uri Address { get; }

    public static async Task<LoopbackServer> StartAsync(
        Endpoint endpoint, ControlEndpoint? control, int port, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(IPAddress.Loopback, port);

        // A client that is paused in a debugger is not an attack.
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        var logging = NullLoggerFactory.Instance;
        var server = new KestrelServer(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logging),
            logging);
        try
        {
            var pingPath = $"/{Guid.NewGuid():n}";
            await server.StartAsync(new LoopbackApplication(endpoint, control, pingPath), cancellationToken).ConfigureAwait(false);
            var address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
            return new(server, address, new LoopbackPing(new Uri(address, pingPath)), (endpoint.Clock as SimulatedClock)?.Activity);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _clock?.RemoveRoundTrip(_ping.SendAsync);
        _ping.Dispose();

        // Does not wait for connections that clients keep open for the next call.
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _server.Dispose();
    }
}
