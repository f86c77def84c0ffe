using Stopinator.Packages.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Packages.Tests.Programs;

/// <summary>Credentials come from where every AWS client takes them, in an ordinary program and in a trimmed one.</summary>
[Collection(SharedPrograms.Name)]
public sealed class CredentialSourceTests(SmokePrograms programs)
{
    private const string Everything = """{ "select": { "all": true } }""";

    public static MatrixTheoryData<string, string> Sources { get; } = new(CredentialSource.All.Keys, ["ordinary", "trimmed"]);

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Call_CredentialsOfASource_IsSignedWithTheKeyFoundThere(string source, string program)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });
        var credentials = CredentialSource.All[source](programs.Services.Endpoint, programs.Home);

        var result = await RunAsync(program, ec2, credentials);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal([credentials.AccessKeyId], ec2.Calls.Select(call => call.AccessKeyId).Distinct());
    }

    [Theory]
    [InlineData("signed-in", "ASIASSO")]
    [InlineData("role-of-signed-in", "ASIASSOROLE")]
    public async Task Call_SingleSignOnInATrimmedProgramThatHasThePackages_IsSigned(string profile, string accessKeyId)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });

        var result = await RunAsync("trimmed", ec2, new CredentialSource(accessKeyId, null, ("AWS_PROFILE", profile)));

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal([accessKeyId], ec2.Calls.Select(call => call.AccessKeyId).Distinct());
    }

    [Theory]
    [InlineData("ordinary", "signed-in", "The profile 'signed-in' needs what the program does not have: dotnet add package AWSSDK.SSO, dotnet add package AWSSDK.SSOOIDC.")]
    [InlineData("ordinary", "role-of-signed-in", "The profile 'signed-in' needs what the program does not have: dotnet add package AWSSDK.SSO, dotnet add package AWSSDK.SSOOIDC.")]
    [InlineData("trimmed", "console", "The profile 'console' needs what the program does not have: dotnet add package AWSSDK.Signin.")]
    [InlineData("trimmed", "login-ended", "The profile 'login-ended' needs a login, which ends after some hours: aws sso login --profile login-ended.")]
    [InlineData("trimmed", "never-signed-in", "The profile 'never-signed-in' needs a login, which ends after some hours: aws sso login --profile never-signed-in.")]
    public async Task Call_SignInLacksSomething_SaysWhatToDo(string program, string profile, string advice)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });

        // Named by the variable and by the option, which take different ways through the SDK.
        foreach (var source in new[] { new CredentialSource("", null, ("AWS_PROFILE", profile)), new CredentialSource("", profile) })
        {
            var result = await RunAsync(program, ec2, source);

            Assert.Equal(1, result.ExitCode);
            Assert.StartsWith($"NoCredentials: No AWS credentials could be obtained. {advice}", result.Output, StringComparison.Ordinal);
        }

        Assert.Empty(ec2.Calls);
    }

    [Fact]
    public async Task Call_RoleIsRefused_SaysWhy()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });
        var stranger = new CredentialSource(
            "", null, ("ROLE_IN_CODE", AwsServices.Role), ("AWS_ACCESS_KEY_ID", "AKIDSTRANGER"), ("AWS_SECRET_ACCESS_KEY", "secret"));

        var result = await RunAsync("ordinary", ec2, stranger);

        Assert.EndsWith($": AKIDSTRANGER may not assume {AwsServices.Role}.", result.Lines[0], StringComparison.Ordinal);
        Assert.Empty(ec2.Calls);
    }

    [Theory]
    [InlineData("environment variables", false)]
    [InlineData("profile with a role", true)]
    public async Task Call_CredentialsOfASource_LoadsTheTokenServiceOnlyForRoles(string source, bool loads)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });

        var result = await RunAsync("ordinary", ec2, CredentialSource.All[source](programs.Services.Endpoint, programs.Home));

        Assert.Equal(loads, result.Lines.Single(line => line.StartsWith("loaded:", StringComparison.Ordinal)).Contains("AWSSDK.SecurityToken", StringComparison.Ordinal));
    }

    private Task<CommandResult> RunAsync(string program, SimulatedEc2 ec2, CredentialSource source)
    {
        var variables = source.Variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);
        variables["AWS_ENDPOINT_URL_STS"] = programs.Services.Endpoint;
        variables["AWS_ENDPOINT_URL_SSO"] = programs.Services.Endpoint;
        var configuration = source.Profile is null ? "{}" : $$$"""{ "Stopinator": { "Ec2": { "Profile": "{{{source.Profile}}}" } } }""";
        return programs[program].RunAsync(ec2.Endpoint, variables, configuration, Everything);
    }
}
