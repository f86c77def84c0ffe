using Amazon.EC2;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stopinator.Lambda.Configuration;

namespace Stopinator.Lambda.Running;

/// <summary>Creates the service that the function uses.</summary>
internal static class PowerServiceFactory
{
    /// <summary>Creates the options of the service from the settings.</summary>
    public static StopinatorOptions OptionsOf(FunctionSettings settings)
    {
        var options = new StopinatorOptions { Scope = settings.Scope };
        options.Guards.MaxInstances = settings.MaxInstances;
        options.Guards.MaxPercent = settings.MaxPercent;
        options.Guards.ProtectionTagKey = settings.ProtectionTag ?? options.Guards.ProtectionTagKey;
        foreach (var reason in settings.Allow)
        {
            options.Guards.Allow.Add(reason);
        }

        return options;
    }

    /// <summary>Creates the service. When <paramref name="ec2"/> is null, the service has its own client.</summary>
    /// <exception cref="FunctionSettingsException">An option is out of bounds.</exception>
    public static InstancePowerService Create(StopinatorOptions options, IAmazonEC2? ec2, TimeProvider time, ILoggerFactory? loggers)
    {
        try
        {
            return ec2 is null ? new InstancePowerService(options, time, loggers) : new InstancePowerService(ec2, options, time, loggers);
        }
        catch (OptionsValidationException exception)
        {
            throw new FunctionSettingsException(exception.Failures);
        }
    }
}
