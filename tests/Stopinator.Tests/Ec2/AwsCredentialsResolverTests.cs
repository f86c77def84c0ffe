using Amazon.Runtime;
using Stopinator.Ec2;

namespace Stopinator.Tests.Ec2;

public sealed class AwsCredentialsResolverTests
{
    [Fact]
    public async Task Resolve_ProfileThatDoesNotExist_SaysSoAndWhatToDo()
    {
        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => AwsCredentialsResolver.ResolveAsync("no-such-profile-anywhere", CancellationToken.None));

        Assert.Equal(("NoCredentials", Ec2ErrorKind.Fatal), (exception.Code, exception.Kind));
        Assert.All(
            ["'no-such-profile-anywhere' gives no credentials", "AWS_ACCESS_KEY_ID", "Ec2.Profile"],
            part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_ThereAreSome_AreGiven()
    {
        var keys = await AwsCredentialsResolver.KeysAsync(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), profile: null, CancellationToken.None);

        Assert.Equal("AKIDEXAMPLE", keys.AccessKey);
    }
}
