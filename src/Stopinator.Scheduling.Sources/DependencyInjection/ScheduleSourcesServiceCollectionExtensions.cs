using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SimpleSystemsManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stopinator.Scheduling;
using Stopinator.Scheduling.Sources;
using Stopinator.Scheduling.Sources.DependencyInjection;
using Stopinator.Scheduling.Sources.Reading;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="IScheduleSources"/>, and scheduled power with schedules from sources.</summary>
/// <remarks>
/// The sources use the <see cref="IAmazonSimpleSystemsManagement"/>, <see cref="IAmazonS3"/>, <see cref="TimeProvider"/> and loggers of the
/// container. A client that is not registered is made when it is first needed, with the registered AWSOptions, else with the region and
/// credentials of the environment.
/// </remarks>
public static class ScheduleSourcesServiceCollectionExtensions
{
    /// <summary>Adds the sources with default options. A second call of an overload adds only its options.</summary>
    public static IServiceCollection AddScheduleSources(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<ScheduleSourceOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ScheduleSourceOptions>, ScheduleSourceOptionsValidator>());
        services.TryAddSingleton<IScheduleSources>(provider => new ScheduleSources(
            provider.GetRequiredService<IOptions<ScheduleSourceOptions>>().Value,
            ClientOf<IAmazonSimpleSystemsManagement>(provider, () => new AmazonSimpleSystemsManagementClient()),
            ClientOf<IAmazonS3>(provider, () => new AmazonS3Client()),
            provider.GetService<TimeProvider>(),
            provider.GetService<ILoggerFactory>()));
        return services;
    }

    /// <summary>Adds the sources and sets their options.</summary>
    public static IServiceCollection AddScheduleSources(this IServiceCollection services, Action<ScheduleSourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        return services.AddScheduleSources();
    }

    /// <summary>Adds scheduled power and its sources.</summary>
    /// <example>
    /// <code>
    /// services.AddScheduledPower((options, sources) =>
    ///     options.Tags = [ScheduleTag.Own(sources.Catalog("ssm:/stopinator/schedules"))]);
    /// </code>
    /// </example>
    public static IServiceCollection AddScheduledPower(
        this IServiceCollection services, Action<ScheduledPowerOptions, IScheduleSources> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<ScheduledPowerOptions>().Configure(configure);
        return services.AddScheduleSources().AddScheduledPower();
    }

    /// <summary>Adds a separate service for a key of <c>AddKeyedStopinator</c>, and the sources.</summary>
    public static IServiceCollection AddKeyedScheduledPower(
        this IServiceCollection services, string key, Action<ScheduledPowerOptions, IScheduleSources> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<ScheduledPowerOptions>(key).Configure(configure);
        return services.AddScheduleSources().AddKeyedScheduledPower(key, (ScheduledPowerOptions _) => { });
    }

    private static AwsClient<T> ClientOf<T>(IServiceProvider provider, Func<T> byDefault)
        where T : class, IAmazonService, IDisposable => new(
            provider.GetService<T>,
            () => provider.GetService<AWSOptions>() is { } options ? options.CreateServiceClient<T>() : byDefault());
}
