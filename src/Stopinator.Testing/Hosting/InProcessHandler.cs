using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Hosting;

/// <summary>Serves requests without a socket, on the thread of the caller.</summary>
internal sealed class InProcessHandler(Endpoint endpoint) : HttpMessageHandler
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var hold = new RequestHold(endpoint.Clock);
        var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        using var answer = await endpoint.ServeAsync(
            new Request(
                request.RequestUri?.Query.TrimStart('?') ?? "",
                form,
                Header(request, "Authorization"),
                Header(request, "User-Agent")),
            hold,
            cancellationToken).ConfigureAwait(false);
        return answer.IsDropped
            ? throw (ReferenceEquals(answer, Response.Refused) ? Refused() : Dropped())
            : ToResponse(request, answer);
    }

    /// <summary>Returns the exception that a socket handler throws when nobody listens.</summary>
    private static HttpRequestException Refused() =>
        new(HttpRequestError.ConnectionError, "Connection refused", new SocketException((int)SocketError.ConnectionRefused));

    /// <summary>Returns the exception that a socket handler throws when the server closes the connection instead of answering.</summary>
    private static HttpRequestException Dropped() => new(
        HttpRequestError.ResponseEnded,
        "An error occurred while sending the request.",
        new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely."));

    private static HttpResponseMessage ToResponse(HttpRequestMessage request, Response answer)
    {
        // A copy, because nothing tells when the client is done with the response and the buffer could return to its pool.
        HttpContent content = answer.CutAfter is { } length
            ? new StreamContent(new CutStream(answer.Body[..Math.Min(length, answer.Body.Length)].ToArray()))
            : new ByteArrayContent(answer.Body.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(answer.ContentType);
        return new((HttpStatusCode)answer.Status)
        {
            Content = content,
            RequestMessage = request,
            Version = request.Version,
            Headers = { { "x-amzn-requestid", answer.RequestId }, { "Server", "AmazonEC2" } },
        };
    }

    /// <summary>Returns a header as it was sent, e.g. a user agent with its comments.</summary>
    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.NonValidated.TryGetValues(name, out var values) ? string.Join(' ', values) : null;
}
