using Amazon.Runtime.CredentialManagement;
using Stopinator.Ec2;

namespace Stopinator.Tests.Ec2;

/// <summary>Who signs in with what; whether the packages are told from the login is shown by programs that have them, in Stopinator.Packages.Tests.</summary>
public sealed class AwsSignInTests
{
    private static readonly AwsConfiguration Aws = new(
        name => name == "AWS_PROFILE" ? "sso" : null,
        name => name switch
        {
            "sso" => Profile(name, new CredentialProfileOptions { SsoSession = "corp" }),
            "old-sso" => Profile(name, new CredentialProfileOptions { SsoStartUrl = "https://corp.awsapps.com/start" }),
            "console" => Profile(name, new CredentialProfileOptions { LoginSession = "arn:aws:iam::123456789012:user/ann" }),
            "role" => Profile(name, new CredentialProfileOptions { RoleArn = "arn:aws:iam::123456789012:role/r", SourceProfile = "sso" }),
            "role-of-role" => Profile(name, new CredentialProfileOptions { RoleArn = "arn:aws:iam::123456789012:role/q", SourceProfile = "role" }),
            "circle" => Profile(name, new CredentialProfileOptions { RoleArn = "arn:aws:iam::123456789012:role/c", SourceProfile = "circle" }),
            "keys" => Profile(name, new CredentialProfileOptions { AccessKey = "AKIDEXAMPLE", SecretKey = "secret" }),
            _ => null,
        },
        _ => null);

    [Theory]
    [InlineData("sso", "sso", "aws sso login")]
    [InlineData("old-sso", "old-sso", "aws sso login")]
    [InlineData("console", "console", "aws login")]
    [InlineData("role", "sso", "aws sso login")]
    [InlineData("role-of-role", "sso", "aws sso login")]
    [InlineData(null, "sso", "aws sso login")]
    public void Of_ProfileForWhichAPersonSignsIn_NamesItAndTheCommand(string? profile, string signedIn, string login)
    {
        var signIn = AwsSignIn.Of(Aws, profile);

        Assert.Equal((signedIn, login), (signIn?.Profile, signIn?.Login));
    }

    [Theory]
    [InlineData("keys")]
    [InlineData("circle")]
    [InlineData("no-such-profile")]
    public void Of_OtherProfile_IsNone(string profile) => Assert.Null(AwsSignIn.Of(Aws, profile));

    [Fact]
    public void Advice_PackagesMissing_SaysHowToAddThem() => Assert.Equal(
        "The profile 'sso' needs what the program does not have: dotnet add package AWSSDK.SSO, dotnet add package AWSSDK.SSOOIDC.",
        AwsSignIn.Of(Aws, "sso")?.Advice);

    [Fact]
    public void Advice_PackagesThere_SaysHowToSignIn() => Assert.Equal(
        "The profile 'sso' needs a login, which ends after some hours: aws sso login --profile sso.",
        (AwsSignIn.Of(Aws, "sso")! with { MissingPackages = [] }).Advice);

    private static CredentialProfile Profile(string name, CredentialProfileOptions options) => new(name, options);
}
