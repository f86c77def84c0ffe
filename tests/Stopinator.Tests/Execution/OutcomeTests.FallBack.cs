using Stopinator.Tests.Support;

namespace Stopinator.Tests.Execution;

/// <content>Starts that fall back, take too long or cannot be watched.</content>
public sealed partial class OutcomeTests
{
    [Fact]
    public async Task Start_FallsBack_IsReportedWithEc2sReason()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(
                Id, i => i.Stopped().FallsBackOnStart("Client.InternalError", "Client.InternalError: Client error on launch")),
            simulate: s => s.StartDuration = TimeSpan.FromSeconds(5));

        var report = await lab.RunAsync(PowerRequest.Start(One));

        var outcome = ReportAssert.Only(report, Outcome.FellBack, ReasonCode.FellBack);
        Assert.Equal(PowerState.Stopped, outcome.StateSeen);
        Assert.Equal(new Ec2StateReason("Client.InternalError", "Client.InternalError: Client error on launch"), outcome.StateReason);
        Assert.Equal(
            "EC2 accepted the request, but it is stopped now (Client.InternalError: Client error on launch).",
            outcome.Message);
        Assert.False(report.IsSuccess);
    }

    [Fact]
    public async Task Start_FallsBackBeforeItWasSeenStarting_IsReportedAsFellBack()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id, i => i.Stopped().FallsBackOnStart("Server.InternalError", "")));

        ReportAssert.Only(await lab.RunAsync(PowerRequest.Start(One)), Outcome.FellBack, ReasonCode.FellBack);
    }

    [Fact]
    public async Task Start_DescribesLag_IsNotTakenForAFallBack()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(Id, i => i.StoppedAt(Ec2Lab.Start.AddHours(-8))),
            simulate: s => (s.StartDuration, s.DescribeLag) = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20)));

        ReportAssert.Only(await lab.RunAsync(PowerRequest.Start(One)), Outcome.Reached, ReasonCode.StateSeen);

        Assert.InRange(lab.Clock.GetUtcNow() - Ec2Lab.Start, TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task Start_TooSlow_IsTimedOut()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(Id, i => i.Stopped()), simulate: s => s.StartDuration = TimeSpan.FromMinutes(10));

        var report = await lab.RunAsync(PowerRequest.Start(One));

        var outcome = ReportAssert.Only(report, Outcome.TimedOut, ReasonCode.NotReachedInTime);
        Assert.Equal(PowerState.Pending, outcome.StateSeen);
        Assert.Equal(lab.Options.Verification.Timeout, lab.Clock.GetUtcNow() - Ec2Lab.Start);
        Assert.False(report.IsSuccess);
    }

    [Fact]
    public async Task Start_TerminatedMeanwhile_IsFellBack()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(Id, i => i.Stopped()), simulate: s => s.StartDuration = TimeSpan.FromSeconds(30));
        lab.Ec2.Faults.On("StartInstances").DoAfterActing(() => lab.Ec2.Terminate(Id));

        ReportAssert.Only(await lab.RunAsync(PowerRequest.Start(One)), Outcome.FellBack, ReasonCode.FellBack);
    }

    [Fact]
    public async Task Start_StatesCannotBeRead_StaysAcceptedAndSaysSo()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Id, i => i.Stopped()));
        lab.Ec2.Faults.On("DescribeInstances").After(1).Fail("UnauthorizedOperation", "You are not authorized.", status: 403);

        var outcome = ReportAssert.Only(await lab.RunAsync(PowerRequest.Start(One)), Outcome.Accepted, ReasonCode.RequestAccepted);

        Assert.Equal("UnauthorizedOperation", outcome.ErrorCode);
        Assert.Equal(
            "EC2 accepted the request, but the state could not be read: UnauthorizedOperation: You are not authorized.",
            outcome.Message);
    }
}
