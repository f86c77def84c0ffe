using System.Collections.Concurrent;
using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Microsoft.Extensions.Logging.Abstractions;
using Stopinator.Calls;
using Stopinator.Ec2;
using Stopinator.Selection;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Calls;

public sealed partial class Ec2CallsTests
{
    private const string Id = "i-00000000000000001";

    private static readonly PowerCall Call = new([Id]);
    private static readonly PowerCallAnswer Answer = new([], "request-1");

    private readonly SimulatedClock _clock = new();
    private readonly IAmazonEC2 _ec2 = Substitute.For<IAmazonEC2>();
    private readonly StopinatorOptions _options = Some.OptionsWithoutRateLimits();
    private readonly ConcurrentQueue<TimeSpan> _sent = new();

    [Fact]
    public async Task Change_EachAction_CallsItsOwn()
    {
        var stop = Call with { StopMode = StopMode.Force };
        _ec2.StartInstancesAsync(Arg.Is<StartInstancesRequest>(request => request.InstanceIds.Single() == Id), Arg.Any<CancellationToken>())
            .Returns(new StartInstancesResponse { ResponseMetadata = new() { RequestId = "start" } });
        _ec2.StopInstancesAsync(
            Arg.Is<StopInstancesRequest>(request => request.InstanceIds.Single() == Id && request.Force == true),
            Arg.Any<CancellationToken>())
            .Returns(Sdk.Stopped("stop"));
        _ec2.RebootInstancesAsync(
            Arg.Is<RebootInstancesRequest>(request => request.InstanceIds.Single() == Id), Arg.Any<CancellationToken>())
            .Returns(new RebootInstancesResponse { ResponseMetadata = new() { RequestId = "reboot" } });

        Assert.Equal("start", (await ChangeAsync(PowerAction.Start)).Answer?.RequestId);
        Assert.Equal("stop", (await Caller().ChangeAsync(PowerAction.Stop, stop, mayRepeat: true, CallDeadline.None, CancellationToken.None)).Answer?.RequestId);
        Assert.Equal("reboot", (await ChangeAsync(PowerAction.Reboot)).Answer?.RequestId);
        Assert.Equal(3, _ec2.ReceivedCalls().Count(call => call.GetMethodInfo().Name.EndsWith("Async", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("InternalError", 500, 6, true)]
    [InlineData("ConnectionLost", null, 6, true)]
    [InlineData("ConnectionFailed", null, 6, false)]
    [InlineData("IncorrectInstanceState", 400, 1, false)]
    [InlineData("InsufficientInstanceCapacity", 500, 1, false)]
    [InlineData("UnauthorizedOperation", 403, 1, false)]
    [InlineData("InvalidParameterValue", 400, 1, false)]
    [InlineData("AuthFailure", 401, 1, false)]
    public async Task Change_LastingError_IsSentAsOftenAsItsKindAllows(string code, int? status, int attempts, bool mayHaveActed)
    {
        OnStop(_ => throw new Ec2Exception(code, "the text", (HttpStatusCode?)status, "request-1"));

        var result = await ChangeAsync(PowerAction.Stop);

        Assert.Equal((code, attempts, mayHaveActed), (result.Error?.Code, result.Attempts, result.MayHaveActed));
        Assert.Null(result.Answer);
        Assert.Equal(attempts, _sent.Count);
    }

    [Fact]
    public async Task Change_Throttled_IsRepeatedUntilTheTotalTimeIsOver()
    {
        OnStop(_ => throw new Ec2Exception("RequestLimitExceeded", ""));

        var result = await ChangeAsync(PowerAction.Stop);

        // Half of 1, 2, 4, 8, 16 and then always 20 seconds; the next wait would end after two minutes.
        Assert.Equal(
            [0, 0.5, 1.5, 3.5, 7.5, 15.5, 25.5, 35.5, 45.5, 55.5, 65.5, 75.5, 85.5, 95.5, 105.5, 115.5],
            _sent.Select(time => time.TotalSeconds));
        Assert.Equal((_sent.Count, false), (result.Attempts, result.MayHaveActed));
    }

    [Fact]
    public async Task Change_TransientErrors_WaitLongerEachTime()
    {
        OnStop(_ => throw new Ec2Exception("Unavailable", "", HttpStatusCode.ServiceUnavailable));

        await ChangeAsync(PowerAction.Stop);

        Assert.Equal([0, 0.25, 0.75, 1.75, 3.75, 7.75], _sent.Select(time => time.TotalSeconds));
    }

    [Fact]
    public async Task Change_ErrorsOfDifferentKinds_AreBoundedEachByItsOwnRule()
    {
        string[] script = ["RequestLimitExceeded", "ConnectionFailed", "RequestLimitExceeded", "RequestLimitExceeded", "RequestLimitExceeded", "RequestLimitExceeded"];
        OnStop(attempt => attempt <= script.Length ? throw new Ec2Exception(script[attempt - 1], "") : Answer);

        var result = await ChangeAsync(PowerAction.Stop);

        // The second wait is that of a connection, the others are those of throttling, each with the bound of its attempt.
        Assert.Equal([0, 0.5, 0.6, 2.6, 6.6, 14.6, 24.6], _sent.Select(time => time.TotalSeconds));
        Assert.Equal(("request-1", 7, false), (result.Answer?.RequestId, result.Attempts, result.MayHaveActed));
    }

    [Fact]
    public async Task Change_SucceedsAfterAnAnswerWasLost_SaysThatAnEarlierAttemptMayHaveActed()
    {
        OnStop(attempt => attempt == 1 ? throw new Ec2Exception("ConnectionLost", "") : Answer);

        var result = await ChangeAsync(PowerAction.Stop);

        Assert.Equal(("request-1", null, 2, true), (result.Answer?.RequestId, result.Error, result.Attempts, result.MayHaveActed));
    }

    [Theory]
    [InlineData("InternalError")]
    [InlineData("ConnectionLost")]
    [InlineData("AnswerTimeout")]
    [InlineData("AnswerUnreadable")]
    [InlineData("SomethingNew")]
    public async Task Change_RebootThatMayHaveHappened_IsNeverSentAgain(string code)
    {
        OnReboot(_ => throw new Ec2Exception(code, ""));

        var result = await ChangeAsync(PowerAction.Reboot);

        Assert.Equal((code, 1, true), (result.Error?.Code, result.Attempts, result.MayHaveActed));
    }

    [Fact]
    public async Task Change_RebootThatDidNotHappen_IsSentAgainUntilItMayHave()
    {
        string[] script = ["RequestLimitExceeded", "ConnectionFailed", "ConnectionLost"];
        OnReboot(attempt => throw new Ec2Exception(script[attempt - 1], ""));

        var result = await ChangeAsync(PowerAction.Reboot);

        Assert.Equal(("ConnectionLost", 3, true), (result.Error?.Code, result.Attempts, result.MayHaveActed));
    }

    [Fact]
    public async Task Change_RebootNotAnswered_IsNotSentAgain()
    {
        OnReboot(NeverAsync);

        var result = await ChangeAsync(PowerAction.Reboot);

        Assert.Equal(("AnswerTimeout", 1, true), (result.Error?.Code, result.Attempts, result.MayHaveActed));
        Assert.Equal(TimeSpan.FromSeconds(60), Elapsed);
    }

    [Fact]
    public async Task Calls_ManyAtOnce_KeepTheirAttemptsApart()
    {
        var caller = Caller();
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        _ec2.StopInstancesAsync(default!, default).ReturnsForAnyArgs(call =>
        {
            var id = call.Arg<StopInstancesRequest>().InstanceIds[0];
            var attempt = seen.AddOrUpdate(id, 1, (_, count) => count + 1);
            return attempt < 3
                ? throw new Ec2Exception(id[^1] % 2 == 0 ? "ConnectionLost" : "ConnectionFailed", "")
                : Task.FromResult(Sdk.Stopped(id));
        });

        var results = await _clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            caller.ChangeAsync(PowerAction.Stop, new PowerCall([$"i-{i}"]), mayRepeat: true, CallDeadline.None, CancellationToken.None))));

        Assert.All(results.Index(), result => Assert.Equal(
            ($"i-{result.Index}", 3, $"{result.Index}"[^1] % 2 == 0), (result.Item.Answer?.RequestId, result.Item.Attempts, result.Item.MayHaveActed)));
    }

