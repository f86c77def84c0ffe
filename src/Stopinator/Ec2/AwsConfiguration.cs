using Amazon;
using Amazon.Runtime.CredentialManagement;

namespace Stopinator.Ec2;

/// <summary>The environment variables and the profile from which every AWS client takes its settings.</summary>
/// <param name="Environment">Reads an environment variable.</param>
/// <param name="Profiles">Reads a profile of the shared configuration files; null when there is none of that name.</param>
internal sealed record AwsConfiguration(Func<string, string?> Environment, Func<string, CredentialProfile?> Profiles)
{
    private const string DefaultProfile = "default";

    /// <summary>That of this process and machine.</summary>
    public static AwsConfiguration OfMachine { get; } = new(
        System.Environment.GetEnvironmentVariable,
        name => MayHaveProfiles(System.Environment.GetEnvironmentVariable) && new CredentialProfileStoreChain().TryGetProfile(name, out var profile) ? profile : null);

    /// <summary>The value of an environment variable; null when unset or empty.</summary>
    public string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>The profile in force: the one asked for, else that of <c>AWS_PROFILE</c>, else the default one.</summary>
    public CredentialProfile? Profile(string? name) => Profiles(name ?? Variable("AWS_PROFILE") ?? DefaultProfile);

    /// <summary>Whether there is a place where the SDK looks for profiles. Where there is none, as in a Lambda function, its parser of them need not be loaded.</summary>
    internal static bool MayHaveProfiles(Func<string, string?> environment) =>
        OperatingSystem.IsWindows()
        || AWSConfigs.AWSProfilesLocation is not null
        || environment("AWS_CONFIG_FILE") is not null
        || environment("AWS_SHARED_CREDENTIALS_FILE") is not null
        || Directory.Exists(Path.Combine(environment("HOME") ?? environment("USERPROFILE") ?? "", ".aws"));
}
