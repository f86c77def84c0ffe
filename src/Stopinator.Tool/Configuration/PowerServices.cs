using System.CommandLine;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stopinator.Tool.CommandLine;
using Stopinator.Tool.Output;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Configuration;

/// <summary>Makes the library's services from the configuration file and the command line. The command line goes before the file.</summary>
internal sealed class PowerServices(ToolHost host, GlobalOptions options, ParseResult parsed)
{
    private const string LocalRegion = "us-east-1";
    private const string LocalKey = "local";

    /// <summary>Makes the services. Clients of EC2 are made at the first call.</summary>
    /// <exception cref="UsageException">An option of the file is invalid.</exception>
    /// <exception cref="OptionsValidationException">An option is out of bounds.</exception>
    public ServiceProvider Create(ToolConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(host.Time);
        services.AddStopinator(configuration.Power);
        services.AddStopinator(Apply);
        if (host.Ec2 is not null)
        {
            services.AddSingleton(host.Ec2);
        }

        if (host.ClientFor is not null)
        {
            services.AddSingleton(host.ClientFor);
        }

        if (parsed.GetValue(options.Verbose))
        {
            services.AddSingleton<ILoggerFactory>(new MessageLogger(host.Messages));
        }

        var provider = services.BuildServiceProvider();
        try
        {
            _ = provider.GetRequiredService<IOptions<StopinatorOptions>>().Value;
            return provider;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw ToolConfiguration.Invalid(configuration.Path, exception);
        }
    }

    private void Apply(StopinatorOptions power)
    {
        power.Ec2.Region = parsed.GetValue(options.Region) ?? power.Ec2.Region;
        power.Ec2.Profile = parsed.GetValue(options.Profile) ?? power.Ec2.Profile;
        power.Ec2.EndpointUrl = parsed.GetValue(options.Endpoint) ?? power.Ec2.EndpointUrl;

        // Nothing overrides the scope of the file; the command line narrows it.
        power.Scope = (power.Scope, parsed.GetValue(options.Scope)) switch
        {
            ({ } file, { } given) => file.And(given),
            (var file, var given) => file ?? given,
        };
        if (power.Ec2.EndpointUrl?.IsLoopback == true)
        {
            BeLocal(power);
        }
    }

    // An endpoint on this machine needs a region and a signature, and takes any. Credentials and regions that are set up go before.
    private void BeLocal(StopinatorOptions power)
    {
        var hasProfile = power.Ec2.Profile is not null || host.Environment("AWS_PROFILE") is not null;
        if (!hasProfile && host.Environment("AWS_ACCESS_KEY_ID") is null)
        {
            power.Credentials = new BasicAWSCredentials(LocalKey, LocalKey);
        }

        if (!hasProfile && host.Environment("AWS_REGION") is null && host.Environment("AWS_DEFAULT_REGION") is null)
        {
            power.Ec2.Region ??= LocalRegion;
        }
    }
}
