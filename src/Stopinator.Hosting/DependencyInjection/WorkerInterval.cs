using Microsoft.Extensions.Options;
using Stopinator.Scheduling;

namespace Stopinator.Hosting.DependencyInjection;

/// <summary>Sets the interval of the schedules to that of the worker, over which the mode Edges looks back.</summary>
internal sealed class WorkerInterval(IOptions<ScheduledPowerWorkerOptions> worker) : IPostConfigureOptions<ScheduledPowerOptions>
{
    public void PostConfigure(string? name, ScheduledPowerOptions options)
    {
        if (name != Microsoft.Extensions.Options.Options.DefaultName)
        {
            return;
        }

        try
        {
            options.Interval = worker.Value.Interval;
        }
        catch (OptionsValidationException)
        {
            // The worker's own validation reports its problems at start, once.
        }
    }
}
