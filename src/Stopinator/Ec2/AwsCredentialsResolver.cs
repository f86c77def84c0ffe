using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Stopinator.Diagnostics;

namespace Stopinator.Ec2;

/// <summary>Finds credentials the way every AWS client does, and says what to do when there are none.</summary>
internal static class AwsCredentialsResolver
{
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
            throw Unavailable(exception);
        }
    }

    /// <summary>Asks for the keys once before they are needed to sign, so that a failure is told from one of the connection.</summary>
    public static async Task CheckAsync(AWSCredentials credentials, CancellationToken cancellationToken)
    {
        try
        {
            await credentials.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw Unavailable(exception);
        }
    }

    /// <summary>Says that there are no keys, and what to do.</summary>
    public static Ec2Exception Unavailable(Exception exception) => new(
        Ec2ErrorCode.NoCredentials,
        "No AWS credentials could be obtained. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile (AWS_PROFILE or the option Ec2.Profile), "
        + $"or run where a role is attached. The AWS SDK says: {exception.Message.Trim()}",
        innerException: exception);
}
