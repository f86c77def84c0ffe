using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Execution;

/// <summary>Deadlines, cancellation, waits for transitions, progress.</summary>
public sealed class TimeTests
{
    private static readonly InstanceSelector All = InstanceSelector.All;

    [Fact]
    public async Task Stop_DeadlineComesNear_BeginsNoNewBatchAndGivesTheRemainder()
    {
        IReadOnlyList<string> ids = [];
        await using var lab = Ec2Lab.Create(
            fleet => ids = fleet.Add(50, i => i.Tagged("Env", "dev")),
            options => options.Execution.MaxBatchSize = 10,
            s => s.Latency = TimeSpan.FromSeconds(8));
        var deadline = Ec2Lab.Start.AddSeconds(40);
        var request = PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev"));

        var report = await lab.RunAsync(request with { Deadline = deadline });

        // The describe ends after 8 seconds; calls begin at 8, 16 and 24 but not at 32, within 10 seconds of the deadline.
        Assert.Equal((30, 20), (report.Count(Outcome.Accepted), report.Count(Outcome.NotAttempted)));
        Assert.All(report.Instances.Skip(30), instance => Assert.Equal(ReasonCode.Deadline, instance.Reason));
        Assert.True(report.FinishedAt < deadline);

        var rest = Assert.IsType<PowerRequest>(report.Remaining());
        Assert.Null(rest.Deadline);
        var second = await lab.RunAsync(rest);
        Assert.Equal(ids.Skip(30), second.Instances.Select(instance => instance.InstanceId));
        Assert.Null(second.Remaining());
        Assert.All(lab.Ec2.Instances, instance => Assert.Equal((SimulatedState.Stopped, 1), (instance.State, instance.Stops)));
    }

    [Fact]
    public async Task Remaining_InstanceLeftTheSelectionMeanwhile_IsNotTouchedAnyMore()
    {
        IReadOnlyList<string> ids = [];
        await using var lab = Ec2Lab.Create(fleet => ids = fleet.Add(4, i => i.Tagged("Env", "dev")));
        lab.Ec2.Faults.On("StopInstances").Times(1).Fail("AuthFailure", "AWS was not able to validate the provided access credentials.");
        var rest = Assert.IsType<PowerRequest>((await lab.RunAsync(PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")))).Remaining());

        lab.Ec2.SetTag(ids[2], "Env", "prod");
        var second = await lab.RunAsync(rest);

        Assert.Equal([ids[0], ids[1], ids[3]], second.Instances.Select(instance => instance.InstanceId));
        Assert.Equal(SimulatedState.Running, lab.Ec2[ids[2]].State);
    }

    [Fact]
    public async Task Start_DeadlineDuringVerification_IsTimedOutBeforeIt()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(3, i => i.Stopped()), simulate: s => s.StartDuration = TimeSpan.FromMinutes(5));
        var deadline = Ec2Lab.Start.AddSeconds(60);

        var report = await lab.RunAsync(PowerRequest.Start(All) with { Deadline = deadline });

        ReportAssert.All(report, 3, Outcome.TimedOut, ReasonCode.NotReachedInTime);
        Assert.Equal(deadline - lab.Options.Execution.DeadlineMargin, report.FinishedAt);
        Assert.Equal("EC2 accepted the request; 50 s later, at the deadline, it was still pending.", report.Instances[0].Message);
    }

    [Fact]
    public async Task Stop_CallStillUnderWayAtTheDeadline_IsCutOffAndUnknown()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(3, i => i.Running()));
        lab.Ec2.Faults.On("StopInstances").Delay(TimeSpan.FromMinutes(10));
        var deadline = Ec2Lab.Start.AddSeconds(30);

        var report = await lab.RunAsync(PowerRequest.Stop(All) with { Deadline = deadline });

