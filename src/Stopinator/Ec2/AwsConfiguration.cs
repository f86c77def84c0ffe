using Amazon;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Stopinator.Diagnostics;

namespace Stopinator.Ec2;

/// <summary>The environment variables and the profiles from which every AWS client takes its settings.</summary>
/// <param name="Environment">Reads an environment variable.</param>
/// <param name="Profiles">Reads a profile of the shared configuration files; null when there is none of that name.</param>
/// <param name="EndpointOfProfile">Reads the EC2 endpoint of a profile or of its section of services; the profile is null for the one in force.</param>
internal sealed record AwsConfiguration(
    Func<string, string?> Environment, Func<string, CredentialProfile?> Profiles, Func<string?, string?> EndpointOfProfile)
{
    private const string DefaultProfile = "default";

    /// <summary>The settings of this process and machine.</summary>
    public static AwsConfiguration OfMachine { get; } = new(
        System.Environment.GetEnvironmentVariable,
        name => new CredentialProfileStoreChain().TryGetProfile(name, out var profile) ? profile : null,
        EndpointFromSdk);

    /// <summary>The value of an environment variable; null when unset or empty.</summary>
    public string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>The value of a switch; null when unset.</summary>
    /// <exception cref="Ec2Exception">The value is neither <c>true</c> nor <c>false</c>. The SDK would take it for <c>false</c>.</exception>
    public bool? Switch(string variable) =>
        Variable(variable) is not { } text ? null
        : bool.TryParse(text, out var value) ? value
        : throw new Ec2Exception(Ec2ErrorCode.InvalidConfiguration, $"The environment variable {variable} is {ErrorText.Quote(text)}; it takes 'true' or 'false'.");

    /// <summary>The profile in force: the one asked for, else that of <c>AWS_PROFILE</c>, else the default one.</summary>
    public CredentialProfile? Profile(string? name) => Profiles(name ?? Variable("AWS_PROFILE") ?? DefaultProfile);

    // Only a configuration of the SDK tells the section of services.
    private static string? EndpointFromSdk(string? profile)
    {
        try
        {
            var config = new AmazonEC2Config { IgnoreConfiguredEndpointUrls = false, Profile = profile is null ? null : new Profile(profile) };
            return config.ServiceURL is { Length: > 0 } url ? url : null;
        }
        catch (AmazonClientException malformed)
        {
            throw new Ec2Exception(
                Ec2ErrorCode.InvalidConfiguration, $"{malformed.Message} Correct 'endpoint_url' in the AWS profile; it takes an absolute http or https URL.");
        }
    }
}
