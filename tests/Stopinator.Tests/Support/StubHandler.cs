using System.Net;

namespace Stopinator.Tests.Support;

/// <summary>Answers HTTP requests as told, and keeps what was sent.</summary>
internal sealed class StubHandler(Func<int, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public StubHandler(string body, HttpStatusCode status = HttpStatusCode.OK)
        : this((_, _) => Task.FromResult(Response(body, status)))
    {
    }

    /// <summary>The requests, each with its form as it went out.</summary>
    public List<(HttpRequestMessage Message, string Form)> Requests { get; } = [];

    public bool IsDisposed { get; private set; }

    public static HttpResponseMessage Response(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = await request.Content!.ReadAsStringAsync(cancellationToken);
        lock (Requests)
        {
            Requests.Add((request, form));
        }

        return await answer(Requests.Count, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