        ReportAssert.All(report, 3, Outcome.Unknown, ReasonCode.AnswerLost);
        Assert.True(report.FinishedAt < deadline);
    }

    [Fact]
    public async Task Stop_CancelledBetweenBatches_ThrowsWithTheReportOfWhatWasDone()
    {
        using var cancellation = new CancellationTokenSource();
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(100, i => i.Running()), options => options.Execution.MaxBatchSize = 10);
        var progress = new ListProgress(report => { if (report.Calls == 4) { cancellation.Cancel(); } });

        var exception = await Assert.ThrowsAsync<PowerCanceledException>(
            () => lab.RunAsync(PowerRequest.Stop(All), progress, cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Equal((40, 60), (exception.Report.Count(Outcome.Accepted), exception.Report.Count(Outcome.NotAttempted)));
        Assert.All(exception.Report.Instances.Skip(40), instance => Assert.Equal(ReasonCode.Cancelled, instance.Reason));
        AgreesWithTheEndpoint(exception.Report, lab);
        Assert.NotNull(exception.Report.Remaining());
    }

    [Fact]
    public async Task Plan_CancelledWhileADescribeIsUnderWay_ThrowsWithTheCallersToken()
    {
        using var cancellation = new CancellationTokenSource();
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(i => i.Running()));
        lab.Ec2.Faults.On("DescribeInstances").Nth(1).Do(cancellation.Cancel).Delay(TimeSpan.FromMinutes(5));

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => lab.Service.PlanAsync(PowerRequest.Stop(All), cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_CancelledWhileACallIsUnderWay_ReportsItsInstancesAsUnknown(bool carriedOut)
    {
        using var cancellation = new CancellationTokenSource();
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(30, i => i.Running()), options => options.Execution.MaxBatchSize = 10);
        var rule = lab.Ec2.Faults.On("StopInstances").Nth(2);
        _ = carriedOut
            ? rule.DoAfterActing(cancellation.Cancel).Delay(TimeSpan.FromMinutes(5))
            : rule.Do(cancellation.Cancel).Delay(TimeSpan.FromMinutes(5));

        var exception = await Assert.ThrowsAsync<PowerCanceledException>(
            () => lab.RunAsync(PowerRequest.Stop(All), cancellationToken: cancellation.Token));

        Assert.Equal(
            (10, 10, 10),
            (exception.Report.Count(Outcome.Accepted), exception.Report.Count(Outcome.Unknown), exception.Report.Count(Outcome.NotAttempted)));
        AgreesWithTheEndpoint(exception.Report, lab);
    }

    [Fact]
    public async Task Stop_CancelledWhileWaitingToRepeatAThrottledCall_ReportsItAsNotAttempted()
    {
        using var cancellation = new CancellationTokenSource();
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(5, i => i.Running()));
        lab.Ec2.Faults.On("StopInstances").Always().Throttle();
        using var timer = lab.Clock.CreateTimer(_ => cancellation.Cancel(), null, TimeSpan.FromMilliseconds(200), Timeout.InfiniteTimeSpan);

        var exception = await Assert.ThrowsAsync<PowerCanceledException>(
            () => lab.RunAsync(PowerRequest.Stop(All), cancellationToken: cancellation.Token));

        ReportAssert.All(exception.Report, 5, Outcome.NotAttempted, ReasonCode.Cancelled);
        AgreesWithTheEndpoint(exception.Report, lab);
    }

    [Fact]
    public async Task Start_CancelledDuringVerification_KeepsWhatWasAcceptedAndSeen()
    {
        using var cancellation = new CancellationTokenSource();
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(5, i => i.Stopped()), simulate: s => s.StartDuration = TimeSpan.FromMinutes(1));
        using var timer = lab.Clock.CreateTimer(_ => cancellation.Cancel(), null, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);

        var exception = await Assert.ThrowsAsync<PowerCanceledException>(
            () => lab.RunAsync(PowerRequest.Start(All), cancellationToken: cancellation.Token));

        ReportAssert.All(exception.Report, 5, Outcome.Accepted, ReasonCode.RequestAccepted);
    }

    [Fact]
    public async Task Plan_Cancelled_ThrowsPlainly()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => lab.RunAsync(PowerRequest.Stop(All), cancellationToken: new CancellationToken(canceled: true)));

        Assert.Empty(lab.Ec2.Calls);
    }

    [Fact]
    public async Task Stop_PendingInstanceAwaited_IsStoppedWhenItRuns()
    {
        await using var lab = Ec2Lab.Create(fleet =>
        {
            fleet.Add(Some.Id, i => i.Pending(TimeSpan.FromSeconds(20)));
            fleet.Add(3, i => i.Running());
        });

        var report = await lab.RunAsync(PowerRequest.Stop(All) with { WaitForTransition = true });

        ReportAssert.All(report, 4, Outcome.Accepted, ReasonCode.RequestAccepted);
        Assert.Equal([3, 1], lab.Calls("StopInstances").Select(call => call.InstanceIds.Count));
        Assert.Equal(PowerState.Pending, report.Of(Some.Id).StateBefore);
    }

    [Fact]
    public async Task Start_StoppingInstanceAwaited_IsStartedAndVerified()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(Some.Id, i => i.Stopping(TimeSpan.FromSeconds(20))),
            simulate: s => (s.StartDuration, s.DescribeLag) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(7)));

        ReportAssert.Only(
            await lab.RunAsync(PowerRequest.Start(All) with { WaitForTransition = true }), Outcome.Reached, ReasonCode.StateSeen);
    }

    [Fact]
    public async Task Stop_TransitionDoesNotEnd_IsSkipped()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Some.Id, i => i.Pending(TimeSpan.FromHours(1))));

        ReportAssert.Only(
            await lab.RunAsync(PowerRequest.Stop(All) with { WaitForTransition = true }), Outcome.Skipped, ReasonCode.Transitional);

        Assert.Empty(lab.Calls("StopInstances"));
    }

    [Fact]
    public async Task Stop_AwaitedInstanceLeavesTheScope_IsSkipped()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(Some.Id, i => i.Pending(TimeSpan.FromSeconds(20)).Tagged("Env", "dev")),
            options => options.Scope = InstanceSelector.ByTag("Env", "dev"));
        lab.Ec2.Faults.On("DescribeInstances").Nth(2).Do(() => lab.Ec2.SetTag(Some.Id, "Env", "prod"));

        ReportAssert.Only(
            await lab.RunAsync(PowerRequest.Stop(All) with { WaitForTransition = true }), Outcome.Skipped, ReasonCode.OutsideScope);
    }

    [Fact]
    public async Task Progress_OverARun_NeverFallsAndEndsWithEverythingSettled()
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                fleet.Add(25, i => i.Stopped());
                fleet.Add(5, i => i.Running());
            },
            options => options.Execution.MaxBatchSize = 10,
            s => s.StartDuration = TimeSpan.FromSeconds(10));
        lab.Ec2.Faults.On("StartInstances").Nth(2).Throttle();
        var progress = new ListProgress();

        await lab.RunAsync(PowerRequest.Start(All), progress);

        Assert.Equal(new PowerProgress(Selected: 30, Requested: 0, Settled: 5, Calls: 0), progress.Reports[0] with { Instances = [] });
        Assert.Equal(new PowerProgress(Selected: 30, Requested: 25, Settled: 30, Calls: 4), progress.Reports[^1] with { Instances = [] });
        Assert.All(progress.Reports.Zip(progress.Reports.Skip(1)), pair => Assert.True(
            pair.First.Requested <= pair.Second.Requested && pair.First.Settled <= pair.Second.Settled
                && pair.First.Calls <= pair.Second.Calls));
        Assert.True(progress.Reports.Count > 4);
    }

    [Fact]
    public async Task Progress_OfEachInstance_GoesFromWaitingThroughMotionToItsOutcome()
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                fleet.Add(2, (i, index) => i.Tagged("wave", $"{index + 1}").Running());
                fleet.Add(i => i.Stopped());
            },
            configure: null,
            s => s.StopDuration = TimeSpan.FromSeconds(10));
        var progress = new ListProgress();

        var report = await lab.RunAsync(
            PowerRequest.Stop(All) with { Order = PowerOrder.ByTag("wave"), Await = PowerAwait.State }, progress);

        string[] seen = [.. progress.Reports.Select(one => string.Join(", ", one.Instances.Select(Words))).Distinct()];
        Assert.Equal(
            [
                "1 Waiting Running , 2 Waiting Running , 0 Settled Stopped AlreadyThere",
                "1 Waiting Running , 2 InMotion Stopping Accepted, 0 Settled Stopped AlreadyThere",
                "1 Waiting Running , 2 Settled Stopped Reached, 0 Settled Stopped AlreadyThere",
                "1 InMotion Stopping Accepted, 2 Settled Stopped Reached, 0 Settled Stopped AlreadyThere",
                "1 Settled Stopped Reached, 2 Settled Stopped Reached, 0 Settled Stopped AlreadyThere",
            ],
            seen);
        Assert.Equal(
            report.Instances.Select(one => (one.InstanceId, (Outcome?)one.Outcome)),
            progress.Reports[^1].Instances.Select(one => (one.Decision.InstanceId, one.Outcome)));
        Assert.Same(progress.Reports[0].Instances[2], progress.Reports[^1].Instances[2]);

        static string Words(InstanceProgress one) => $"{one.Decision.Wave} {one.Stage} {one.State} {one.Outcome}";
    }

    [Fact]
    public async Task Progress_ListenerFails_DoesNotCostTheReport()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(3, i => i.Running()));

        var report = await lab.RunAsync(PowerRequest.Stop(All), new ListProgress(_ => throw new InvalidOperationException("listener")));

        ReportAssert.All(report, 3, Outcome.Accepted, ReasonCode.RequestAccepted);
    }

    private static void AgreesWithTheEndpoint(PowerReport report, Ec2Lab lab)
    {
        foreach (var instance in report.Instances.Where(instance => instance.Outcome != Outcome.Unknown))
        {
            Assert.Equal(instance.Outcome == Outcome.Accepted ? 1 : 0, lab.Ec2[instance.InstanceId].Stops);
        }
    }
}
