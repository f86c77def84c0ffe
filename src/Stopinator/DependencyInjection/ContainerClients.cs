using Amazon.EC2;
using Amazon.Extensions.NETCore.Setup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stopinator.Ec2;
using Stopinator.Targets;

namespace Stopinator.DependencyInjection;

/// <summary>
/// Makes services that use the clients of a container. Clients and AWS options are resolved at the first call, not before.
/// </summary>
internal sealed class ContainerClients(IServiceProvider provider, IServiceCollection services, string? key)
{
    public InstancePowerService Service(StopinatorOptions options)
    {
        var client = ClientRegistration.Of(services, key) is { } registration
            ? Ec2Client.Over(() => provider.GetRequiredKeyedService<IAmazonEC2>(key ?? registration.Key))
            : Ec2Client.Own(() => new Ec2ClientFactory(options.Ec2, options.Credentials) { AwsOptions = AwsOptions() });
        return new InstancePowerService(options, Time(), Loggers(), client, Observers());
    }

    public MultiTargetPowerService MultiTarget(StopinatorOptions options) =>
        new(
            options,
            Time(),
            Loggers(),
            target => ClientFor() is { } clientFor
                ? Ec2Client.Over(() => clientFor(target))
                : Ec2Client.Own(() => TargetClients.FactoryFor(target, options, AwsOptions())),
            Observers());

    private Func<PowerTarget, IAmazonEC2>? ClientFor() =>
        key is null ? provider.GetService<Func<PowerTarget, IAmazonEC2>>() : provider.GetKeyedService<Func<PowerTarget, IAmazonEC2>>(key);

    private AWSOptions? AwsOptions() => provider.GetService<AWSOptions>();

    private IEnumerable<IPowerObserver> Observers() => provider.GetServices<IPowerObserver>();

    private TimeProvider? Time() => provider.GetService<TimeProvider>();

    private ILoggerFactory? Loggers() => provider.GetService<ILoggerFactory>();
}
