using Amazon.EC2;

namespace Stopinator.Lambda.Configuration;

/// <summary>The client that a program hands over: one for the function's own region and account, or one for each target.</summary>
internal sealed class FunctionClient
{
    /// <summary>The client; null where each target has one.</summary>
    public IAmazonEC2? Ec2 { get; private init; }

    /// <summary>Returns the client of a target; null where there is one client.</summary>
    public Func<PowerTarget, IAmazonEC2>? ClientFor { get; private init; }

    public static FunctionClient Of(IAmazonEC2 ec2) => new() { Ec2 = ec2 };

    public static FunctionClient Of(Func<PowerTarget, IAmazonEC2> clientFor) => new() { ClientFor = clientFor };

    /// <summary>Rejects a client that contradicts the settings. Ignoring one of the two would act on another fleet.</summary>
    /// <exception cref="FunctionSettingsException">The client contradicts the settings or the options.</exception>
    public void ThrowIfContradicts(FunctionSettings settings, StopinatorOptions options)
    {
        if (Ec2 is not null && settings.Targets is not null)
        {
            throw new FunctionSettingsException(
            [
                $"{Setting.Targets} lists accounts and regions, and the IAmazonEC2 handed over is of one of them. Hand over a "
                + "Func<PowerTarget, IAmazonEC2>, or none.",
            ]);
        }

        if (ClientFor is not null && settings.Targets is null)
        {
            throw new FunctionSettingsException(
                [$"The program hands over clients for targets, and {Setting.Targets} is not set. Set it, or hand over one IAmazonEC2."]);
        }

        OwnClientOptions.ThrowIfSet(options);
    }
}
