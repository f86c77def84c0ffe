using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stopinator.Hostile.Tests;

/// <summary>A server on loopback that answers one action of EC2 with the bytes of a case, and every other as EC2 does.</summary>
internal sealed class HostileEndpoint : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly HostileCase _case;
    private readonly Task _accepting;
    private int _hostile;

    public HostileEndpoint(HostileCase @case)
    {
        _case = @case;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    /// <summary>The bodies of the requests received.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_end.Token);
            _connections.Add(ServeAsync(client));
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        await using var stream = client.GetStream();
        while (await ReadRequestAsync(stream) is { } body)
        {
            Requests.Enqueue(body);
            if (!body.Contains($"Action={_case.Action}", StringComparison.Ordinal))
            {
                var answer = body.Contains("Action=DescribeInstances", StringComparison.Ordinal)
                    ? Ec2Answers.Described(Ec2Answers.A, Ec2Answers.B)
                    : Ec2Answers.Stopped(Ec2Answers.A, Ec2Answers.B);
                await stream.WriteAsync(Ec2Answers.Http(answer), _end.Token);
            }
            else if (!await _case.Answer(stream, Interlocked.Increment(ref _hostile), _end.Token))
            {
                return;
            }
        }
    }

    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var buffer = new byte[64 * 1024];
        for (var read = 0; ;)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(read), _end.Token);
            if (count == 0)
            {
                return null;
            }

            read += count;
            var text = Encoding.UTF8.GetString(buffer, 0, read);
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && text.Length == head + 4 + LengthOf(text[..head]))
            {
                return text[(head + 4)..];
            }
        }
    }

    private static int LengthOf(string head)
    {
        const string Name = "Content-Length: ";
        var start = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase) + Name.Length;
        var end = head.IndexOf('\r', start);
        return int.Parse(head[start..(end < 0 ? head.Length : end)], CultureInfo.InvariantCulture);
    }
}
