using Amazon.Runtime;

namespace Stopinator.Lambda.Configuration;

/// <summary>The keys of the function's role, which Lambda puts into the environment. Taken directly, since the chain of all sources is long to load.</summary>
/// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html"/>
internal static class RoleCredentials
{
    /// <summary>The keys; null when a profile is to give them, or when they are not all there, so that the chain looks for others.</summary>
    public static SessionAWSCredentials? Of(StopinatorOptions options, IReadOnlyDictionary<string, string> environment)
    {
        var hasProfile = options.Ec2.Profile is not null || Value("AWS_PROFILE") is not null;
        return !hasProfile && Value("AWS_ACCESS_KEY_ID") is { } key && Value("AWS_SECRET_ACCESS_KEY") is { } secret && Value("AWS_SESSION_TOKEN") is { } token
            ? new SessionAWSCredentials(key, secret, token)
            : null;

        string? Value(string name) => environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
    }
}
