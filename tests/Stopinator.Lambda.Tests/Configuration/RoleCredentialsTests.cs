using Stopinator.Lambda.Configuration;

namespace Stopinator.Lambda.Tests.Configuration;

public sealed class RoleCredentialsTests
{
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["AWS_ACCESS_KEY_ID"] = "AKIDROLE",
        ["AWS_SECRET_ACCESS_KEY"] = "secret",
        ["AWS_SESSION_TOKEN"] = "session",
    };

    [Fact]
    public void Of_KeysInTheEnvironment_AreThese()
    {
        var keys = RoleCredentials.Of(new StopinatorOptions(), Keys)!.GetCredentials();

        Assert.Equal(("AKIDROLE", "secret", "session"), (keys.AccessKey, keys.SecretKey, keys.Token));
    }

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    [InlineData("AWS_SESSION_TOKEN")]
    public void Of_OneOfThemMissingOrEmpty_LeavesItToTheChain(string name)
    {
        Assert.Null(RoleCredentials.Of(new StopinatorOptions(), Keys.Where(key => key.Key != name).ToDictionary()));
        Assert.Null(RoleCredentials.Of(new StopinatorOptions(), new Dictionary<string, string>(Keys) { [name] = "" }));
    }

    [Fact]
    public void Of_AProfile_LeavesItToTheProfile()
    {
        var options = new StopinatorOptions();
        options.Ec2.Profile = "spoke";

        Assert.Null(RoleCredentials.Of(options, Keys));
        Assert.Null(RoleCredentials.Of(new StopinatorOptions(), new Dictionary<string, string>(Keys) { ["AWS_PROFILE"] = "spoke" }));
    }
}
