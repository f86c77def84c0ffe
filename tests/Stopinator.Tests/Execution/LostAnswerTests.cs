using Stopinator.Tests.Support;

namespace Stopinator.Tests.Execution;

/// <summary>A call fails and may have been carried out all the same: the states tell, or nobody does.</summary>
public sealed class LostAnswerTests
{
    private static readonly InstanceSelector All = InstanceSelector.All;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_ConnectionLostOnce_IsSentAgainAndReportedAsOurs(bool beforeActing)
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(5, i => i.Running()), simulate: s => s.StopDuration = TimeSpan.FromMinutes(1));
        lab.Ec2.Faults.On("StopInstances").Nth(1).DropConnection(beforeActing);

        var report = await lab.RunAsync(PowerRequest.Stop(All));

        ReportAssert.All(report, 5, Outcome.Accepted, ReasonCode.RequestAccepted);
        Assert.All(report.Instances, instance => Assert.Equal(2, instance.Attempts));
    }

    [Fact]
    public async Task Stop_CarriedOutButEveryAnswerLost_IsSettledByTheStates()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(5, i => i.Running()), simulate: s => s.StopDuration = TimeSpan.FromMinutes(10));
        lab.Ec2.Faults.On("StopInstances").Always().DropConnection(beforeActing: false);

        var report = await lab.RunAsync(PowerRequest.Stop(All));

        ReportAssert.All(report, 5, Outcome.Accepted, ReasonCode.RequestAccepted);
        Assert.All(report.Instances, instance => Assert.Equal((PowerState.Stopping, "ConnectionLost"), (instance.StateSeen, instance.ErrorCode)));
    }

    [Fact]
    public async Task Stop_NeverCarriedOut_IsFailedAfterTheStatesWereWatched()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(5, i => i.Running()));
        lab.Ec2.Faults.On("StopInstances").Always().Fail("InternalError", "An internal error has occurred.", status: 500);

        var report = await lab.RunAsync(PowerRequest.Stop(All));

        ReportAssert.All(report, 5, Outcome.Failed, ReasonCode.NotCarriedOut);
        Assert.Equal(
            "InternalError: An internal error has occurred. It was still running 30 s later.",
            report.Instances[0].Message);
        Assert.All(report.Instances, instance => Assert.Equal((PowerState.Running, "InternalError"), (instance.StateSeen, instance.ErrorCode)));
        Assert.True(lab.Clock.GetUtcNow() - Ec2Lab.Start >= lab.Options.Execution.SettleTime);

        // Then each half once, to find out whether one instance makes all the others fail.
        Assert.Equal(lab.Options.Retry.MaxAttempts + 2, lab.Calls("StopInstances").Count);
        Assert.Equal("InternalError", report.EarlyEnd?.Code);
    }

    [Fact]
    public async Task Start_LostAndDescribesLag_IsSettledWithinTheSettleTime()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(2, i => i.StoppedAt(Ec2Lab.Start.AddHours(-8))), simulate: s => s.DescribeLag = TimeSpan.FromSeconds(25));
        lab.Ec2.Faults.On("StartInstances").Always().DropConnection(beforeActing: false);

        ReportAssert.All(await lab.RunAsync(PowerRequest.Start(All)), 2, Outcome.Reached, ReasonCode.StateSeen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reboot_AnswerLost_IsUnknownAndNeverSentAgain(bool beforeActing)
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(3, i => i.Running()));
        lab.Ec2.Faults.On("RebootInstances").DropConnection(beforeActing);

        var report = await lab.RunAsync(PowerRequest.Reboot(All));

        ReportAssert.All(report, 3, Outcome.Unknown, ReasonCode.AnswerLost);
        Assert.StartsWith("It may or may not have been carried out. ConnectionLost: ", report.Instances[0].Message, StringComparison.Ordinal);
        Assert.Single(lab.Calls("RebootInstances"));
        Assert.False(report.IsSuccess);
    }

    [Fact]
    public async Task Reboot_Throttled_IsSentAgainForNothingWasDone()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(3, i => i.Running()));
        lab.Ec2.Faults.On("RebootInstances").Times(4).Throttle();

        ReportAssert.All(await lab.RunAsync(PowerRequest.Reboot(All)), 3, Outcome.Accepted, ReasonCode.RequestAccepted);

        Assert.All(lab.Ec2.Instances, instance => Assert.Equal(1, instance.Reboots));
    }

    [Fact]
    public async Task Stop_StatesUnreadableAfterALostAnswer_IsUnknown()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(3, i => i.Running()));
        lab.Ec2.Faults.On("StopInstances").Always().DropConnection(beforeActing: true);
        lab.Ec2.Faults.On("DescribeInstances").After(1).Fail("AuthFailure", "AWS was not able to validate the provided access credentials", status: 401);

        var report = await lab.RunAsync(PowerRequest.Stop(All));

        ReportAssert.All(report, 3, Outcome.Unknown, ReasonCode.AnswerLost);
        Assert.EndsWith(
            " The states could not be read either: AuthFailure: AWS was not able to validate the provided access credentials", report.Instances[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_Ec2FailsABatchAndBothHalves_EndsTheRunAndLeavesTheRest()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(40, i => i.Running()), options => options.Execution.MaxBatchSize = 10);
        lab.Ec2.Faults.On("StopInstances").Always().Fail("InternalError", "An internal error has occurred.", status: 500);

        var report = await lab.RunAsync(PowerRequest.Stop(All));

        Assert.Equal((10, 30), (report.Count(Outcome.Failed), report.Count(Outcome.NotAttempted)));
        Assert.Equal("InternalError", report.EarlyEnd?.Code);
    }

    [Fact]
    public async Task Stop_Ec2FailsForOneInstance_StopsEveryOther()
    {
        IReadOnlyList<string> ids = [];
        await using var lab = Ec2Lab.Create(fleet => ids = fleet.Add(40, i => i.Running()), options => options.Execution.MaxBatchSize = 10);
        lab.Ec2.Faults.On("StopInstances").Always().When(call => call.InstanceIds.Contains(ids[15])).Fail("InternalError", "An internal error has occurred.", status: 500);

        var report = await lab.RunAsync(PowerRequest.Stop(All));

        Assert.Equal((1, 39), (report.Count(Outcome.Failed), report.Count(Outcome.Accepted)));
        Assert.Equal(Outcome.Failed, report.Of(ids[15]).Outcome);
        Assert.Null(report.EarlyEnd);
    }

    [Fact]
    public async Task Stop_ConnectionLostTwiceInARow_EndsTheRunAndLeavesTheRest()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(40, i => i.Running()), options => options.Execution.MaxBatchSize = 10);
        lab.Ec2.Faults.On("StopInstances").Always().DropConnection(beforeActing: true);

        var report = await lab.RunAsync(PowerRequest.Stop(All));

        Assert.Equal((20, 20), (report.Count(Outcome.Failed), report.Count(Outcome.NotAttempted)));
        Assert.Equal("ConnectionLost", report.EarlyEnd?.Code);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("stop")]
    public async Task Change_Ec2FailsForOneOfMany_FindsItWithinTheTimeOfACall(string action)
    {
        IReadOnlyList<string> ids = [];
        var starts = action == "start";
        await using var lab = Ec2Lab.Create(fleet => ids = fleet.Add(50, i => _ = starts ? i.Stopped() : i.Running()));
        lab.Ec2.Faults.On(starts ? "StartInstances" : "StopInstances").Always().When(call => call.InstanceIds.Contains(ids[20]))
            .Fail("InternalError", "An internal error has occurred.", status: 500);

        var report = await lab.RunAsync(starts ? PowerRequest.Start(All) : PowerRequest.Stop(All));

        Assert.Equal((1, 49), (report.Count(Outcome.Failed), report.Count(starts ? Outcome.Reached : Outcome.Accepted)));
        Assert.Equal(ReasonCode.NotCarriedOut, report.Of(ids[20]).Reason);
        Assert.InRange(lab.Clock.GetUtcNow() - Ec2Lab.Start, TimeSpan.Zero, lab.Options.Retry.TotalTime + (2 * lab.Options.Execution.SettleTime));
    }

    [Fact]
    public async Task Reboot_Ec2Fails_IsNeverDivided()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(5, i => i.Running()));
        lab.Ec2.Faults.On("RebootInstances").Always().Fail("InternalError", "An internal error has occurred.", status: 500);

        ReportAssert.All(await lab.RunAsync(PowerRequest.Reboot(All)), 5, Outcome.Unknown, ReasonCode.AnswerLost);

        Assert.Single(lab.Calls("RebootInstances"));
    }

    [Fact]
    [Trait("Finding", "9")]
    public async Task Start_CarriedOutUnheardAndFallenBack_IsFallenBackWithEc2sReason()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(i => i.Stopped().FallsBackOnStart()));
        lab.Ec2.Faults.On("StartInstances").Always().FailAfterActing("InternalError");

        var report = await lab.RunAsync(PowerRequest.Start(All));

        var outcome = Assert.Single(report.Instances);
        Assert.Equal((Outcome.FellBack, ReasonCode.FellBack), (outcome.Outcome, outcome.Reason));
        Assert.Equal(
            "The answer was lost; EC2 accepted the request, but it is stopped now (Client.InternalError: Client error on launch).",
            outcome.Message);
        Assert.Equal(lab.Ec2.Instances[0].StateReasonCode, outcome.StateReason?.Code);
    }

    [Fact]
    public async Task Stop_ThrottledForAWhile_FinishesWithoutAFailure()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(400, i => i.Running()));
        lab.Ec2.Faults.On("StopInstances").Times(12).Throttle();

        ReportAssert.All(await lab.RunAsync(PowerRequest.Stop(All)), 400, Outcome.Accepted, ReasonCode.RequestAccepted);

        // A throttled batch is sent again as it was, not divided; the ones after it are smaller, for EC2 has shown to give less.
        var first = lab.Calls("StopInstances")[0].InstanceIds;
        Assert.All(lab.Calls("StopInstances").Take(13), call => Assert.Equal(first, call.InstanceIds));
        Assert.Equal(200, first.Count);
    }

    [Fact]
    public async Task Stop_ThrottledToTheEnd_IsNotAttemptedAndIsTheRemainder()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(400, i => i.Running()));
        lab.Ec2.Faults.On("StopInstances").Always().Throttle();

        var report = await lab.RunAsync(PowerRequest.Stop(All));

        ReportAssert.All(report, 400, Outcome.NotAttempted, ReasonCode.RunEndedEarly);
        Assert.Equal("RequestLimitExceeded", report.EarlyEnd?.Code);
        Assert.NotNull(report.Remaining());

        // After the time in which a call is repeated, one of ten instances, the least there is, is tried for as long again.
        Assert.InRange(lab.Clock.GetUtcNow() - Ec2Lab.Start, lab.Options.Retry.TotalTime, lab.Options.Retry.TotalTime * 3);
        Assert.Equal([200, 10], lab.Calls("StopInstances").Select(call => call.InstanceIds.Count).Distinct());
    }

    [Theory]
    [InlineData(null, Outcome.Failed, "EC2's answer does not mention it. It was still running 30 s later.")]
    [InlineData(25, Outcome.Unknown, "It may or may not have been carried out. EC2's answer does not mention it. The deadline left no time to find out.")]
    public async Task Stop_AnswerWithoutTheInstance_IsSettledByTheStates(int? deadline, Outcome outcome, string message)
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(1, i => i.Running()));
        lab.Ec2.Faults.On("StopInstances").Always().Answer(
            """<StopInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId><instancesSet/></StopInstancesResponse>""");

        var report = await lab.RunAsync(PowerRequest.Stop(All) with { Deadline = deadline is { } s ? Ec2Lab.Start.AddSeconds(s) : null });

        Assert.Equal((outcome, message), (report.Instances[0].Outcome, report.Instances[0].Message));
    }

    [Fact]
    public async Task Stop_AnswerThatIsNoXml_IsSettledByTheStates()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(2, i => i.Running()));
        lab.Ec2.Faults.On("StopInstances").Always().Answer("<html>Welcome to the hotel's Wi-Fi</html>", contentType: "text/html");

        var report = await lab.RunAsync(PowerRequest.Stop(All));

        ReportAssert.All(report, 2, Outcome.Failed, ReasonCode.NotCarriedOut);
        Assert.Equal(
            "AnswerUnreadable: http://ec2.simulated.invalid/ answered with something that is not an answer of EC2: The root element is 'html', not 'StopInstancesResponse'. It was still running 30 s later.",
            report.Instances[0].Message);
        Assert.All(report.Instances, instance => Assert.Equal("AnswerUnreadable", instance.ErrorCode));
    }

    [Fact]
    public async Task Stop_NoAnswerAtAll_IsGivenUpAfterTheAttemptTimeout()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(2, i => i.Running()));
        lab.Ec2.Faults.On("StopInstances").Nth(1).Delay(TimeSpan.FromHours(1));

        ReportAssert.All(await lab.RunAsync(PowerRequest.Stop(All)), 2, Outcome.Accepted, ReasonCode.RequestAccepted);

        Assert.InRange(lab.Clock.GetUtcNow() - Ec2Lab.Start, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(62));
    }

    [Fact]
    public async Task Stop_RefusedAfterAnAttemptThatWasCarriedOut_IsSettledByTheStates()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(3, i => i.Running()), simulate: s => s.StopDuration = TimeSpan.FromMinutes(5));
        lab.Ec2.Faults.On("StopInstances").Nth(1).DropConnection(beforeActing: false);
        lab.Ec2.Faults.On("StopInstances").After(1).Fail("UnauthorizedOperation", "You are not authorized to perform this operation.", status: 403);

        ReportAssert.All(await lab.RunAsync(PowerRequest.Stop(All)), 3, Outcome.Accepted, ReasonCode.RequestAccepted);
    }

    [Fact]
    public async Task Stop_LostAndThenRefusedForAnotherUntilTheDeadline_IsUnknownAndInTheRemainder()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(3, i => i.Running()));
        lab.Ec2.Faults.On("StopInstances").Nth(1).DropConnection(beforeActing: false);
        lab.Ec2.Faults.On("StopInstances").After(1).Delay(TimeSpan.FromSeconds(21)).Fail("IncorrectInstanceState", "The instance 'i-00000000000000001' is not in a good state.");

        var report = await lab.RunAsync(PowerRequest.Stop(All) with { Deadline = Ec2Lab.Start.AddSeconds(30) });

        Assert.Equal(3, report.Count(Outcome.Unknown));
        Assert.Contains("i-00000000000000003", Assert.IsType<PowerRequest>(report.Remaining()).Selector.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reboot_Unknown_IsNotInTheRemainder()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(3, i => i.Running()));
        lab.Ec2.Faults.On("RebootInstances").DropConnection(beforeActing: false);

        Assert.Null((await lab.RunAsync(PowerRequest.Reboot(All))).Remaining());
    }
}
