using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;

namespace Stopinator.Tests.Support;

/// <summary>STS without a network: clients of it over a handler, and its answer.</summary>
internal static class StubSts
{
    /// <summary>The answer to AssumeRole, with the keys of the role.</summary>
    public const string RoleAnswer =
        """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
        <AccessKeyId>ASIAOFTHEROLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
        <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
        """;

    /// <summary>The answer to AssumeRoleWithWebIdentity.</summary>
    public static string WebIdentityAnswer { get; } = RoleAnswer.Replace(
        "AssumeRole", "AssumeRoleWithWebIdentity", StringComparison.Ordinal);

    public static AmazonSecurityTokenServiceClient Client(HttpMessageHandler handler, AWSCredentials keys, RegionEndpoint region) =>
        new(keys, new AmazonSecurityTokenServiceConfig { RegionEndpoint = region, HttpClientFactory = new HttpOver(handler), MaxErrorRetry = 0 });
}
