using System.Net;
using System.Net.Sockets;

namespace Stopinator.Tool.Tests.Support;

/// <summary>A port on <c>[::1]</c> whose connections lead to a port on 127.0.0.1.</summary>
internal sealed class IPv6Bridge : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.IPv6Loopback, 0);
    private readonly int _port;

    private IPv6Bridge(int port) => _port = port;

    public string Endpoint => $"http://[::1]:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Opens the port. Skips the test on a machine without IPv6.</summary>
    public static IPv6Bridge Start(int port)
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6.");
        var bridge = new IPv6Bridge(port);
        bridge._listener.Start();
        _ = bridge.AcceptAsync();
        return bridge;
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = ConnectAsync(client);
        }
    }

    private async Task ConnectAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(IPAddress.Loopback, _port);
            await Task.WhenAny(
                client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
        }
    }
}
