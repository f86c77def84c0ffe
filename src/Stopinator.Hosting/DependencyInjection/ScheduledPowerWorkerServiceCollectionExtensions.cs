using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Stopinator;
using Stopinator.Hosting;
using Stopinator.Hosting.DependencyInjection;
using Stopinator.Hosting.Diagnostics;
using Stopinator.Hosting.Work;
using Stopinator.Scheduling;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a hosted service that keeps tagged instances on their schedules.</summary>
/// <remarks>
/// The worker runs <see cref="IScheduledPowerService"/> at every tick, one run at a time; with targets in the options, it runs
/// <see cref="IMultiTargetScheduledPowerService"/> at all targets. The overloads also register the services of <c>AddScheduledPower</c> and
/// <c>AddStopinator</c>, whose own overloads set the tags, the scope and the client. The worker uses the <see cref="TimeProvider"/> of the
/// container, if there is one. A second call of an overload adds only its options.
/// </remarks>
public static class ScheduledPowerWorkerServiceCollectionExtensions
{
    /// <summary>Adds the worker with default options: a tick every 5 minutes.</summary>
    public static IServiceCollection AddScheduledPowerWorker(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddStopinator().AddScheduledPower();
        services.AddOptions<ScheduledPowerWorkerOptions>().ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<ScheduledPowerWorkerOptions>, ScheduledPowerWorkerOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<ScheduledPowerOptions>, WorkerInterval>());
        services.TryAddSingleton(provider => new WorkerState(TimeOf(provider)));
        services.TryAddSingleton(provider =>
        {
            var state = provider.GetRequiredService<WorkerState>();
            return new WorkerTelemetry(() => state.Age);
        });
        services.AddHostedService(provider =>
        {
            // Made before what collects metrics, and therefore disposed after it: the last values are not lost.
            var telemetry = provider.GetRequiredService<WorkerTelemetry>();
            return new ScheduledPowerWorker(new Lazy<TickLoop>(() => CreateLoop(provider, telemetry)));
        });
        return services;
    }

    /// <summary>Adds the worker and sets its options.</summary>
    public static IServiceCollection AddScheduledPowerWorker(
        this IServiceCollection services, Action<ScheduledPowerWorkerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        return services.AddScheduledPowerWorker();
    }

    /// <summary>Adds the worker with options from configuration, usually a section <c>Worker</c>.</summary>
    /// <remarks>
    /// The names are <c>Interval</c>, <c>Jitter</c>, <c>RunAtStart</c>, <c>StaleAfter</c>, <c>Targets</c> and <c>TargetsLocation</c>.
    /// <c>Targets</c> is a section in the form of <see cref="PowerTargets.Parse"/>, or its JSON as a text. An unknown name is an error at
    /// start.
    /// </remarks>
    public static IServiceCollection AddScheduledPowerWorker(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddScheduledPowerWorker(options => WorkerConfiguration.Apply(configuration, options));
    }

    private static TickLoop CreateLoop(IServiceProvider provider, WorkerTelemetry telemetry)
    {
        var options = provider.GetRequiredService<IOptions<ScheduledPowerWorkerOptions>>().Value;
        var stopinator = provider.GetRequiredService<IOptions<StopinatorOptions>>().Value;

        // Asks EC2 for no more than may be touched, and keeps no more of it than what is to be done.
        var request = options.Request ?? PowerRequest.Reconcile(stopinator.Scope ?? InstanceSelector.All) with { OmitAlreadyThere = true };
        var state = provider.GetRequiredService<WorkerState>();
        ITickRun run = !WorkerTargets.AreSet(options)
            ? new ServiceRun(provider.GetRequiredService<IScheduledPowerService>(), request, state)
            : new TargetsRun(
                WorkerTargets.Open(options, provider),
                provider.GetRequiredService<IMultiTargetPowerService>(),
                provider.GetRequiredService<IMultiTargetScheduledPowerService>(),
                request,
                state);
        return new TickLoop(
            run,
            options,
            state,
            telemetry,
            TimeOf(provider),
            stopinator.Randomizer,
            provider.GetService<ILogger<ScheduledPowerWorker>>() ?? NullLogger<ScheduledPowerWorker>.Instance);
    }

    private static TimeProvider TimeOf(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;
}
