using Stopinator.Tests.Support;

namespace Stopinator.Tests.Execution;

/// <summary>
/// The effect of a rate limit on a run: waits, deadlines, cancellation, and calls for which other clients leave no tokens.
/// </summary>
public sealed class RateLimitExecutionTests
{
    [Fact]
    public async Task Start_MoreThanTheDeadlineAllows_StartsThoseAndLeavesTheRest()
    {
        await using var lab = Lab(1200);
        var request = PowerRequest.Start(InstanceSelector.All) with { Deadline = Ec2Lab.Start.AddSeconds(60), Await = PowerAwait.Nothing };

        var report = await lab.RunAsync(request);

        // 1,000 at once, and two a second for the 50 seconds until the margin of the deadline.
        Assert.InRange(report.Count(Outcome.Accepted), 1098, 1100);
        Assert.Equal(("Deadline", 0), (report.EarlyEnd?.Code, lab.Ec2.RateLimits.Throttles));
        Assert.All(
            report.Instances.Where(instance => instance.Outcome == Outcome.NotAttempted),
            instance => Assert.Equal((ReasonCode.Deadline, null), (instance.Reason, instance.ErrorCode)));
        Assert.True(lab.Clock.GetUtcNow() <= request.Deadline);
    }

    [Fact]
    public async Task Start_CancelledWhileWaitingForTheRateLimit_ReportsWhatWasDone()
    {
        await using var lab = Lab(1200);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(5), lab.Clock);

        var exception = await Assert.ThrowsAsync<PowerCanceledException>(() => lab.RunAsync(
            PowerRequest.Start(InstanceSelector.All), progress: null, cancellation.Token));

        Assert.Equal(1000, exception.Report.Count(Outcome.Accepted));
        Assert.Equal(200, exception.Report.Count(Outcome.NotAttempted));
        Assert.Equal(5, lab.Calls("StartInstances").Count);
        Assert.Equal(Ec2Lab.Start.AddSeconds(5), lab.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Start_BucketThatNeverHoldsALargeCall_IsDoneInSmallOnes()
    {
        await using var lab = Lab(300);
        lab.Ec2.RateLimits.On("StartInstances").Instances(30, 2);

        ReportAssert.All(await lab.RunAsync(PowerRequest.Start(InstanceSelector.All)), 300, Outcome.Reached, ReasonCode.StateSeen);
    }

    [Fact]
    public async Task Start_DryRun_CountsNoInstances()
    {
        await using var lab = Lab(2000, options => options.Execution.MaxBatchSize = 1000);
        lab.Ec2.RateLimits.ChargeFailedCalls = false;

        await lab.RunAsync(PowerRequest.Start(InstanceSelector.All) with { DryRun = true });

        // The first call is half a second early: a full bucket counts as that much short of full.
        Assert.Equal((2, 0), (lab.Calls("StartInstances").Count, lab.Ec2.RateLimits.Throttles));
        Assert.InRange(lab.Clock.GetUtcNow(), Ec2Lab.Start, Ec2Lab.Start.AddSeconds(1));
    }

    private static Ec2Lab Lab(int count, Action<StopinatorOptions>? configure = null)
    {
        var lab = Ec2Lab.Create(fleet => fleet.Add(count, instance => instance.Stopped()), options =>
        {
            options.Guards.MaxInstances = count;
            configure?.Invoke(options);
        });
        lab.Ec2.RateLimits.UseEc2Defaults();
        return lab;
    }
}
