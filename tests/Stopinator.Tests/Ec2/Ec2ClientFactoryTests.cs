using Amazon;
using Amazon.EC2.Model;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Endpoints;
using Stopinator.Ec2;
using Stopinator.Instances;

namespace Stopinator.Tests.Ec2;

public sealed class Ec2ClientFactoryTests
{
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);

    /// <summary>Region, FIPS, dual stack, and the endpoint, as EC2's own endpoint rules have them.</summary>
    public static TheoryData<string, bool, bool, string> Endpoints { get; } = new()
    {
        { "eu-west-1", false, false, "https://ec2.eu-west-1.amazonaws.com/" },
        { "eu-west-1", true, false, "https://ec2-fips.eu-west-1.amazonaws.com/" },
        { "eu-west-1", false, true, "https://ec2.eu-west-1.api.aws/" },
        { "eu-west-1", true, true, "https://ec2-fips.eu-west-1.api.aws/" },
        { "us-gov-west-1", false, false, "https://ec2.us-gov-west-1.amazonaws.com/" },
        { "us-gov-west-1", true, false, "https://ec2.us-gov-west-1.amazonaws.com/" },
        { "us-gov-west-1", false, true, "https://ec2.us-gov-west-1.api.aws/" },
        { "us-gov-west-1", true, true, "https://ec2-fips.us-gov-west-1.api.aws/" },
        { "cn-north-1", false, false, "https://ec2.cn-north-1.amazonaws.com.cn/" },
        { "cn-north-1", true, false, "https://ec2-fips.cn-north-1.amazonaws.com.cn/" },
        { "cn-northwest-1", false, true, "https://ec2.cn-northwest-1.api.amazonwebservices.com.cn/" },
        { "eusc-de-east-1", false, false, "https://ec2.eusc-de-east-1.amazonaws.eu/" },
        { "eusc-de-east-1", false, true, "https://ec2.eusc-de-east-1.api.amazonwebservices.eu/" },
        { "us-iso-east-1", false, false, "https://ec2.us-iso-east-1.c2s.ic.gov/" },
        { "us-iso-east-1", false, true, "https://ec2.us-iso-east-1.api.aws.ic.gov/" },
        { "us-isob-east-1", false, false, "https://ec2.us-isob-east-1.sc2s.sgov.gov/" },
        { "us-isob-east-1", false, true, "https://ec2.us-isob-east-1.api.aws.scloud/" },
        { "eu-isoe-west-1", false, true, "https://ec2.eu-isoe-west-1.api.cloud-aws.adc-e.uk/" },
        { "us-isof-south-1", false, true, "https://ec2.us-isof-south-1.api.aws.hci.ic.gov/" },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public void Configure_RegionAndSwitches_GivesTheEndpointOfThePartition(string region, bool fips, bool dualStack, string endpoint)
    {
        var location = Resolve(new Ec2Options { Region = region, UseFips = fips, UseDualStack = dualStack });

        Assert.Equal((endpoint, region), (location.Endpoint.AbsoluteUri, location.Region.SystemName));
    }

    [Fact]
    public void Configure_EveryRegionInEveryWay_HasAnEndpoint() =>
        Assert.All(RegionEndpoint.EnumerableAllRegions.Where(region => AwsRegions.IsKnown(region.SystemName)), region =>
        {
            foreach (var (fips, dualStack) in new[] { (false, false), (true, false), (false, true), (true, true) })
            {
                var location = Resolve(new Ec2Options { Region = region.SystemName, UseFips = fips, UseDualStack = dualStack });
                Assert.Contains($".{region.SystemName}.", location.Endpoint.Host, StringComparison.Ordinal);
            }
        });

    [Theory]
    [InlineData("option", "us-east-1", "us-east-2", "us-west-1", "us-west-2", "us-east-1")]
    [InlineData("environment", null, "us-east-2", "us-west-1", "us-west-2", "us-east-2")]
    [InlineData("older name", null, null, "us-west-1", "us-west-2", "us-west-1")]
    [InlineData("profile", null, null, null, "us-west-2", "us-west-2")]
    [InlineData("machine", null, null, null, null, "eu-central-1")]
    [InlineData("empty variables count as none", null, "", "", "us-west-2", "us-west-2")]
    public void Configure_Region_ComesFromTheFirstThatHasOne(
        string source, string? option, string? region, string? olderName, string? profile, string expected)
    {
        var environment = Environment(("AWS_REGION", region), ("AWS_DEFAULT_REGION", olderName));
        var settings = Profile("default", profile is null ? null : RegionEndpoint.GetBySystemName(profile));

        var location = Resolve(new Ec2Options { Region = option }, environment, settings, RegionEndpoint.EUCentral1);

        Assert.True(expected == location.Region.SystemName, source);
    }

    [Theory]
    [InlineData("option", "http://option:1", "http://ec2:2", "http://all:3", "http://profile:4", "http://option:1/")]
    [InlineData("EC2's own variable", null, "http://ec2:2", "http://all:3", "http://profile:4", "http://ec2:2/")]
    [InlineData("the variable of all services", null, null, "http://all:3", "http://profile:4", "http://all:3/")]
    [InlineData("profile", null, null, null, "http://profile:4/path", "http://profile:4/path/")]
    [InlineData("none", null, "", "", null, "https://ec2.eu-west-1.amazonaws.com/")]
    public void Configure_Endpoint_ComesFromTheFirstThatHasOne(
        string source, string? option, string? own, string? all, string? profile, string expected)
    {
        var environment = Environment(("AWS_ENDPOINT_URL_EC2", own), ("AWS_ENDPOINT_URL", all));
        var settings = Profile("default", endpointUrl: profile);

        var location = Resolve(
            new Ec2Options { Region = "eu-west-1", EndpointUrl = option is null ? null : new Uri(option) }, environment, settings);

        Assert.True(expected == location.Endpoint.AbsoluteUri, source);
    }

    [Theory]
    [InlineData("true", null, true)]
    [InlineData("TRUE", null, true)]
    [InlineData("false", true, false)]
    [InlineData(null, true, true)]
    [InlineData(null, null, false)]
    public void Configure_ConfiguredEndpointsIgnored_OnlyTheOptionCounts(string? variable, bool? profile, bool ignored)
    {
        var environment = Environment(("AWS_ENDPOINT_URL_EC2", "http://ec2:2"), ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", variable));
        var settings = Profile("default", ignoreEndpoints: profile);

        Assert.Equal(
            ignored ? "ec2.eu-west-1.amazonaws.com" : "ec2",
            Resolve(new Ec2Options { Region = "eu-west-1" }, environment, settings).Endpoint.Host);
        Assert.Equal(
            "option",
            Resolve(new Ec2Options { Region = "eu-west-1", EndpointUrl = new Uri("http://option") }, environment, settings).Endpoint.Host);
    }

    [Theory]
    [InlineData(true, "false", false, true)]
    [InlineData(false, "true", true, false)]
    [InlineData(null, "true", false, true)]
    [InlineData(null, "False", true, false)]
    [InlineData(null, null, true, true)]
    [InlineData(null, null, null, false)]
    public void Configure_Switch_ComesFromTheFirstThatHasOne(bool? option, string? variable, bool? profile, bool expected)
    {
        var environment = Environment(("AWS_USE_FIPS_ENDPOINT", variable), ("AWS_USE_DUALSTACK_ENDPOINT", variable));
        var settings = Profile("default", fips: profile, dualStack: profile);

        var location = Resolve(new Ec2Options { Region = "eu-west-1", UseFips = option, UseDualStack = option }, environment, settings);

        Assert.Equal(
            expected ? "https://ec2-fips.eu-west-1.api.aws/" : "https://ec2.eu-west-1.amazonaws.com/", location.Endpoint.AbsoluteUri);
    }

    [Theory]
    [InlineData("mine", "theirs", "mine")]
    [InlineData(null, "theirs", "theirs")]
    [InlineData(null, null, "default")]
    public void Configure_Profile_IsTheOptionsElseTheEnvironmentsElseTheDefault(string? option, string? variable, string expected)
    {
        CredentialProfile[] profiles =
        [
            Profile("mine", RegionEndpoint.USEast1), Profile("theirs", RegionEndpoint.USEast2), Profile("default", RegionEndpoint.USWest1),
        ];

        var location = Resolve(new Ec2Options { Profile = option }, Environment(("AWS_PROFILE", variable)), profiles);

        Assert.Equal(profiles.Single(profile => profile.Name == expected).Region, location.Region);
    }

    [Fact]
    public void Configure_ProfileOfTheOptionsDoesNotExist_SaysSo()
    {
        var exception = Refused(new Ec2Options { Profile = "tpyo", Region = "eu-west-1" });

        Assert.Equal("NoCredentials", exception.Code);
        Assert.Contains("no profile 'tpyo'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Configure_ProfileOfTheEnvironmentDoesNotExist_IsLeftToTheCredentialChain() =>
        Assert.Equal("eu-west-1", Resolve(new Ec2Options { Region = "eu-west-1" }, Environment(("AWS_PROFILE", "gone"))).Region.SystemName);

    [Theory]
    [InlineData("eu-wset-1", "Did you mean 'eu-west-1'?")]
    [InlineData("EU-WEST-1", "Did you mean 'eu-west-1'?")]
    [InlineData("us-east-1-regional", "'us-east-1-regional' is not a region")]
    [InlineData("xx-nowhere-1", "Ec2.EndpointUrl")]
    [InlineData("", "''")]
    [InlineData("eu-west-1\r\nHost: evil", "\\u000D\\u000A")]
    public void Configure_UnknownRegion_IsRefusedWithASuggestion(string region, string part)
    {
        var exception = Refused(new Ec2Options { Region = region });

        Assert.Equal(("InvalidConfiguration", Ec2ErrorKind.Fatal), (exception.Code, exception.Kind));
        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        Assert.False(AwsRegions.IsKnown(region));
    }

    [Fact]
    public void Configure_UnknownRegionOfTheEnvironment_IsRefusedWithASuggestion() =>
        Assert.Contains(
            "Did you mean 'us-east-1'?", Refused(new Ec2Options(), ("AWS_REGION", "us-eats-1")).Message, StringComparison.Ordinal);

    [Fact]
    public void Configure_MisspelledRegionOfAProfile_IsRefusedThoughTheSdkHasTakenItIn()
    {
        Assert.NotNull(RegionEndpoint.GetBySystemName("eu-west-l"));
        var exception = Assert.Throws<Ec2Exception>(
            () => Resolve(new Ec2Options(), Nothing, Profile("default", RegionEndpoint.GetBySystemName("eu-west-l"))));

        Assert.Contains("Did you mean 'eu-west-1'?", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("local", true)]
    [InlineData("xx-nowhere-1", true)]
    [InlineData("", false)]
    [InlineData("-x", false)]
    [InlineData("x-", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("a\nb", false)]
    public void Configure_UnknownRegionBesideAnEndpoint_IsTakenWhenAHostNameCanHoldIt(string region, bool taken)
    {
        var options = new Ec2Options { Region = region, EndpointUrl = new Uri("http://127.0.0.1:5577") };

        if (taken)
        {
            Assert.Equal((region, 5577), (Resolve(options).Region.SystemName, Resolve(options).Endpoint.Port));
        }
        else
        {
            Assert.Equal("InvalidConfiguration", Refused(options).Code);
        }
    }

    [Fact]
    public void Configure_NoRegionAnywhere_SaysWhereToSetIt()
    {
        var exception = Refused(new Ec2Options());

        Assert.Equal("InvalidConfiguration", exception.Code);
        Assert.All(["Ec2.Region", "AWS_REGION", "profile"], part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_EC2", "127.0.0.1:5577")]
    [InlineData("AWS_ENDPOINT_URL_EC2", "/relative")]
    [InlineData("AWS_ENDPOINT_URL", "ftp://127.0.0.1")]
    [InlineData("AWS_ENDPOINT_URL", "http://")]
    public void Configure_EndpointThatIsNoUrl_IsRefused(string variable, string value)
    {
        var exception = Refused(new Ec2Options { Region = "eu-west-1" }, (variable, value));

        Assert.Equal("InvalidConfiguration", exception.Code);
        Assert.Contains($"'{value}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("AWS_ENDPOINT_URL_EC2", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_USE_FIPS_ENDPOINT")]
    [InlineData("AWS_USE_DUALSTACK_ENDPOINT")]
    [InlineData("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")]
    public void Configure_SwitchThatIsNone_IsRefused(string variable)
    {
        var exception = Refused(new Ec2Options { Region = "eu-west-1" }, (variable, "yes"));

        Assert.Equal("InvalidConfiguration", exception.Code);
        Assert.Contains($"{variable} is 'yes'; it takes 'true' or 'false'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_USE_FIPS_ENDPOINT")]
    [InlineData("AWS_USE_DUALSTACK_ENDPOINT")]
    public void Configure_EndpointBesideFipsOrDualStack_IsRefused(string variable)
    {
        var exception = Refused(new Ec2Options { Region = "eu-west-1" }, (variable, "true"), ("AWS_ENDPOINT_URL", "http://127.0.0.1:5577"));

        Assert.Equal("InvalidConfiguration", exception.Code);
        Assert.Contains("http://127.0.0.1:5577", exception.Message, StringComparison.Ordinal);
    }

    private static Ec2Exception Refused(Ec2Options options, params (string Name, string? Value)[] variables) =>
        Assert.Throws<Ec2Exception>(() => Resolve(options, Environment(variables)));

    private static (Uri Endpoint, RegionEndpoint Region) Resolve(
        Ec2Options options, Dictionary<string, string>? environment = null, params CredentialProfile[] profiles) =>
        Resolve(options, environment, profiles, machine: null);

    private static (Uri Endpoint, RegionEndpoint Region) Resolve(
        Ec2Options options, Dictionary<string, string>? environment, CredentialProfile profile, RegionEndpoint machine) =>
        Resolve(options, environment, [profile], machine);

    private static (Uri Endpoint, RegionEndpoint Region) Resolve(
        Ec2Options options, Dictionary<string, string>? environment, CredentialProfile[] profiles, RegionEndpoint? machine)
    {
        var aws = new AwsConfiguration(
            name => (environment ?? Nothing).GetValueOrDefault(name),
            name => Array.Find(profiles, profile => profile.Name == name),
            name => Array.Find(profiles, profile => profile.Name == (name ?? "default"))?.EndpointUrl);
        var config = new Ec2ClientFactory(options, Credentials: null) { Aws = aws, RegionOfMachine = () => machine }.Configure();
        var endpoint = config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new DescribeInstancesRequest()));
        return (new Uri(endpoint.URL), RegionEndpoint.GetBySystemName(config.AuthenticationRegion));
    }

    private static Dictionary<string, string> Environment(params (string Name, string? Value)[] variables) =>
        variables.Where(variable => variable.Value is not null).ToDictionary(
            variable => variable.Name, variable => variable.Value!, StringComparer.Ordinal);

    private static CredentialProfile Profile(
        string name, RegionEndpoint? region = null, string? endpointUrl = null, bool? ignoreEndpoints = null, bool? fips = null,
        bool? dualStack = null) =>
        new(name, new CredentialProfileOptions())
        {
            Region = region,
            EndpointUrl = endpointUrl,
            IgnoreConfiguredEndpointUrls = ignoreEndpoints,
            UseFIPSEndpoint = fips,
            UseDualstackEndpoint = dualStack,
        };
}
