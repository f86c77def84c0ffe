using Amazon;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Stopinator.Diagnostics;

namespace Stopinator.Ec2;

/// <summary>The environment variables and the profiles from which every AWS client reads its settings.</summary>
/// <param name="Environment">Reads an environment variable.</param>
/// <param name="Profiles">Reads a profile of the shared configuration files; returns null when no profile has the name.</param>
/// <param name="EndpointOfProfile">
/// Reads the EC2 endpoint of a profile or of the profile's section of services. The name is null for the profile in force.
/// </param>
internal sealed record AwsConfiguration(
    Func<string, string?> Environment, Func<string, CredentialProfile?> Profiles, Func<string?, string?> EndpointOfProfile)
{
    private const string DefaultProfile = "default";

    /// <summary>The settings of this process and machine.</summary>
    public static AwsConfiguration OfMachine { get; } = new(
        System.Environment.GetEnvironmentVariable,
        name => new CredentialProfileStoreChain().TryGetProfile(name, out var profile) ? profile : null,
        EndpointFromSdk);

    /// <summary>Returns the value of an environment variable; null when unset or empty.</summary>
    public string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>Returns the value of a switch; null when unset.</summary>
    /// <exception cref="Ec2Exception">The value is neither <c>true</c> nor <c>false</c>. The SDK would read it as <c>false</c>.</exception>
    public bool? Switch(string variable) =>
        Variable(variable) is not { } text ? null
        : bool.TryParse(text, out var value) ? value
        : throw new Ec2Exception(
            Ec2ErrorCode.InvalidConfiguration,
            $"The environment variable {variable} is {ErrorText.Quote(text)}; it takes 'true' or 'false'.");

    /// <summary>Returns the profile in force: the profile asked for, else that of <c>AWS_PROFILE</c>, else the default profile.</summary>
    public CredentialProfile? Profile(string? name) => Profiles(name ?? Variable("AWS_PROFILE") ?? DefaultProfile);

    // Only a configuration object of the SDK reads the section of services.
    private static string? EndpointFromSdk(string? profile)
    {
        try
        {
            var config = new AmazonEC2Config
            {
                IgnoreConfiguredEndpointUrls = false,
                Profile = profile is null ? null : new Profile(profile),
            };
            return config.ServiceURL is { Length: > 0 } url ? url : null;
        }
        catch (AmazonClientException malformed)
        {
            throw new Ec2Exception(
                Ec2ErrorCode.InvalidConfiguration,
                $"{malformed.Message} Correct 'endpoint_url' in the AWS profile; it takes an absolute http or https URL.");
        }
    }
}
