using Stopinator.Packages.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared;

namespace Stopinator.Packages.Tests.Programs;

/// <summary>
/// Roles are assumed in the region of the EC2 client, in every form of the program. The SDK by itself asks STS in the region that it finds
/// in the environment or in the profile, and keys from there do not count in China, in GovCloud and in regions that an account enables.
/// </summary>
[Collection(SharedPrograms.Name)]
public sealed class CredentialRegionTests(SmokePrograms programs)
{
    private const string China = "cn-north-1";
    private const string GovCloud = "us-gov-west-1";

    // The program's environment says us-east-1.
    private static readonly (string Name, string Value) AccessKeyId = ("AWS_ACCESS_KEY_ID", "AKIDHUB");
    private static readonly (string Name, string Value) SecretKey = ("AWS_SECRET_ACCESS_KEY", "secret");

    /// <summary>Sources that assume roles with keys, the region of the option <c>Ec2.Region</c>, and the number of roles.</summary>
    private static readonly Dictionary<string, (CredentialSource Source, string Region, int Roles)> Roles = new(StringComparer.Ordinal)
    {
        ["profile of the option"] = (new("ASIAROLE", "role"), China, 1),
        ["profile of AWS_PROFILE"] = (new("ASIAROLE", null, ("AWS_PROFILE", "role")), GovCloud, 1),
        ["profile of another region"] = (new("ASIAROLE", "role-of-europe"), GovCloud, 1),
        ["profile with a role of a role"] = (new("ASIACHAINED", "chained-roles"), China, 2),
        ["profile with a role from the environment"] = (new("ASIASPOKE", "role-from-environment", AccessKeyId, SecretKey), China, 1),
        ["role given in code"] = (new("ASIASPOKE", null, ("ROLE_IN_CODE", AwsServices.Role), AccessKeyId, SecretKey), GovCloud, 1),
    };

    public static MatrixTheoryData<string, string> SignedCalls { get; } = new(Roles.Keys, ProgramForms.All);

    public static MatrixTheoryData<string, string> Hosts { get; } =
        new(["profile of AWS_PROFILE", "web identity of the environment", "web identity of a profile"], ProgramForms.All);

    [LongTheory]
    [Trait("Finding", "F3")]
    [MemberData(nameof(SignedCalls))]
    public async Task Call_CredentialsOfARole_AreAskedForInTheRegionOfTheClient(string source, string form)
    {
        var (credentials, region, roles) = Roles[source];
        await using var services = await AwsServices.StartAsync();
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { }, new SimulatedEc2Options { Region = region });

        var result = await RunAsync(form, ec2, credentials, region, ("AWS_ENDPOINT_URL_STS", services.Endpoint));

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal(Enumerable.Repeat(region, roles), services.StsRegions);
        Assert.Equal([credentials.AccessKeyId], ec2.Calls.Select(call => call.AccessKeyId).Distinct());
    }

    // A call with a web identity is not signed, so the host alone tells the region. It is seen by a proxy, which lets nothing through.
    [LongTheory]
    [MemberData(nameof(Hosts))]
    public async Task Call_CredentialsOfARole_AreAskedForAtTheHostOfTheRegion(string source, string form)
    {
        await using var services = await AwsServices.StartAsync();
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { }, new SimulatedEc2Options { Region = China });
        var credentials = source switch
        {
            "profile of AWS_PROFILE" => new CredentialSource("", null, ("AWS_PROFILE", "role")),
            "web identity of a profile" => new CredentialSource("", "web-identity"),
            _ => new CredentialSource(
                "", null, ("AWS_WEB_IDENTITY_TOKEN_FILE", programs.Home.WebIdentityTokenFile), ("AWS_ROLE_ARN", AwsServices.Role)),
        };

        var result = await RunAsync(form, ec2, credentials, China, ("HTTPS_PROXY", services.Endpoint), ("AWS_MAX_ATTEMPTS", "1"));

        Assert.StartsWith("NoCredentials: ", result.Output, StringComparison.Ordinal);
        Assert.Equal(["sts.cn-north-1.amazonaws.com.cn:443"], services.ProxiedHosts.Distinct());
        Assert.Empty(ec2.Calls);
    }

    private Task<CommandResult> RunAsync(
        string form, SimulatedEc2 ec2, CredentialSource source, string region, params IEnumerable<(string Name, string Value)> variables)
    {
        var environment = source.Variables.Concat(variables)
            .ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);
        var profile = source.Profile is null ? "null" : $"\"{source.Profile}\"";
        var configuration = $$$"""{ "Stopinator": { "Ec2": { "Region": "{{{region}}}", "Profile": {{{profile}}} } } }""";
        return programs[form].RunAsync(ec2.Endpoint, environment, configuration, """{ "select": { "all": true } }""");
    }
}
