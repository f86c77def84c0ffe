using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Stopinator.Testing;

namespace Stopinator.Worker.Tests.Support;

/// <summary>An HTTP server whose threads, which never rest, are no work that a manual clock waits for.</summary>
internal sealed class ServerBesideTheClock(IServer server, SimulatedClock clock) : IServer
{
    public IFeatureCollection Features => server.Features;

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        using (clock.Hold())
        {
            await WithoutContext(() => server.StartAsync(application, cancellationToken));
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using (clock.Hold())
        {
            await WithoutContext(() => server.StopAsync(cancellationToken));
        }
    }

    public void Dispose() => server.Dispose();

    // What is started here is not of the run of the clock, which is known by the execution context.
    private static Task WithoutContext(Func<Task> action)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(action);
        }
    }
}
