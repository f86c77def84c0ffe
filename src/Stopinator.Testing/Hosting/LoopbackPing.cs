namespace Stopinator.Testing.Hosting;

/// <summary>
/// A request that does nothing. It travels behind the requests and answers of clients on the same way: through sockets, event loop and
/// thread pool. When the ping has returned, they have arrived.
/// </summary>
internal sealed class LoopbackPing(Uri address) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    public async Task SendAsync()
    {
        try
        {
            using var response = await _client.GetAsync(address).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // The code under test has just stopped the server, so nothing can be on its way to it any more.
        }
    }

    public void Dispose() => _client.Dispose();
}
