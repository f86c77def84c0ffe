using Stopinator.Packages.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Packages.Tests.Programs;

/// <summary>Credentials come from where every AWS client takes them, in every form of the program.</summary>
[Collection(SharedPrograms.Name)]
public sealed class CredentialSourceTests(SmokePrograms programs)
{
    private const string LacksSingleSignOn =
        "The profile 'signed-in' needs what the program does not have: dotnet add package AWSSDK.SSO, dotnet add package AWSSDK.SSOOIDC.";
    private const string LacksSignIn = "The profile 'console' needs what the program does not have: dotnet add package AWSSDK.Signin.";
    private const string LoginEnded =
        "The profile 'login-ended' needs a login, which ends after some hours: aws sso login --profile login-ended.";
    private const string NeverSignedIn =
        "The profile 'never-signed-in' needs a login, which ends after some hours: aws sso login --profile never-signed-in.";
    private const string Everything = """{ "select": { "all": true } }""";

    public static MatrixTheoryData<string, string> Sources { get; } = new(CredentialSource.All.Keys, ProgramForms.All);

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Call_CredentialsOfASource_IsSignedWithTheKeyFoundThere(string source, string form)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });
        var credentials = CredentialSource.All[source](programs.Services.Endpoint, programs.Home);

        var result = await RunAsync(form, ec2, credentials);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal([credentials.AccessKeyId], ec2.Calls.Select(call => call.AccessKeyId).Distinct());
    }

    [Theory]
    [InlineData(ProgramForms.Trimmed, "signed-in", "ASIASSO")]
    [InlineData(ProgramForms.Trimmed, "role-of-signed-in", "ASIASSOROLE")]
    [InlineData(ProgramForms.Native, "signed-in", "ASIASSO")]
    [InlineData(ProgramForms.Native, "role-of-signed-in", "ASIASSOROLE")]
    public async Task Call_SingleSignOnInAProgramThatHasThePackages_IsSigned(string form, string profile, string accessKeyId)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });

        var result = await RunAsync(form, ec2, new CredentialSource(accessKeyId, null, ("AWS_PROFILE", profile)));

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal([accessKeyId], ec2.Calls.Select(call => call.AccessKeyId).Distinct());
    }

    [Theory]
    [InlineData(ProgramForms.Ordinary, "signed-in", LacksSingleSignOn)]
    [InlineData(ProgramForms.Ordinary, "role-of-signed-in", LacksSingleSignOn)]
    [InlineData(ProgramForms.Trimmed, "console", LacksSignIn)]
    [InlineData(ProgramForms.Native, "console", LacksSignIn)]
    [InlineData(ProgramForms.Trimmed, "login-ended", LoginEnded)]
    [InlineData(ProgramForms.Native, "login-ended", LoginEnded)]
    [InlineData(ProgramForms.Trimmed, "never-signed-in", NeverSignedIn)]
    public async Task Call_SignInLacksSomething_SaysWhatToDo(string form, string profile, string advice)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });

        // Named by the variable and by the option, which take different ways through the SDK.
        foreach (var source in new[] { new CredentialSource("", null, ("AWS_PROFILE", profile)), new CredentialSource("", profile) })
        {
            var result = await RunAsync(form, ec2, source);

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

        var result = await RunAsync(ProgramForms.Ordinary, ec2, stranger);

        Assert.EndsWith($": AKIDSTRANGER may not assume {AwsServices.Role}.", result.Lines[0], StringComparison.Ordinal);
        Assert.Empty(ec2.Calls);
    }

    [Theory]
    [InlineData("environment variables", false)]
    [InlineData("profile with a role", true)]
    public async Task Call_CredentialsOfASource_LoadsTheTokenServiceOnlyForRoles(string source, bool loads)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });

        var result = await RunAsync(ProgramForms.Ordinary, ec2, CredentialSource.All[source](programs.Services.Endpoint, programs.Home));

        var loaded = result.Lines.Single(line => line.StartsWith("loaded:", StringComparison.Ordinal));
        Assert.Equal(loads, loaded.Contains("AWSSDK.SecurityToken", StringComparison.Ordinal));
    }

    private Task<CommandResult> RunAsync(string form, SimulatedEc2 ec2, CredentialSource source)
    {
        var variables = source.Variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);
        variables["AWS_ENDPOINT_URL_STS"] = programs.Services.Endpoint;
        variables["AWS_ENDPOINT_URL_SSO"] = programs.Services.Endpoint;
        var configuration = source.Profile is null ? "{}" : $$$"""{ "Stopinator": { "Ec2": { "Profile": "{{{source.Profile}}}" } } }""";
        return programs[form].RunAsync(ec2.Endpoint, variables, configuration, Everything);
    }
}
