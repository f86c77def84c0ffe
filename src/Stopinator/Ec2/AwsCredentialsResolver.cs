using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Stopinator.Diagnostics;

namespace Stopinator.Ec2;

/// <summary>Finds credentials where every AWS client looks for them. Roles are assumed in the region of the client.</summary>
internal static class AwsCredentialsResolver
{
    private const string Sources =
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile (AWS_PROFILE or the option Ec2.Profile), or run where a role is "
        + "attached.";

    /// <summary>Finds credentials. The method may block, since the SDK reads files and asks the machine's metadata service.</summary>
    /// <param name="profile">The profile; null for the default chain.</param>
    /// <exception cref="Ec2Exception">No credentials were found; the message says what to do.</exception>
    // The SDK finds the type of the client that assumes roles by name, which the trimmer does not see. These attributes load nothing.
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSecurityTokenServiceClient))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSecurityTokenServiceConfig))]
    public static AWSCredentials Resolve(string? profile)
    {
        try
        {
            return profile is null ? DefaultAWSCredentialsIdentityResolver.GetCredentials()
                : new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var credentials) ? credentials
                : throw new AmazonClientException($"The profile {ErrorText.Quote(profile)} gives no credentials.");
        }
        catch (Exception exception)
        {
            throw Unavailable(exception, credentials: null, profile);
        }
    }

    /// <summary>Creates the error for credentials that could not be obtained. Its message says what to do.</summary>
    public static Ec2Exception Unavailable(Exception exception, AWSCredentials? credentials, string? profile) => new(
        Ec2ErrorCode.NoCredentials,
        $"No AWS credentials could be obtained. {Advice(credentials, profile)} The AWS SDK says: {ErrorText.MessagesOf(exception)}",
        innerException: exception);

    /// <summary>Creates the error for credentials that did not come in time. Its message says what to do.</summary>
    public static Ec2Exception Late(TimeSpan time, string? profile) => new(
        Ec2ErrorCode.NoCredentials,
        FormattableString.Invariant(
            $"Credentials did not come within {time.TotalSeconds:0.#} s. Nothing was sent. {Advice(credentials: null, profile)}"));

    // Only these types of credentials can need a login.
    private static string Advice(AWSCredentials? credentials, string? profile) =>
        credentials is null or SSOAWSCredentials or LoginAWSCredentials or AssumeRoleAWSCredentials
            ? AwsSignIn.Of(AwsConfiguration.OfMachine, profile)?.Advice ?? Sources
            : Sources;
}
