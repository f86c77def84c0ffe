using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Stopinator;
using Stopinator.Scheduling;
using Stopinator.Scheduling.DependencyInjection;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="IScheduledPowerService"/> and <see cref="IMultiTargetScheduledPowerService"/>.</summary>
/// <remarks>
/// The services are singletons on the <see cref="IInstancePowerService"/> and the <see cref="IMultiTargetPowerService"/> that
/// <c>AddStopinator</c> registers, and use the <see cref="TimeProvider"/> and the <see cref="IScheduleSources"/> of the container, if there
/// are any. A second call of an overload adds only its options.
/// </remarks>
public static class ScheduledPowerServiceCollectionExtensions
{
    /// <summary>
    /// Adds the service with default options: the mode <see cref="ReconcileMode.Enforce"/>, and the tag <c>stopinator:schedule</c>.
    /// </summary>
    public static IServiceCollection AddScheduledPower(this IServiceCollection services) =>
        Add(services, Options.Options.DefaultName, key: null);

    /// <summary>Adds the service and sets its options.</summary>
    public static IServiceCollection AddScheduledPower(this IServiceCollection services, Action<ScheduledPowerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        return services.AddScheduledPower();
    }

    /// <summary>
    /// Adds a separate service for a key of <c>AddKeyedStopinator</c>. Resolve the service with <c>[FromKeyedServices(key)]</c>.
    /// </summary>
    /// <remarks>
    /// The service acts through the <see cref="IInstancePowerService"/> of the same key, never through the one without a key.
    /// </remarks>
    public static IServiceCollection AddKeyedScheduledPower(
        this IServiceCollection services, string key, Action<ScheduledPowerOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(key, configure);
        return Add(services, key, key);
    }

    private static IServiceCollection Add(IServiceCollection services, string optionsName, string? key)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<ScheduledPowerOptions>(optionsName).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ScheduledPowerOptions>, ScheduledPowerOptionsValidator>());
        services.TryAddKeyedSingleton<IScheduledPowerService>(key, (provider, _) => new ScheduledPowerService(
            provider.GetRequiredKeyedService<IInstancePowerService>(key),
            provider.GetRequiredService<IOptionsMonitor<ScheduledPowerOptions>>().Get(optionsName),
            provider.GetService<TimeProvider>()));
        services.TryAddKeyedSingleton<IMultiTargetScheduledPowerService>(key, (provider, _) => new MultiTargetScheduledPowerService(
            provider.GetRequiredKeyedService<IMultiTargetPowerService>(key),
            provider.GetRequiredService<IOptionsMonitor<ScheduledPowerOptions>>().Get(optionsName),
            provider.GetService<IScheduleSources>(),
            provider.GetService<TimeProvider>()));
        return services;
    }
}
