using Amazon.Runtime;
using Stopinator.Ec2;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Ec2;

/// <content>Where EC2 is and who asks: looked up with the first call, and closed at the end.</content>
public sealed partial class Ec2ClientTests
{
    [Fact]
    public async Task Call_SameClientAgain_LooksNothingUpAgain()
    {
        var lookups = 0;
        var client = Client(new StubHandler(Stopped), variable: _ =>
        {
            Interlocked.Increment(ref lookups);
            return null;
        });

        await StopAsync(client);
        var first = lookups;
        await StopAsync(client);

        Assert.NotEqual(0, first);
        Assert.Equal(first, lookups);
    }

    [Fact(Timeout = Patience)]
    public async Task Call_FirstOnesAtOnce_ConnectOnce()
    {
        var arrived = new TaskCompletionSource();
        var go = new ManualResetEventSlim();
        var lookups = 0;
        var client = Client(new StubHandler(Stopped), variable: name =>
        {
            if (name == "AWS_USE_FIPS_ENDPOINT")
            {
                Interlocked.Increment(ref lookups);
                arrived.TrySetResult();
                go.Wait();
            }

            return null;
        });

        var calls = Enumerable.Range(0, 50).Select(_ => Task.Run(() => StopAsync(client))).ToArray();
        await arrived.Task;
        go.Set();
        await Task.WhenAll(calls);

        Assert.Equal(1, lookups);
    }

    [Fact]
    public async Task Call_LookupFails_IsTriedAgainByTheNext()
    {
        var region = "eu-wset-1";
        var handler = new StubHandler(Stopped);
        var client = Client(handler, options: new Ec2Options(), variable: name => name == "AWS_REGION" ? region : null);

        Assert.Equal("InvalidConfiguration", (await Assert.ThrowsAsync<Ec2Exception>(() => StopAsync(client))).Code);
        Assert.Empty(handler.Requests);

        region = "eu-west-1";
        Assert.Equal("r-1", (await StopAsync(client)).RequestId);
    }

    [Fact(Timeout = Patience)]
    public async Task Call_CancelledDuringTheLookup_DoesNotWaitForIt()
    {
        using var cancellation = new CancellationTokenSource();
        var go = new ManualResetEventSlim();
        var blocks = true;
        var handler = new StubHandler(Stopped);
        var client = Client(handler, variable: _ =>
        {
            if (Volatile.Read(ref blocks))
            {
                cancellation.Cancel();
                go.Wait();
            }

            return null;
        });

        // The look-up blocks like one of the SDK; it is let go only after both calls have ended.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StopAsync(client, cancellationToken: cancellation.Token));
        Volatile.Write(ref blocks, false);
        Assert.Equal("r-1", (await StopAsync(client)).RequestId);
        go.Set();
    }

    [Fact]
    public async Task Call_CredentialsFailThenRecover_ThrowsWithTheWayOutAndThenSends()
    {
        var credentials = new ChangingCredentials();
        var handler = new StubHandler(Stopped);
        var client = Client(handler, credentials);

        credentials.Answer = () => throw new AmazonClientException("the token has expired");
        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => StopAsync(client));
        Assert.Equal(("NoCredentials", Ec2ErrorKind.Fatal), (exception.Code, exception.Kind));
        Assert.All(
            ["the token has expired", "AWS_ACCESS_KEY_ID", "AWS_PROFILE"],
            part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));

        credentials.Answer = () => throw new InvalidOperationException("whatever a provider throws");
        Assert.Equal("NoCredentials", (await Assert.ThrowsAsync<Ec2Exception>(() => StopAsync(client))).Code);

        credentials.Answer = () => throw new TaskCanceledException("a timeout of its own");
        Assert.Equal("NoCredentials", (await Assert.ThrowsAsync<Ec2Exception>(() => StopAsync(client))).Code);
        Assert.Empty(handler.Requests);

        credentials.Answer = () => new ImmutableCredentials("AKIDEXAMPLE", Secret, token: null);
        await StopAsync(client);
        Assert.Single(handler.Requests);
    }

    [Theory]
    [Trait("Finding", "F6")]
    [InlineData("AKID\nX-Injected: yes", Secret, "token", "AWS_ACCESS_KEY_ID")]
    [InlineData("AKIDEXAMPLE", "sec\r\nret", "token", "AWS_SECRET_ACCESS_KEY")]
    [InlineData("AKIDEXAMPLE", Secret, "tok\nX-Injected: yes", "AWS_SESSION_TOKEN")]
    [InlineData("AKIDEXAMPLÉ", Secret, "token", "AWS_ACCESS_KEY_ID")]
    public async Task Call_KeyThatNoKeyOfAwsLooksLike_IsRefusedWithoutItsValue(string key, string secret, string token, string variable)
    {
        var handler = new StubHandler(Stopped);

        var exception = await RefusedAsync(Client(handler, new SessionAWSCredentials(key, secret, token)));

        Assert.Equal(("NoCredentials", false), (exception.Code, exception.MayHaveActed));
        Assert.Contains(variable, exception.Message, StringComparison.Ordinal);
        Assert.All([key, secret, token], value => Assert.DoesNotContain(value, exception.Message, StringComparison.Ordinal));
        Assert.Empty(handler.Requests);
    }

    [Fact(Timeout = Patience)]
    public async Task Call_CancelledWhileCredentialsAreFetched_DoesNotWaitForThem()
    {
        using var cancellation = new CancellationTokenSource();
        var credentials =
            new ChangingCredentials { Fetching = new TaskCompletionSource<ImmutableCredentials>(), Asked = cancellation.Cancel };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => StopAsync(Client(new StubHandler(Stopped), credentials), cancellationToken: cancellation.Token));
    }

    [Fact]
    public async Task Dispose_HandlerOfTheUser_IsLeftAlone()
    {
        var handler = new StubHandler(Stopped);
        var client = Client(handler);
        await StopAsync(client);

        client.Dispose();

        Assert.False(handler.IsDisposed);
        Assert.Equal(("ClientDisposed", false), await KnownAsync(client));
    }

    [Fact]
    public void Dispose_NeverConnected_IsFine() => Client(new StubHandler(Stopped)).Dispose();

    private static async Task<(string, bool)> KnownAsync(Ec2Client client)
    {
        var exception = await RefusedAsync(client);
        return (exception.Code, exception.MayHaveActed);
    }

    private sealed class ChangingCredentials : AWSCredentials
    {
        public Func<ImmutableCredentials> Answer { get; set; } = () => throw new InvalidOperationException();

        public TaskCompletionSource<ImmutableCredentials>? Fetching { get; init; }

        public Action? Asked { get; init; }

        public override ImmutableCredentials GetCredentials() => Answer();

        public override async Task<ImmutableCredentials> GetCredentialsAsync()
        {
            Asked?.Invoke();
            return Fetching is null ? Answer() : await Fetching.Task;
        }
    }
}
