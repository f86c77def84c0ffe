using Amazon.Runtime;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Ec2;

/// <summary>
/// Credentials that hang at any point end with the attempt. What they kept from being sent is told apart from what may have been done, and
/// credentials that come late send nothing.
/// </summary>
public sealed class HangingCredentialsTests
{
    // Milliseconds of real time after which a test that waits for something has failed.
    private const int Patience = 60_000;

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The number of calls that are served before credentials hang, the time of a call, and true when credentials block the thread instead
    /// of returning a task.
    /// </summary>
    public static TheoryData<int, int, bool> Points { get; } =
        [.. from served in Enumerable.Range(0, 5) from ask in new[] { 1, 2 } from blocks in new[] { false, true } select (served, ask, blocks)];

    [Theory(Timeout = Patience)]
    [MemberData(nameof(Points))]
    [Trait("Finding", "1")]
    [Trait("Finding", "2")]
    public async Task Reboot_CredentialsHang_EndsInTimeAndClaimsNothing(int served, int ask, bool blocks)
    {
        var clock = new SimulatedClock(Ec2Lab.Start);
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(4, _ => { }), new SimulatedEc2Options { TimeProvider = clock });
        var credentials = new HangingCredentials(ec2, served, ask, blocks);
        var options = OptionsFor(credentials);
        using var handler = ec2.CreateHandler();
        using var power = OwnClient.Service(handler, options, clock);

        var run = power.RebootAsync(InstanceSelector.All);
        await WhenHangingAsync(credentials, run);
        clock.Advance(AttemptTimeout);

        // A describe comes first, then a reboot for each instance.
        if (served == 0)
        {
            var exception = await Assert.ThrowsAsync<Ec2Exception>(() => run);
            Assert.Equal(("NoCredentials", false), (exception.Code, exception.MayHaveActed));
            Assert.Contains("Credentials did not come within 60 s. Nothing was sent.", exception.Message, StringComparison.Ordinal);
        }
        else
        {
            var report = await run;
            Assert.Equal((served - 1, 5 - served), (report.Count(Outcome.Accepted), report.Count(Outcome.NotAttempted)));
            Assert.Equal("NoCredentials", report.EarlyEnd?.Code);
        }

        credentials.Release();
        Assert.Equal(served, ec2.Calls.Count);
    }

    [Theory(Timeout = Patience)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reboot_CancelledWhileCredentialsHang_ReportsThatNothingWasSent(bool blocks)
    {
        var clock = new SimulatedClock(Ec2Lab.Start);
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(2, _ => { }), new SimulatedEc2Options { TimeProvider = clock });
        var credentials = new HangingCredentials(ec2, served: 2, ask: 1, blocks);
        using var handler = ec2.CreateHandler();
        using var power = OwnClient.Service(handler, OptionsFor(credentials), clock);
        using var cancellation = new CancellationTokenSource();

        var run = power.RebootAsync(InstanceSelector.All, cancellation.Token);
        await WhenHangingAsync(credentials, run);
        await cancellation.CancelAsync();

        var report = (await Assert.ThrowsAsync<PowerCanceledException>(() => run)).Report;
        Assert.Equal((1, 1, 0), (report.Count(Outcome.Accepted), report.Count(Outcome.NotAttempted), report.Count(Outcome.Unknown)));
        credentials.Release();
        Assert.Equal(2, ec2.Calls.Count);
    }

    [Fact(Timeout = Patience)]
    public async Task Stop_DeadlineWhileCredentialsHang_IsKept()
    {
        var clock = new SimulatedClock(Ec2Lab.Start);
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(2, _ => { }), new SimulatedEc2Options { TimeProvider = clock });
        var credentials = new HangingCredentials(ec2, served: 1, ask: 1, blocks: true);
        using var handler = ec2.CreateHandler();
        using var power = OwnClient.Service(handler, OptionsFor(credentials), clock);

        var run = power.RunAsync(PowerRequest.Stop(InstanceSelector.All) with { Deadline = Ec2Lab.Start.AddSeconds(20) });
        await WhenHangingAsync(credentials, run);
        clock.Advance(TimeSpan.FromSeconds(15));

        var report = await run;
        Assert.Equal(2, report.Count(Outcome.NotAttempted));
        credentials.Release();
    }

    [Fact(Timeout = Patience)]
    public async Task Find_OtherCredentialsHangInAHandedOverClient_EndsWithTheAttempt()
    {
        var clock = new SimulatedClock(Ec2Lab.Start);
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add());
        var credentials = new HangingCredentials(ec2, served: 0, ask: 1, blocks: true);
        using var owner = ec2.CreateClient();
        using var client = new Amazon.EC2.AmazonEC2Client(credentials, (Amazon.EC2.AmazonEC2Config)owner.Config);
        var options = new StopinatorOptions();
        options.Retry.MaxAttempts = 1;
        using var power = new InstancePowerService(client, options, clock);

        var find = power.FindAsync(InstanceSelector.All).ToListAsync().AsTask();
        await WhenHangingAsync(credentials, find);
        clock.Advance(AttemptTimeout);

        // Such a client does not show whether it has sent anything.
        Assert.Equal("AnswerTimeout", (await Assert.ThrowsAsync<Ec2Exception>(() => find)).Code);
        credentials.Release();
        Assert.Empty(ec2.Calls);
    }

    private static StopinatorOptions OptionsFor(AWSCredentials credentials)
    {
        var options = new StopinatorOptions { Credentials = credentials };
        (options.Ec2.Region, options.Ec2.EndpointUrl) = ("us-east-1", new Uri("http://ec2.simulated.invalid/"));
        options.Execution.MaxBatchSize = 1;
        return options;
    }

    private static async Task WhenHangingAsync(HangingCredentials credentials, Task run)
    {
        if (await Task.WhenAny(credentials.Hanging, run) == run)
        {
            await run;
        }
    }

    private sealed class HangingCredentials(SimulatedEc2 ec2, int served, int ask, bool blocks) : AWSCredentials
    {
        private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new();
        private int _asked;

        public Task Hanging => _hanging.Task;

        public void Release() => _released.SetResult();

        public override ImmutableCredentials GetCredentials() => throw new NotSupportedException();

        public override Task<ImmutableCredentials> GetCredentialsAsync()
        {
            if (ec2.Calls.Count < served || Interlocked.Increment(ref _asked) < ask)
            {
                return Task.FromResult(Keys);
            }

            _hanging.TrySetResult();
            if (!blocks)
            {
                return LateAsync();
            }

            _released.Task.Wait();
            return Task.FromResult(Keys);
        }

        private static ImmutableCredentials Keys => new("AKIDEXAMPLE", "secret", token: null);

        private async Task<ImmutableCredentials> LateAsync()
        {
            await _released.Task;
            return Keys;
        }
    }
}
