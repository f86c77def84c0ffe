using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Stopinator.Hosting;
using Stopinator.Hosting.Health;
using Stopinator.Hosting.Work;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the health checks of the worker that <c>AddScheduledPowerWorker</c> registers.</summary>
public static class ScheduledPowerHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds two checks, of the last good tick (<see cref="ScheduledPowerHealth.ReadyName"/>, with the tag
    /// <see cref="ScheduledPowerHealth.ReadyTag"/>) and of the loop (<see cref="ScheduledPowerHealth.LiveName"/>, with the tag
    /// <see cref="ScheduledPowerHealth.LiveTag"/>). A second call adds nothing.
    /// </summary>
    /// <remarks>
    /// The data of both checks have the last tick, the last good tick, its age, and the number of failed ticks since the last good tick.
    /// </remarks>
    /// <example><code>services.AddHealthChecks().AddScheduledPower();</code></example>
    public static IHealthChecksBuilder AddScheduledPower(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<HealthCheckServiceOptions>(options =>
        {
            Add(options, ScheduledPowerHealth.ReadyName, ScheduledPowerHealth.ReadyTag);
            Add(options, ScheduledPowerHealth.LiveName, ScheduledPowerHealth.LiveTag);
        });
        return builder;
    }

    private static void Add(HealthCheckServiceOptions options, string name, string tag)
    {
        // Two checks of one name are an error of the health checks.
        if (!options.Registrations.Any(registration => registration.Name == name))
        {
            options.Registrations.Add(new HealthCheckRegistration(name, Create, failureStatus: null, [tag]));
        }
    }

    private static ScheduledPowerHealthCheck Create(IServiceProvider provider) => new(
        provider.GetService<WorkerState>() ?? throw new InvalidOperationException(
            "The health checks of AddScheduledPower have no worker to report on; add services.AddScheduledPowerWorker()."),
        provider.GetRequiredService<IOptions<ScheduledPowerWorkerOptions>>().Value);
}
