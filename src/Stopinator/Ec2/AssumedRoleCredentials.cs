using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Stopinator.Ec2;

/// <summary>The credentials of a target's role, assumed when they are first needed and again before they expire.</summary>
/// <remarks>STS is asked in the target's region, so that another region's trouble is none here.</remarks>
internal sealed class AssumedRoleCredentials : RefreshingAWSCredentials
{
    private readonly AWSCredentials _source;
    private readonly PowerTarget _target;
    private readonly AmazonSecurityTokenServiceConfig _sts;

    public AssumedRoleCredentials(AWSCredentials source, PowerTarget target)
        : this(source, target, new AmazonSecurityTokenServiceConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(target.Region) })
    {
    }

    internal AssumedRoleCredentials(AWSCredentials source, PowerTarget target, AmazonSecurityTokenServiceConfig sts)
    {
        (_source, _target, _sts) = (source, target, sts);
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var sts = new AmazonSecurityTokenServiceClient(_source, _sts);
        var answer = await sts.AssumeRoleAsync(new AssumeRoleRequest
        {
            RoleArn = _target.RoleArn,
            RoleSessionName = "stopinator",
            ExternalId = _target.ExternalId,
        }).ConfigureAwait(false);
        var keys = answer.Credentials;
        return new CredentialsRefreshState(
            new ImmutableCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken),
            keys.Expiration ?? throw new AmazonClientException("STS gave credentials without an expiration."));
    }
}
