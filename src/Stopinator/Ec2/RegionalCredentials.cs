using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;
using Amazon.SecurityToken;

namespace Stopinator.Ec2;

/// <summary>Assumes roles in the region of the EC2 client.</summary>
/// <remarks>
/// The SDK's own credentials ask STS in the region that they find for themselves, else in us-east-1. In China, in GovCloud and in regions
/// that an account has to enable, keys from there do not count.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html"/>
internal static class RegionalCredentials
{
    private const string SessionName = "stopinator";

    /// <summary>The same credentials, with STS asked in a region where they assume a role.</summary>
    public static AWSCredentials Of(AWSCredentials credentials, RegionEndpoint region) =>
        credentials.GetType() == typeof(AssumeRoleAWSCredentials) && credentials is AssumeRoleAWSCredentials role
            ? new Role(Of(role.SourceCredentials, region), role.RoleArn, role.RoleSessionName, role.Options, region)
        : credentials.GetType() == typeof(AssumeRoleWithWebIdentityCredentials) && credentials is AssumeRoleWithWebIdentityCredentials identity
            ? new WebIdentity(identity, region)
        : credentials;

    /// <summary>The credentials of a role.</summary>
    public static AWSCredentials AssumeRole(AWSCredentials source, string roleArn, string? externalId, RegionEndpoint region) =>
        new Role(Of(source, region), roleArn, SessionName, new AssumeRoleAWSCredentialsOptions { ExternalId = externalId }, region);

    private static AmazonSecurityTokenServiceClient Sts(AWSCredentials credentials, RegionEndpoint region) =>
        new(credentials, new AmazonSecurityTokenServiceConfig { RegionEndpoint = region });

    private sealed class Role : AssumeRoleAWSCredentials
    {
        private readonly RegionEndpoint _region;

        public Role(AWSCredentials source, string roleArn, string sessionName, AssumeRoleAWSCredentialsOptions options, RegionEndpoint region)
            : base(source, roleArn, sessionName, options)
        {
            _region = region;
            PreemptExpiryTime = TimeSpan.FromMinutes(5);
        }

        protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

        protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
        {
            using var sts = Sts(SourceCredentials, _region);
            var keys = await ((ICoreAmazonSTS)sts).CredentialsFromAssumeRoleAuthenticationAsync(RoleArn, RoleSessionName, Options).ConfigureAwait(false);
            return new CredentialsRefreshState(keys, keys.Expiration);
        }
    }

    private sealed class WebIdentity(AssumeRoleWithWebIdentityCredentials identity, RegionEndpoint region)
        : AssumeRoleWithWebIdentityCredentials(identity.WebIdentityTokenFile, identity.RoleArn, identity.RoleSessionName)
    {
        protected override ICoreAmazonSTS CreateClient() => Sts(new AnonymousAWSCredentials(), region);
    }
}
