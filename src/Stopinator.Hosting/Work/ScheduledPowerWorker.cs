using Microsoft.Extensions.Hosting;

namespace Stopinator.Hosting.Work;

/// <summary>The hosted service of the loop.</summary>
/// <param name="loop">
/// Makes the loop. A host creates its services before it validates options, and options that are read by then hide the problems of others.
/// </param>
internal sealed class ScheduledPowerWorker(Lazy<TickLoop> loop) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.Value.RunAsync(stoppingToken);
}
