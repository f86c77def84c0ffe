using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Stopinator.Diagnostics;

namespace Stopinator.Ec2;

/// <summary>Finds credentials the way every AWS client does, and says what to do when there are none.</summary>
internal static class AwsCredentialsResolver
{
    private const string Sources =
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile (AWS_PROFILE or the option Ec2.Profile), or run where a role is attached.";

    // The SDK makes the client that assumes roles by its name, which the trimmer does not see. Nothing is loaded for these attributes.
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSecurityTokenServiceClient))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSecurityTokenServiceConfig))]
    public static async Task<AWSCredentials> ResolveAsync(string? profile, CancellationToken cancellationToken)
    {
        try
        {
            if (profile is null)
            {
                using var chain = new DefaultAWSCredentialsIdentityResolver();
                return await chain.ResolveIdentityAsync(clientConfig: null, cancellationToken).ConfigureAwait(false);
            }

            return new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var credentials)
                ? credentials
                : throw new AmazonClientException($"The profile {ErrorText.Quote(profile)} gives no credentials.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw Unavailable(exception, credentials: null, profile);
        }
    }

    /// <summary>Asks for the keys once before they are needed to sign, so that a failure is told from one of the connection.</summary>
    public static async Task<ImmutableCredentials> KeysAsync(AWSCredentials credentials, string? profile, CancellationToken cancellationToken)
    {
        try
        {
            return await credentials.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw Unavailable(exception, credentials, profile);
        }
    }

    /// <summary>Says that there are no keys, and what to do.</summary>
    public static Ec2Exception Unavailable(Exception exception, AWSCredentials? credentials, string? profile)
    {
        // Other credentials than these have nothing to do with a login.
        var signIn = credentials is null or SSOAWSCredentials or LoginAWSCredentials or AssumeRoleAWSCredentials
            ? AwsSignIn.Of(AwsConfiguration.OfMachine, profile)
            : null;
        return new Ec2Exception(
            Ec2ErrorCode.NoCredentials,
            $"No AWS credentials could be obtained. {signIn?.Advice ?? Sources} The AWS SDK says: {ErrorText.MessagesOf(exception)}",
            innerException: exception);
    }
}
