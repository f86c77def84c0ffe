using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ObserversSample;

/// <summary>
/// A load balancer in miniature, on a free port of this machine. <c>PUT /targets/{id}/drain</c> takes a target out when no request is left
/// on it, and <c>PUT /targets/{id}/serve</c> puts it back. The last target is not drained: the answer is 409.
/// </summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, Target> _targets;
    private readonly Lock _gate = new();

    private Balancer(WebApplication application, IEnumerable<string> targets)
    {
        _application = application;
        _targets = new(targets.Select(id => KeyValuePair.Create(id, new Target())), StringComparer.Ordinal);
        application.MapPut("/targets/{id}/drain", DrainAsync);
        application.MapPut("/targets/{id}/serve", Serve);
    }

    public Uri Address => new(_application.Urls.Single());

    /// <summary>The targets that receive requests.</summary>
    public IReadOnlyList<string> Serving => [.. _targets.Where(target => target.Value.Serves).Select(target => target.Key).Order(StringComparer.Ordinal)];

    public static async Task<Balancer> StartAsync(IEnumerable<string> targets)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var balancer = new Balancer(builder.Build(), targets);
        await balancer._application.StartAsync();
        return balancer;
    }

    /// <summary>Begins a request on a target. The target is drained when the request has ended.</summary>
    /// <param name="id">The target.</param>
    /// <param name="ended">The end of the request.</param>
    public void BeginRequest(string id, Task ended) => _targets[id].Requests.Add(ended);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task<IResult> DrainAsync(string id, CancellationToken cancellationToken)
    {
        if (!_targets.TryGetValue(id, out var target))
        {
            return Results.NotFound();
        }

        lock (_gate)
        {
            if (target.Serves && _targets.Values.Count(other => other.Serves) == 1)
            {
                return Results.Conflict();
            }

            target.Serves = false;
        }

        await Task.WhenAll(target.Requests).WaitAsync(cancellationToken);
        return Results.Ok();
    }

    private IResult Serve(string id)
    {
        if (!_targets.TryGetValue(id, out var target))
        {
            return Results.NotFound();
        }

        target.Serves = true;
        return Results.Ok();
    }

    private sealed class Target
    {
        public volatile bool Serves = true;

        public ConcurrentBag<Task> Requests { get; } = [];
    }
}
