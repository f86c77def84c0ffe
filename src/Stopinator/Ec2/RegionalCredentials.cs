using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;

namespace Stopinator.Ec2;

/// <summary>Assumes roles in the region of the EC2 client.</summary>
/// <remarks>
/// The SDK's own credentials ask STS in the region that they find for themselves, else in us-east-1. In China, in GovCloud and in regions
/// that an account has to enable, keys from there are not valid.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html"/>
/// <param name="sts">Makes a client of STS that signs with the credentials, in the region of the EC2 client.</param>
internal sealed class RegionalCredentials(Func<AWSCredentials, ICoreAmazonSTS> sts)
{
    private const string SessionName = "stopinator";

    /// <summary>Returns the same credentials, except that they ask STS in the region of the EC2 client.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="areFromTheSdk">
    /// True when the SDK found the credentials. A web identity that was made in code stays as it is: a policy may narrow it, and the object
    /// does not show that.
    /// </param>
    public AWSCredentials Of(AWSCredentials credentials, bool areFromTheSdk) =>
        credentials.GetType() == typeof(AssumeRoleAWSCredentials) && credentials is AssumeRoleAWSCredentials role
            ? new Role(Of(role.SourceCredentials, areFromTheSdk), role.RoleArn, role.RoleSessionName, role.Options, sts)
        : areFromTheSdk && credentials.GetType() == typeof(AssumeRoleWithWebIdentityCredentials)
            && credentials is AssumeRoleWithWebIdentityCredentials identity
            ? new WebIdentity(identity, sts)
        : credentials;

    /// <summary>Returns the credentials of a role.</summary>
    public AWSCredentials AssumeRole(AWSCredentials source, string roleArn, string? externalId) =>
        new Role(source, roleArn, SessionName, new AssumeRoleAWSCredentialsOptions { ExternalId = externalId }, sts);

    private sealed class Role : AssumeRoleAWSCredentials
    {
        private readonly Func<AWSCredentials, ICoreAmazonSTS> _sts;

        public Role(
            AWSCredentials source,
            string roleArn,
            string sessionName,
            AssumeRoleAWSCredentialsOptions options,
            Func<AWSCredentials, ICoreAmazonSTS> sts)
            : base(source, roleArn, sessionName, options)
        {
            _sts = sts;
            PreemptExpiryTime = TimeSpan.FromMinutes(5);
        }

        protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

        protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
        {
            var sts = _sts(SourceCredentials);
            using var disposable = sts as IDisposable;
            var keys = await sts.CredentialsFromAssumeRoleAuthenticationAsync(RoleArn, RoleSessionName, Options).ConfigureAwait(false);
            return new CredentialsRefreshState(keys, keys.Expiration);
        }
    }

    private sealed class WebIdentity(AssumeRoleWithWebIdentityCredentials identity, Func<AWSCredentials, ICoreAmazonSTS> sts)
        : AssumeRoleWithWebIdentityCredentials(identity.WebIdentityTokenFile, identity.RoleArn, identity.RoleSessionName)
    {
        protected override ICoreAmazonSTS CreateClient() => sts(new AnonymousAWSCredentials());
    }
}
