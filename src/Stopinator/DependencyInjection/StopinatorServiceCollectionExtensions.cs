using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stopinator;
using Stopinator.DependencyInjection;
using Stopinator.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="IInstancePowerService"/> and <see cref="IMultiTargetPowerService"/>.</summary>
/// <remarks>
/// The services are singletons. They take <see cref="TimeProvider"/>, <see cref="ILoggerFactory"/> and <see cref="IEc2Api"/> from the
/// container where they are registered. Calling an overload twice adds nothing but options.
/// </remarks>
public static class StopinatorServiceCollectionExtensions
{
    /// <summary>Adds the service with default options: region and credentials from the environment, as with any AWS client.</summary>
    public static IServiceCollection AddStopinator(this IServiceCollection services) => Add(services, Options.Options.DefaultName, key: null);

    /// <summary>Adds the service and sets its options.</summary>
    public static IServiceCollection AddStopinator(this IServiceCollection services, Action<StopinatorOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        return services.AddStopinator();
    }

    /// <summary>Adds the service with options from configuration, usually a section <c>Stopinator</c>.</summary>
    /// <remarks>A name that is not an option is an error, so that a misspelled guard is noticed.</remarks>
    public static IServiceCollection AddStopinator(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddStopinator(options => StopinatorConfiguration.Apply(configuration, options));
    }

    /// <summary>Adds a service of its own for a key, e.g. one an account or region; resolve it by <c>[FromKeyedServices(key)]</c>.</summary>
    /// <remarks>It takes an <see cref="IEc2Api"/> registered under the same key, never the one without a key.</remarks>
    public static IServiceCollection AddKeyedStopinator(this IServiceCollection services, string key, Action<StopinatorOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(key, configure);
        return Add(services, key, key);
    }

    /// <summary>Adds a service of its own for a key, with options from configuration.</summary>
    public static IServiceCollection AddKeyedStopinator(this IServiceCollection services, string key, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddKeyedStopinator(key, options => StopinatorConfiguration.Apply(configuration, options));
    }

    private static IServiceCollection Add(IServiceCollection services, string optionsName, string? key)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<StopinatorOptions>(optionsName).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StopinatorOptions>, StopinatorOptionsValidator>());
        services.TryAddKeyedSingleton<IInstancePowerService>(key, (provider, _) => new InstancePowerService(
            provider.GetKeyedService<IEc2Api>(key),
            provider.GetRequiredService<IOptionsMonitor<StopinatorOptions>>().Get(optionsName),
            provider.GetService<TimeProvider>(),
            provider.GetService<ILoggerFactory>()));
        services.TryAddKeyedSingleton<IMultiTargetPowerService>(key, (provider, _) => new MultiTargetPowerService(
            provider.GetRequiredService<IOptionsMonitor<StopinatorOptions>>().Get(optionsName),
            provider.GetService<TimeProvider>(),
            provider.GetService<ILoggerFactory>()));
        return services;
    }
}
