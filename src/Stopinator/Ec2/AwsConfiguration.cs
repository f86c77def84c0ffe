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
        name => MayHaveProfiles() && new CredentialProfileStoreChain().TryGetProfile(name, out var profile) ? profile : null);

    /// <summary>The value of an environment variable; null when unset or empty.</summary>
    public string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>The profile in force: the one asked for, else that of <c>AWS_PROFILE</c>, else the default one.</summary>
    public CredentialProfile? Profile(string? name) => Profiles(name ?? Variable("AWS_PROFILE") ?? DefaultProfile);

    // Where there is no place for profiles, as in a Lambda function, the SDK's parser of them need not be loaded.
    private static bool MayHaveProfiles() =>
        OperatingSystem.IsWindows()
        || AWSConfigs.AWSProfilesLocation is not null
        || System.Environment.GetEnvironmentVariable("AWS_CONFIG_FILE") is not null
        || System.Environment.GetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE") is not null
        || Directory.Exists(Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".aws"));
}
