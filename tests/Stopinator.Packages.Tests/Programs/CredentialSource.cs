namespace Stopinator.Packages.Tests.Programs;

/// <summary>A place where AWS clients find credentials.</summary>
/// <param name="AccessKeyId">The key found there, with which EC2 must be called.</param>
/// <param name="Profile">The profile that the option <c>Ec2.Profile</c> names; null for none.</param>
/// <param name="Variables">The environment variables that lead there.</param>
internal sealed record CredentialSource(string AccessKeyId, string? Profile, params (string Name, string Value)[] Variables)
{
    private static readonly Dictionary<string, Func<string, HomeFolder, CredentialSource>> Sources = new(StringComparer.Ordinal)
    {
        ["environment variables"] = (_, _) => new(
            "AKIDENVIRONMENT", null, ("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT"), ("AWS_SECRET_ACCESS_KEY", "secret")),
        ["profile of AWS_PROFILE"] = (_, _) => new("AKIDPROFILE", null, ("AWS_PROFILE", "keys")),
        ["profile of the option"] = (_, _) => new("AKIDPROFILE", "keys", ("AWS_PROFILE", "source")),
        ["profile with a role"] = (_, _) => new("ASIAROLE", null, ("AWS_PROFILE", "role")),
        ["profile with a role from the environment"] = (_, _) => new(
            "ASIASPOKE", "role-from-environment", ("AWS_ACCESS_KEY_ID", "AKIDHUB"), ("AWS_SECRET_ACCESS_KEY", "secret")),
        ["profile with a role of a role"] = (_, _) => new("ASIACHAINED", "chained-roles"),
        ["profile with a web identity"] = (_, _) => new("ASIAWEBIDENTITY", null, ("AWS_PROFILE", "web-identity")),
        ["profile with a process"] = (_, _) => new("ASIAPROCESS", null, ("AWS_PROFILE", "process")),
        ["web identity (EKS)"] = (_, home) => new(
            "ASIAWEBIDENTITY", null, ("AWS_WEB_IDENTITY_TOKEN_FILE", home.WebIdentityTokenFile), ("AWS_ROLE_ARN", AwsServices.Role)),
        ["container (ECS, EKS)"] = (services, _) => new(
            "ASIACONTAINER",
            null,
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI", $"{services}/container"),
            ("AWS_CONTAINER_AUTHORIZATION_TOKEN", AwsServices.ContainerToken)),
        ["machine (EC2)"] = (services, _) => new(
            "ASIAMACHINE", null, ("AWS_EC2_METADATA_DISABLED", "false"), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", services)),
        ["role given in code"] = (_, _) => new(
            "ASIASPOKE", null, ("ROLE_IN_CODE", AwsServices.Role), ("AWS_ACCESS_KEY_ID", "AKIDHUB"), ("AWS_SECRET_ACCESS_KEY", "secret")),
    };

    /// <summary>Every source that needs no further package, by its usual name. Made for the endpoint of the services and a home folder.</summary>
    public static IReadOnlyDictionary<string, Func<string, HomeFolder, CredentialSource>> All => Sources;
}
