using System.Collections.Concurrent;

namespace Stopinator.Conformance.Tests.Support;

/// <summary>Keeps the answers that go through it.</summary>
internal sealed class AnswerRecorder() : DelegatingHandler(new SocketsHttpHandler())
{
    public ConcurrentQueue<(string? MediaType, string Body)> Answers { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        Answers.Enqueue((response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(cancellationToken)));
        return response;
    }
}
