using Amazon.Extensions.NETCore.Setup;
using Stopinator.Ec2;

namespace Stopinator.Targets;

/// <summary>Makes the clients of targets for which the caller gives none.</summary>
internal static class TargetClients
{
    /// <summary>
    /// Returns the factory of a target's client. Region, endpoint and role are the target's. Everything else comes from the options.
    /// </summary>
    public static Ec2ClientFactory FactoryFor(
        PowerTarget target, StopinatorOptions options, AWSOptions? aws, HttpMessageHandler? handler = null) =>
        new(
            new Ec2Options
            {
                Region = target.Region,
                EndpointUrl = target.EndpointUrl ?? options.Ec2.EndpointUrl,
                Profile = options.Ec2.Profile,
                UseFips = options.Ec2.UseFips,
                UseDualStack = options.Ec2.UseDualStack,
            },
            options.Credentials)
        {
            AwsOptions = aws,
            RoleArn = target.RoleArn,
            ExternalId = target.ExternalId,
            Handler = handler,
        };
}
