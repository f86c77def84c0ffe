using System.Collections.Frozen;
using Amazon;
using Amazon.Runtime.CredentialManagement;
using Stopinator.Diagnostics;

namespace Stopinator.Ec2;

/// <summary>Finds region and endpoint: options first, then environment variables, then the profile.</summary>
/// <seealso href="https://docs.aws.amazon.com/general/latest/gr/ec2-service.html"/>
internal sealed class Ec2LocationResolver(AwsConfiguration aws, Func<RegionEndpoint?> regionOfMachine)
{
    // The SDK's table of partitions holds no dual-stack domains.
    private static readonly FrozenDictionary<string, string> DualStackSuffixes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["aws"] = "api.aws",
        ["aws-cn"] = "api.amazonwebservices.com.cn",
        ["aws-us-gov"] = "api.aws",
        ["aws-eusc"] = "api.amazonwebservices.eu",
        ["aws-iso"] = "api.aws.ic.gov",
        ["aws-iso-b"] = "api.aws.scloud",
        ["aws-iso-e"] = "api.cloud-aws.adc-e.uk",
        ["aws-iso-f"] = "api.aws.hci.ic.gov",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // A pseudo region of the SDK for S3; EC2 has no such endpoint.
    private const string NotAnEc2Region = "us-east-1-regional";

    // What the SDK calls a region that it was only asked for: any client in the process, or a profile, may have misspelled one.
    private const string NotInTheTable = "Unknown";

    public static bool IsKnownRegion(string region) => KnownRegions().Contains(region, StringComparer.Ordinal);

    public Ec2Location Resolve(Ec2Options options)
    {
        var profile = aws.Profile(options.Profile);
        if (options.Profile is not null && profile is null)
        {
            throw new Ec2Exception(
                Ec2ErrorCode.NoCredentials,
                $"There is no profile {ErrorText.Quote(options.Profile)} in the AWS configuration files (~/.aws/config, ~/.aws/credentials).");
        }

        var endpoint = options.EndpointUrl ?? ConfiguredEndpoint(profile);
        var region = Region(options, profile, mayBeUnknown: endpoint is not null);
        var fips = options.UseFips ?? Switch("AWS_USE_FIPS_ENDPOINT") ?? profile?.UseFIPSEndpoint ?? false;
        var dualStack = options.UseDualStack ?? Switch("AWS_USE_DUALSTACK_ENDPOINT") ?? profile?.UseDualstackEndpoint ?? false;

        return endpoint is null ? new Ec2Location(StandardEndpoint(region, fips, dualStack), region)
            : !fips && !dualStack ? new Ec2Location(endpoint, region)
            : throw new Ec2Exception(
                Ec2ErrorCode.InvalidConfiguration,
                $"The endpoint {endpoint} is configured together with a FIPS or dual-stack endpoint, which is another one. Take one of the two settings away.");
    }

    /// <summary>What is wrong with an endpoint, as the end of a sentence; null when nothing is.</summary>
    public static string? ProblemOf(Uri endpoint) =>
        !endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https") ? NoUrl(endpoint.OriginalString)
        : endpoint.UserInfo.Length > 0 ? $"for {endpoint.Host} holds a user name or password; calls are signed, so it takes none."
        : null;

    private static string NoUrl(string text) => $"is {ErrorText.Quote(text)}; it takes an absolute http or https URL.";

    private RegionEndpoint Region(Ec2Options options, CredentialProfile? profile, bool mayBeUnknown)
    {
        var name = options.Region ?? aws.Variable("AWS_REGION") ?? aws.Variable("AWS_DEFAULT_REGION") ?? profile?.Region?.SystemName;
        if (name is null)
        {
            return regionOfMachine() ?? throw new Ec2Exception(
                Ec2ErrorCode.InvalidConfiguration,
                "No region is configured. Set the option Ec2.Region, the environment variable AWS_REGION or 'region' in the AWS profile.");
        }

        return IsKnownRegion(name) || (mayBeUnknown && IsHostNamePart(name))
            ? RegionEndpoint.GetBySystemName(name)
            : throw new Ec2Exception(Ec2ErrorCode.InvalidConfiguration, UnknownRegionMessage(name));
    }

    /// <summary>Says that a region is unknown and what to do; the SDK would take any name and fail later.</summary>
    public static string UnknownRegionMessage(string region) =>
        $"{ErrorText.Quote(region)} is not a region of EC2 known here.{Suggestion.For(region, KnownRegions())}"
        + " For a newer region set the option Ec2.EndpointUrl too.";

    private Uri? ConfiguredEndpoint(CredentialProfile? profile)
    {
        if (Switch("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") ?? profile?.IgnoreConfiguredEndpointUrls ?? false)
        {
            return null;
        }

        if ((aws.Variable("AWS_ENDPOINT_URL_EC2") ?? aws.Variable("AWS_ENDPOINT_URL") ?? profile?.EndpointUrl) is not { } url)
        {
            return null;
        }

        var problem = Uri.TryCreate(url, UriKind.Absolute, out var endpoint) ? ProblemOf(endpoint) : NoUrl(url);
        return problem is not null
            ? throw new Ec2Exception(
                Ec2ErrorCode.InvalidConfiguration,
                $"The configured endpoint {problem} Correct AWS_ENDPOINT_URL_EC2, AWS_ENDPOINT_URL or 'endpoint_url' in the AWS profile.")
            : endpoint;
    }

    private static Uri StandardEndpoint(RegionEndpoint region, bool fips, bool dualStack)
    {
        // GovCloud's ordinary endpoints are FIPS endpoints.
        var prefix = fips && (dualStack || region.PartitionName != "aws-us-gov") ? "ec2-fips" : "ec2";
        var suffix = dualStack ? DualStackSuffixes[region.PartitionName] : region.PartitionDnsSuffix;
        return new Uri($"https://{prefix}.{region.SystemName}.{suffix}");
    }

    private bool? Switch(string variable) =>
        aws.Variable(variable) is not { } text ? null
        : bool.TryParse(text, out var value) ? value
        : throw new Ec2Exception(Ec2ErrorCode.InvalidConfiguration, $"The environment variable {variable} is {ErrorText.Quote(text)}; it takes 'true' or 'false'.");

    // Anything else the SDK refuses with an exception of its own.
    private static bool IsHostNamePart(string name) =>
        name.Length is > 0 and < 64 && name[0] != '-' && name[^1] != '-' && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static IEnumerable<string> KnownRegions() =>
        RegionEndpoint.EnumerableAllRegions
            .Where(region => region.DisplayName != NotInTheTable)
            .Select(region => region.SystemName)
            .Where(name => name != NotAnEc2Region);
}
