using System.Net;
using Amazon.EC2.Model;
using Stopinator.Calls;

namespace Stopinator.Tests.Calls;

/// <content>Calls that a timeout, a deadline, a cancellation or the client ends.</content>
public sealed partial class Ec2CallsTests
{
    [Fact]
    public async Task Change_NoAnswer_IsCutOffAfterTheAttemptTimeoutAndSentAgain()
    {
        Retry.AttemptTimeout = TimeSpan.FromSeconds(7);
        OnStop((attempt, cancellationToken) => attempt == 1 ? NeverAsync(attempt, cancellationToken) : Task.FromResult(Answer));

        var result = await ChangeAsync(PowerAction.Stop);

        Assert.Equal(("request-1", 2, true), (result.Answer?.RequestId, result.Attempts, result.MayHaveActed));
        Assert.Equal([0, 7.25], _sent.Select(time => time.TotalSeconds));
    }

    [Fact]
    public async Task Change_NoAnswerAtAll_EndsWithTheTotalTimeAndTellsHowLongItWaited()
    {
        Retry.AttemptTimeout = TimeSpan.FromSeconds(50);
        OnStop(NeverAsync);

        var result = await ChangeAsync(PowerAction.Stop);

        // Attempts at 0, 50.25 and 100.75 seconds; the last one is still given its time.
        Assert.Equal((3, true), (result.Attempts, result.MayHaveActed));
        Assert.Equal("AnswerTimeout: No answer came within 50 s.", result.Error?.Message);
    }

    [Fact]
    public async Task Change_DeadlineComesBeforeTheTotalTime_BeginsNoAttemptAfterItsLastStart()
    {
        OnStop(_ => throw new Ec2Exception("RequestLimitExceeded", ""));

        var result = await ChangeAsync(PowerAction.Stop, Deadline(TimeSpan.FromSeconds(18)));

        // Attempts may begin until 8 seconds.
        Assert.Equal([0, 0.5, 1.5, 3.5, 7.5], _sent.Select(time => time.TotalSeconds));
        Assert.Equal("RequestLimitExceeded", result.Error?.Code);
    }

    [Fact]
    public async Task Change_DeadlineComesDuringAnAttempt_CutsItOffHalfTheMarginBefore()
    {
        OnStop(NeverAsync);

        var result = await ChangeAsync(PowerAction.Stop, Deadline(TimeSpan.FromSeconds(30)));

        Assert.Equal(("AnswerTimeout", 1), (result.Error?.Code, result.Attempts));
        Assert.Equal(TimeSpan.FromSeconds(25), Elapsed);
    }

    [Fact]
    public async Task Change_DeadlineHasPassed_StillGivesTheAttemptAnEnd()
    {
        OnStop(NeverAsync);

        var result = await ChangeAsync(PowerAction.Stop, Deadline(TimeSpan.FromSeconds(-1)));

        Assert.Equal(("AnswerTimeout", 1), (result.Error?.Code, result.Attempts));
        Assert.Equal(TimeSpan.FromMilliseconds(10), Elapsed);
    }

    [Fact]
    public async Task Change_CancelledDuringAnAttempt_SaysThatItMayHaveActed()
    {
        using var cancellation = new CancellationTokenSource();
        OnStop(async (_, cancellationToken) =>
        {
            await cancellation.CancelAsync();
            return await NeverAsync(1, cancellationToken);
        });

        var result = await ChangeAsync(PowerAction.Stop, cancellationToken: cancellation.Token);

        Assert.Equal(new PowerCallResult(Answer: null, Error: null, Attempts: 1, MayHaveActed: true), result);
    }

