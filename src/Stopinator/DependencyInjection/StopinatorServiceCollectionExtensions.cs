using System.Diagnostics.CodeAnalysis;
using Amazon.EC2;
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
/// The services are singletons. They use the <see cref="TimeProvider"/>, <see cref="ILoggerFactory"/> and <see cref="IAmazonEC2"/> of the
/// container. The client is resolved at the first call. A second call of an overload adds only its options.
/// </remarks>
public static class StopinatorServiceCollectionExtensions
{
    /// <summary>Adds the service with default options.</summary>
    /// <remarks>
    /// The client is the <see cref="IAmazonEC2"/> registered under <see cref="StopinatorClient.Key"/>, else the client registered without a
    /// key. Without either, the service makes a client of its own from the options, the registered <c>AWSOptions</c> and the environment.
    /// </remarks>
    public static IServiceCollection AddStopinator(this IServiceCollection services) =>
        Add(services, Options.Options.DefaultName, key: null);

    /// <summary>Adds the service and sets its options.</summary>
    /// <inheritdoc cref="AddStopinator(IServiceCollection)" path="/remarks"/>
    public static IServiceCollection AddStopinator(this IServiceCollection services, Action<StopinatorOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        return services.AddStopinator();
    }

    /// <summary>Adds the service with options from configuration, usually a section <c>Stopinator</c>.</summary>
    /// <remarks>An unknown option name is an error, so that a misspelled guard is noticed.</remarks>
    public static IServiceCollection AddStopinator(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddStopinator(options => StopinatorConfiguration.Apply(configuration, options));
    }

    /// <summary>
    /// Adds a separate service for a key, e.g. for an account or a region. Resolve it by <c>[FromKeyedServices(key)]</c>.
    /// </summary>
    /// <remarks>
    /// The client is the <see cref="IAmazonEC2"/> registered under the same key, else a client that the service makes for itself. A client
    /// without a key is never used, because another key means another account or region.
    /// </remarks>
    public static IServiceCollection AddKeyedStopinator(this IServiceCollection services, string key, Action<StopinatorOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(key, configure);
        return Add(services, key, key);
    }

    /// <summary>Adds a separate service for a key, with options from configuration.</summary>
    /// <inheritdoc cref="AddKeyedStopinator(IServiceCollection, string, Action{StopinatorOptions})" path="/remarks"/>
    public static IServiceCollection AddKeyedStopinator(this IServiceCollection services, string key, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddKeyedStopinator(key, options => StopinatorConfiguration.Apply(configuration, options));
    }

    /// <summary>
    /// Adds an observer of every Stopinator service of the container, those with a key included. Observers are asked in the order in which
    /// they are added.
    /// </summary>
    /// <typeparam name="T">The observer, a singleton. It must not depend on a service that it observes.</typeparam>
    public static IServiceCollection AddPowerObserver<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IServiceCollection services)
        where T : class, IPowerObserver
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPowerObserver, T>());
        return services;
    }

    private static IServiceCollection Add(IServiceCollection services, string optionsName, string? key)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<StopinatorOptions>(optionsName).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StopinatorOptions>, StopinatorOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StopinatorOptions>, ClientRegistrationValidator>(
            _ => new ClientRegistrationValidator(services)));
        services.TryAddKeyedSingleton<IInstancePowerService>(
            key, (provider, _) => new ContainerClients(provider, services, key).Service(OptionsOf(provider, optionsName)));
        services.TryAddKeyedSingleton<IMultiTargetPowerService>(
            key, (provider, _) => new ContainerClients(provider, services, key).MultiTarget(OptionsOf(provider, optionsName)));
        return services;
    }

    private static StopinatorOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<StopinatorOptions>>().Get(name);
}
