using System.Diagnostics.CodeAnalysis;
using Stopinator.Diagnostics;

namespace Stopinator.Ec2;

/// <summary>A profile for which a person signs in, with the command and the packages that the sign-in needs.</summary>
/// <param name="Profile">The name of the profile.</param>
/// <param name="Login">The command of the AWS CLI that signs in.</param>
/// <param name="MissingPackages">The packages of the AWS SDK that the sign-in needs and the program lacks.</param>
internal sealed record AwsSignIn(string Profile, string Login, IReadOnlyList<string> MissingPackages)
{
    // A longer chain of roles makes no sense, and a chain may be a circle.
    private const int LongestChain = 10;

    /// <summary>The advice when the profile gives no credentials.</summary>
    public string Advice => MissingPackages.Count > 0
        ? $"The profile {ErrorText.Quote(Profile)} needs what the program does not have: "
            + $"{string.Join(", ", MissingPackages.Select(package => $"dotnet add package {package}"))}."
        : $"The profile {ErrorText.Quote(Profile)} needs a login, which ends after some hours: {Login} --profile {Profile}.";

    /// <summary>
    /// Returns the sign-in for a profile, or for the profile from which it assumes its role. Null when no sign-in is needed.
    /// </summary>
    /// <param name="aws">The environment and the profiles.</param>
    /// <param name="profileName">The profile asked for; null for the profile in force.</param>
    public static AwsSignIn? Of(AwsConfiguration aws, string? profileName)
    {
        var profile = aws.Profile(profileName);
        for (var length = 0; profile is not null && length < LongestChain; length++)
        {
            if (profile.Options.SsoSession is not null || profile.Options.SsoStartUrl is not null)
            {
                return new AwsSignIn(profile.Name, "aws sso login", MissingForSso());
            }

            if (profile.Options.LoginSession is not null)
            {
                return new AwsSignIn(profile.Name, "aws login", MissingForLogin());
            }

            profile = profile.Options.SourceProfile is { } source ? aws.Profiles(source) : null;
        }

        return null;
    }

    private static string[] MissingForSso() =>
    [
        .. Missing(
            "AWSSDK.SSO", Type.GetType("Amazon.SSO.AmazonSSOClient, AWSSDK.SSO"), Type.GetType("Amazon.SSO.AmazonSSOConfig, AWSSDK.SSO")),
        .. Missing(
            "AWSSDK.SSOOIDC", Type.GetType("Amazon.SSOOIDC.AmazonSSOOIDCClient, AWSSDK.SSOOIDC"),
            Type.GetType("Amazon.SSOOIDC.AmazonSSOOIDCConfig, AWSSDK.SSOOIDC")),
    ];

    private static string[] MissingForLogin() =>
        Missing(
            "AWSSDK.Signin", Type.GetType("Amazon.Signin.AmazonSigninClient, AWSSDK.Signin"),
            Type.GetType("Amazon.Signin.AmazonSigninConfig, AWSSDK.Signin"));

    // The SDK finds these types by name, which the trimmer does not see. Asking for a type in this way keeps it, when the program has the
    // package.
    private static string[] Missing(
        string package,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type? client,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type? configuration) =>
        client is null || configuration is null ? [package] : [];
}
