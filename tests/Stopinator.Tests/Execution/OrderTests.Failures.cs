using Stopinator.Tests.Support;
using static Stopinator.Tests.Support.OrderedFleet;

namespace Stopinator.Tests.Execution;

/// <content>Waves that do not begin, because one before them failed, was held, or was cancelled.</content>
public sealed partial class OrderTests
{
    [Fact]
    public async Task Stop_ObserverHoldsTheApplication_LeavesItsDatabaseRunning()
    {
        var holding = Substitute.For<IPowerObserver>();
        holding.BeforeAsync(Arg.Is<InstanceDecision>(decision => decision.InstanceId == Application), Arg.Any<CancellationToken>())
            .Returns(ObserverAnswer.Hold("It serves requests."));
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                Add(fleet, Database, "1", "one", i => i.Running());
                Add(fleet, Application, "2", "one", i => i.Running());
            },
            observers: [holding]);

        var report = await lab.RunAsync(Stop);

        Assert.Empty(lab.Calls("StopInstances"));
        Assert.Equal((Outcome.Skipped, ReasonCode.HeldByObserver), (report.Of(Application).Outcome, report.Of(Application).Reason));
        Assert.Equal((Outcome.NotAttempted, ReasonCode.EarlierWaveFailed), (report.Of(Database).Outcome, report.Of(Database).Reason));
    }

    [Fact]
    public async Task Start_FirstWaveFallsBack_HaltsTheLaterWavesOfItsGroupAlone()
    {
        await using var lab = Ec2Lab.Create(fleet =>
        {
            Add(fleet, Database, "1", "one", i => i.Stopped().FallsBackOnStart());
            Add(fleet, Application, "2", "one", i => i.Stopped());
            Add(fleet, Id(2, 1), "1", "two", i => i.Stopped());
            Add(fleet, Id(2, 2), "2", "two", i => i.Stopped());
        });

        var report = await lab.RunAsync(Start);

        Assert.Equal(Outcome.FellBack, report.Of(Database).Outcome);
        var held = report.Of(Application);
        Assert.Equal((Outcome.NotAttempted, ReasonCode.EarlierWaveFailed), (held.Outcome, held.Reason));
        Assert.Equal($"Wave 1 (group one) was not seen running: {Database} fell back. Its own wave was not begun.", held.Message);
        Assert.Equal(2, report.Count(Outcome.Reached));
        Assert.False(report.IsSuccess);
        Assert.Null(report.EarlyEnd);
    }

    [Fact]
    public async Task Start_FirstWaveFallsBackAndOrderContinues_BeginsTheNext()
    {
        await using var lab = Lab(i => i.Stopped(), database: i => i.FallsBackOnStart());

        var report = await lab.RunAsync(Start with { Order = ByTag with { OnWaveFailure = WaveFailure.Continue } });

        Assert.Equal((Outcome.FellBack, Outcome.Reached), (report.Of(Database).Outcome, report.Of(Application).Outcome));
    }

    [Fact]
    public async Task Start_TagIsNoInteger_IsInvalidForThatInstanceAlone()
    {
        await using var lab = Ec2Lab.Create(fleet =>
        {
            Add(fleet, Database, "first", "one", i => i.Stopped());
            Add(fleet, Application, "2", "one", i => i.Stopped());
        });

        var report = await lab.RunAsync(Start);

        var invalid = report.Of(Database);
        Assert.Equal((Outcome.Failed, ReasonCode.InvalidWave, null), (invalid.Outcome, invalid.Reason, invalid.Wave));
        Assert.Contains("stopinator:wave is 'first'", invalid.Message, StringComparison.Ordinal);
        Assert.Equal(Outcome.Reached, report.Of(Application).Outcome);
    }

    [Fact]
    public async Task Stop_ReadersFail_HaltsWithTheErrorOfTheDescribe()
    {
        await using var lab = Lab(i => i.Running());
        lab.Ec2.Faults.On("DescribeInstances").Nth(2).Fail("UnauthorizedOperation", "You are not authorized.", status: 403);

        var report = await lab.RunAsync(Stop);

        Assert.Equal((Outcome.Accepted, "UnauthorizedOperation"), (report.Of(Application).Outcome, report.Of(Application).ErrorCode));
        Assert.Equal(ReasonCode.EarlierWaveFailed, report.Of(Database).Reason);
    }

    [Fact]
    public async Task Start_CancelledBetweenWaves_ReportsBothWaves()
    {
        await using var lab = Lab(i => i.Stopped(), s => s.StartDuration = TimeSpan.FromMinutes(5));
        using var cancelled = new CancellationTokenSource(TimeSpan.FromSeconds(30), lab.Clock);

        var report =
            (await Assert.ThrowsAsync<PowerCanceledException>(() => lab.RunAsync(Start, cancellationToken: cancelled.Token))).Report;

        Assert.Equal((Outcome.Accepted, Outcome.NotAttempted), (report.Of(Database).Outcome, report.Of(Application).Outcome));
        Assert.Equal([Database], report.Remaining()!.Order!.AwaitFirst);
    }
}
