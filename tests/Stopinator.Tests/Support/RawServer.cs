using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stopinator.Tests.Support;

/// <summary>A server on loopback that answers with bytes: what an HTTP client does with a connection cannot be seen otherwise.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<int, string?> _answer;
    private readonly Task _serving;

    /// <summary>Starts the server.</summary>
    /// <param name="answer">The answer to the nth request; null to close the connection instead.</param>
    public RawServer(Func<int, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Endpoint => new($"http://{_listener.LocalEndpoint}/");

    /// <summary>The requests received, head and body.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            Connections++;
            await using var stream = client.GetStream();
            while (await ReadRequestAsync(stream) is { } request)
            {
                Requests.Enqueue(request);
                if (_answer(Requests.Count) is not { } answer)
                {
                    break;
                }

                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _end.Token);
            }
        }
    }

    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var buffer = new byte[65536];
        var read = 0;
        while (true)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(read), _end.Token);
            read += count;
            var text = Encoding.UTF8.GetString(buffer, 0, read);
            if (count == 0 || IsWhole(text))
            {
                return count == 0 ? null : text;
            }
        }
    }

    private static bool IsWhole(string text)
    {
        const string Length = "Content-Length: ";
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = text.IndexOf(Length, StringComparison.Ordinal) + Length.Length;
        return head >= 0 && text.Length == head + 4 + int.Parse(text[length..text.IndexOf('\r', length)], System.Globalization.CultureInfo.InvariantCulture);
    }
}
