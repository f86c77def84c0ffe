using Amazon.Runtime.CredentialManagement;
using Stopinator.Ec2;

namespace Stopinator.Tests.Ec2;

public sealed class AwsConfigurationTests
{
    [Fact]
    public void Variable_UnsetOrEmpty_IsNone()
    {
        var aws = new AwsConfiguration(name => name switch { "SET" => "x", "EMPTY" => "", _ => null }, _ => null);

        Assert.Equal(("x", null, null), (aws.Variable("SET"), aws.Variable("EMPTY"), aws.Variable("UNSET")));
    }

    [Theory]
    [InlineData("asked", "variable", "asked")]
    [InlineData(null, "variable", "variable")]
    [InlineData(null, "", "default")]
    [InlineData(null, null, "default")]
    public void Profile_Name_IsTheOneAskedForElseOfTheEnvironmentElseDefault(string? asked, string? variable, string expected)
    {
        var aws = new AwsConfiguration(name => name == "AWS_PROFILE" ? variable : null, name => new CredentialProfile(name, new CredentialProfileOptions()));

        Assert.Equal(expected, aws.Profile(asked)?.Name);
    }

    [Theory]
    [InlineData("HOME")]
    [InlineData("USERPROFILE")]
    public void MayHaveProfiles_FolderInTheHome_IsSeen(string variable)
    {
        var home = Directory.CreateTempSubdirectory("stopinator-home-");
        try
        {
            string? Environment(string name) => name == variable ? home.FullName : null;
            var before = AwsConfiguration.MayHaveProfiles(Environment);
            home.CreateSubdirectory(".aws");

            // Windows has a place of its own besides.
            Assert.Equal(OperatingSystem.IsWindows(), before);
            Assert.True(AwsConfiguration.MayHaveProfiles(Environment));
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("AWS_CONFIG_FILE")]
    [InlineData("AWS_SHARED_CREDENTIALS_FILE")]
    public void MayHaveProfiles_FileNamedByAVariable_IsSeen(string variable) =>
        Assert.True(AwsConfiguration.MayHaveProfiles(name => name == variable ? "some/file" : name == "HOME" ? "no/such/home" : null));

    [Fact]
    public void OfMachine_ProfileThatDoesNotExist_IsNone() => Assert.Null(AwsConfiguration.OfMachine.Profile("no-such-profile-anywhere"));
}