    private RetryOptions Retry => _options.Retry;

    private TimeSpan Elapsed => TimeSpan.FromTicks(_clock.GetTimestamp());

    private Ec2Calls Caller() => new(Ec2Client.Over(() => _ec2), _options, _clock, NullLogger.Instance);

    private CallDeadline Deadline(TimeSpan afterNow) => CallDeadline.From(_clock.GetUtcNow() + afterNow, TimeSpan.FromSeconds(10));

    private Task<PowerCallResult> ChangeAsync(PowerAction action, CallDeadline? deadline = null, CancellationToken cancellationToken = default) =>
        _clock.RunAsync(() => Caller().ChangeAsync(action, Call, mayRepeat: true, deadline ?? CallDeadline.None, cancellationToken));

    private Task<InstancePage> DescribeAsync(CancellationToken cancellationToken) =>
        _clock.RunAsync(() => Caller().DescribeAsync(new InstanceQuery(), CallDeadline.None, cancellationToken));

    private void OnStop(Func<int, PowerCallAnswer> answer) => OnStop((attempt, _) => Task.FromResult(answer(attempt)));

    private void OnStop(Func<int, CancellationToken, Task<PowerCallAnswer>> answer) =>
        _ec2.StopInstancesAsync(default!, default).ReturnsForAnyArgs(
            async call => Sdk.Stopped((await SentAsync(answer, call.Arg<CancellationToken>())).RequestId!));

    private void OnReboot(Func<int, PowerCallAnswer> answer) => OnReboot((attempt, _) => Task.FromResult(answer(attempt)));

    private void OnReboot(Func<int, CancellationToken, Task<PowerCallAnswer>> answer) =>
        _ec2.RebootInstancesAsync(default!, default).ReturnsForAnyArgs(async call =>
        {
            await SentAsync(answer, call.Arg<CancellationToken>());
            return new RebootInstancesResponse();
        });

    private Task<PowerCallAnswer> SentAsync(Func<int, CancellationToken, Task<PowerCallAnswer>> answer, CancellationToken cancellationToken)
    {
        _sent.Enqueue(Elapsed);
        return answer(_sent.Count, cancellationToken);
    }

    private static async Task<PowerCallAnswer> NeverAsync(int attempt, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return Answer;
    }
}
