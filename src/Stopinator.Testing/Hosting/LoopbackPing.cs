namespace Stopinator.Testing.Hosting;

/// <summary>
/// A request that does nothing. It takes the same way as the clients' requests and answers do, behind them: through sockets, event
/// loop and thread pool. When it is back, they have arrived.
/// </summary>
internal sealed class LoopbackPing(Uri address) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    public async Task SendAsync()
    {
        using var response = await _client.GetAsync(address).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _client.Dispose();
}
