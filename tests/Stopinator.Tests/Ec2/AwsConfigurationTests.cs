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

    [Fact]
    public void OfMachine_ProfileThatDoesNotExist_IsNone() => Assert.Null(AwsConfiguration.OfMachine.Profile("no-such-profile-anywhere"));
}
