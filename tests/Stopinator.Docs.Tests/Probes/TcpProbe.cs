using System.Net.Sockets;

namespace Stopinator.Docs.Tests;

internal sealed class TcpProbe(int port) : IReadinessProbe
{
    public string Name => $"tcp {port}";

    public async ValueTask<Readiness> CheckAsync(Ec2Instance instance, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(instance.PrivateIpAddress!, port, cancellationToken);
            return Readiness.Ready;
        }
        catch (SocketException exception)
        {
            return Readiness.NotYet($"port {port} does not accept connections ({exception.SocketErrorCode})");
        }
    }
}
