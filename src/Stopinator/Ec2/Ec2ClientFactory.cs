using Amazon;
using Amazon.EC2;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.SharedInterfaces;
using Amazon.SecurityToken;
using Stopinator.Diagnostics;
using Stopinator.Instances;

namespace Stopinator.Ec2;

/// <summary>
/// Makes the client of a service that is handed none. The options come first, then the application's AWS options, then the environment.
/// </summary>
/// <param name="Options">The region, the endpoint and the profile.</param>
/// <param name="Credentials">The credentials; null for the credentials of the profile or the default chain.</param>
internal sealed record Ec2ClientFactory(Ec2Options Options, AWSCredentials? Credentials)
{
    /// <summary>The application's AWS options, e.g. those of <c>AddDefaultAWSOptions</c>; null for none.</summary>
    public AWSOptions? AwsOptions { get; init; }

    /// <summary>The role to assume; null for none.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The external id that the role requires; null for none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The handler that receives the requests instead of the network; null for the network.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>True when a describe reads only the fields that the library uses. Default: true.</summary>
    public bool IsLean { get; init; } = true;

    /// <summary>
    /// Makes the client that assumes roles, for a region. The type is an interface, so that the assembly of STS is loaded for roles only.
    /// </summary>
    public Func<AWSCredentials, RegionEndpoint, ICoreAmazonSTS> Sts { get; init; } =
        static (keys, region) => new AmazonSecurityTokenServiceClient(keys, new AmazonSecurityTokenServiceConfig
        {
            RegionEndpoint = region,

            // At a custom endpoint (AWS_ENDPOINT_URL_STS) the SDK would sign for us-east-1.
            AuthenticationRegion = region.SystemName,
        });

    /// <summary>The environment and the profiles.</summary>
    public AwsConfiguration Aws { get; init; } = AwsConfiguration.OfMachine;

    /// <summary>Returns the region of the machine this runs on; null when it has none. The lookup may take seconds.</summary>
    public Func<RegionEndpoint?> RegionOfMachine { get; init; } = static () =>
        FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: true);

    /// <summary>The profile asked for; null for the profile in force.</summary>
    public string? ProfileName => Options.Profile ?? AwsOptions?.Profile;

    /// <summary>Makes the client. The method may block, since the SDK reads files and asks the machine's metadata service.</summary>
    /// <exception cref="Ec2Exception">A setting is wrong, or no credentials were found.</exception>
    public AmazonEC2Client Create()
    {
        var config = Configure();
        var region = RegionEndpoint.GetBySystemName(config.AuthenticationRegion);
        var regional = new RegionalCredentials(keys => Sts(keys, region));
        var source = regional.Of(Credentials ?? SourceCredentials(), areFromTheSdk: Credentials is null && AwsOptions?.Credentials is null);
        var signing = new SigningCredentials(RoleArn is null ? source : regional.AssumeRole(source, RoleArn, ExternalId), ProfileName);
        return IsLean ? new LeanEc2Client(signing, config) : new AmazonEC2Client(signing, config);
    }

    /// <summary>Finds the region and the endpoint, and switches off everything that sends a call again.</summary>
    internal AmazonEC2Config Configure()
    {
        var profile = Aws.Profile(ProfileName);
        if (ProfileName is not null && profile is null)
        {
            throw new Ec2Exception(
                Ec2ErrorCode.NoCredentials,
                $"There is no profile {ErrorText.Quote(ProfileName)} in the AWS configuration files (~/.aws/config, ~/.aws/credentials).");
        }

        var config = AwsOptions is null ? new AmazonEC2Config() : ConfigOf(AwsOptions);
        config.UseFIPSEndpoint = Options.UseFips ?? AwsOptions?.DefaultClientConfig.UseFIPSEndpoint ?? Aws.Switch("AWS_USE_FIPS_ENDPOINT")
            ?? profile?.UseFIPSEndpoint ?? false;
        config.UseDualstackEndpoint = Options.UseDualStack ?? AwsOptions?.DefaultClientConfig.UseDualstackEndpoint
            ?? Aws.Switch("AWS_USE_DUALSTACK_ENDPOINT") ?? profile?.UseDualstackEndpoint ?? false;
        SetEndpoint(config, profile);
        SingleAttempt.Configure(config);
        config.HttpClientFactory = new SingleAttemptHttpClientFactory(Handler);
        config.ClientAppId ??= "stopinator";
        return config;
    }

    // The SDK does not publish how it applies AWS options. This is the only way to get every setting of them.
    private static AmazonEC2Config ConfigOf(AWSOptions options)
    {
        using var client = options.CreateServiceClient<IAmazonEC2>();
        return (AmazonEC2Config)client.Config;
    }

    private AWSCredentials SourceCredentials() =>
        Options.Profile is null && AwsOptions is not null ? AwsOptions.GetCredentials() : AwsCredentialsResolver.Resolve(Options.Profile);

    private void SetEndpoint(AmazonEC2Config config, CredentialProfile? profile)
    {
        var endpoint = Options.EndpointUrl?.OriginalString ?? AwsOptions?.DefaultClientConfig.ServiceURL ?? ConfiguredEndpoint(profile);
        var region = Region(profile, mayBeUnknown: endpoint is not null);
        if (endpoint is not null && (config.UseFIPSEndpoint || config.UseDualstackEndpoint))
        {
            throw new Ec2Exception(
                Ec2ErrorCode.InvalidConfiguration,
                $"The endpoint {endpoint} is configured together with a FIPS or dual-stack endpoint, which is another one. Take one of "
                + "the two settings away.");
        }

        config.IgnoreConfiguredEndpointUrls = endpoint is null;
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        if (endpoint is not null)
        {
            config.ServiceURL = endpoint;
        }

        config.AuthenticationRegion = region;
    }

    private string? ConfiguredEndpoint(CredentialProfile? profile)
    {
        if (Aws.Switch("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") ?? profile?.IgnoreConfiguredEndpointUrls ?? false)
        {
            return null;
        }

        var url = Aws.Variable("AWS_ENDPOINT_URL_EC2") ?? Aws.Variable("AWS_ENDPOINT_URL") ?? Aws.EndpointOfProfile(ProfileName);
        return url is null ? null : EndpointUrl.ProblemOf(url) is { } problem
            ? throw new Ec2Exception(
                Ec2ErrorCode.InvalidConfiguration,
                $"The configured endpoint {problem} Correct AWS_ENDPOINT_URL_EC2, AWS_ENDPOINT_URL or 'endpoint_url' in the AWS profile.")
            : url;
    }

    private string Region(CredentialProfile? profile, bool mayBeUnknown)
    {
        var name = Options.Region ?? AwsOptions?.Region?.SystemName ?? AwsOptions?.DefaultClientConfig.AuthenticationRegion
            ?? Aws.Variable("AWS_REGION") ?? Aws.Variable("AWS_DEFAULT_REGION") ?? profile?.Region?.SystemName
            ?? RegionOfMachine()?.SystemName;
        return name is null ? throw new Ec2Exception(
                Ec2ErrorCode.InvalidConfiguration,
                "No region is configured. Set the option Ec2.Region, the environment variable AWS_REGION or 'region' in the AWS profile.")
            : AwsRegions.IsKnown(name) || (mayBeUnknown && AwsRegions.IsHostNamePart(name)) ? name
            : throw new Ec2Exception(Ec2ErrorCode.InvalidConfiguration, AwsRegions.UnknownMessage(name));
    }
}