    [Fact]
    public async Task Change_CancelledDuringAWait_SendsNoMore()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(3), _clock);
        OnStop(_ => throw new Ec2Exception("RequestLimitExceeded", ""));

        var result = await ChangeAsync(PowerAction.Stop, cancellationToken: cancellation.Token);

        Assert.Equal(new PowerCallResult(Answer: null, Error: null, Attempts: 3, MayHaveActed: false), result);
        Assert.Equal(TimeSpan.FromSeconds(3), Elapsed);
    }

    [Fact]
    public async Task Change_CancelledBefore_SendsNothing()
    {
        OnStop(_ => Answer);

        var result = await ChangeAsync(PowerAction.Stop, cancellationToken: new CancellationToken(canceled: true));

        Assert.Equal(new PowerCallResult(Answer: null, Error: null, Attempts: 0, MayHaveActed: false), result);
        Assert.Empty(_sent);
    }

    [Fact]
    public async Task Change_PortThrowsSomethingElse_IsAnErrorLikeALostAnswer()
    {
        var cause = new InvalidOperationException("a mistake in the port");
        OnStop(_ => throw cause);

        var result = await ChangeAsync(PowerAction.Stop);

        Assert.Equal(
            ("UnexpectedFailure", Ec2ErrorKind.AnswerLost, 6, true),
            (result.Error?.Code, result.Error?.Kind, result.Attempts, result.MayHaveActed));
        Assert.Contains("a mistake in the port", result.Error?.Message, StringComparison.Ordinal);
        Assert.Same(cause, result.Error?.InnerException);
    }

    [Fact]
    public async Task Change_PortCancelsOfItsOwnAccord_IsALostAnswer()
    {
        OnStop(attempt => attempt == 1 ? throw new TaskCanceledException("the timeout of another client") : Answer);

        var result = await ChangeAsync(PowerAction.Stop);

        Assert.Equal(("request-1", 2, true), (result.Answer?.RequestId, result.Attempts, result.MayHaveActed));
    }

    [Fact]
    public async Task Change_ClientGivesNoTaskOrNoAnswer_IsAnErrorLikeALostAnswer()
    {
        _ec2.StopInstancesAsync(default!, default).ReturnsForAnyArgs((Task<StopInstancesResponse>)null!);
        _ec2.StartInstancesAsync(default!, default).ReturnsForAnyArgs((StartInstancesResponse)null!);

        Assert.Equal(("AnswerUnreadable", Ec2ErrorKind.AnswerLost), Known(await ChangeAsync(PowerAction.Stop)));
        Assert.Equal(("AnswerUnreadable", Ec2ErrorKind.AnswerLost), Known(await ChangeAsync(PowerAction.Start)));

        static (string?, Ec2ErrorKind?) Known(PowerCallResult result) => (result.Error?.Code, result.Error?.Kind);
    }

    [Fact]
    public async Task Describe_FailsInTheEnd_ThrowsTheLastError()
    {
        _ec2.DescribeInstancesAsync(default(DescribeInstancesRequest), default).ReturnsForAnyArgs<DescribeInstancesResponse>(
            _ => throw new Ec2Exception("InternalError", "", HttpStatusCode.InternalServerError));

        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => DescribeAsync(CancellationToken.None));

        Assert.Equal("InternalError", exception.Code);
        Assert.Equal(6, _ec2.ReceivedCalls().Count(call => call.GetMethodInfo().Name == "DescribeInstancesAsync"));
    }

    [Fact]
    public async Task Describe_AnswerWithoutAReservation_IsAFailureOfTheClient()
    {
        _ec2.DescribeInstancesAsync(default(DescribeInstancesRequest), default).ReturnsForAnyArgs(
            new DescribeInstancesResponse { Reservations = [null] });

        var exception = await Assert.ThrowsAsync<Ec2Exception>(() => DescribeAsync(CancellationToken.None));

        Assert.StartsWith("UnexpectedFailure: The client failed: Object reference", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public async Task Change_RandomSourceGivesNonsense_WaitsAsLongAsByOne(double chance)
    {
        OnStop(_ => throw new Ec2Exception("InternalError", "", HttpStatusCode.InternalServerError));
        _options.Randomizer = () => 1;
        await ChangeAsync(PowerAction.Stop);
        var longest = Elapsed;

        _options.Randomizer = () => chance;
        await ChangeAsync(PowerAction.Stop);

        Assert.Equal(longest * 2, Elapsed);
    }

    [Fact]
    public async Task Describe_Cancelled_Throws()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(3), _clock);
        _ec2.DescribeInstancesAsync(default(DescribeInstancesRequest), default).ReturnsForAnyArgs(async call =>
        {
            await Task.Delay(Timeout.Infinite, call.Arg<CancellationToken>());
            return new DescribeInstancesResponse();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DescribeAsync(cancellation.Token));
        Assert.Equal(TimeSpan.FromSeconds(3), Elapsed);
    }
}
