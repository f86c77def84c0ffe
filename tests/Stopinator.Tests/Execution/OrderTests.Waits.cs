using Stopinator.Tests.Support;
using static Stopinator.Tests.Support.OrderedFleet;

namespace Stopinator.Tests.Execution;

/// <content>How long a wave waits, what ends the wait, and what the waves after it are told.</content>
public sealed partial class OrderTests
{
    [Fact]
    public async Task Reconcile_StartsFollowTheStopsOfTheirGroup_TheirTimeBeginsWithThem()
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                Add(fleet, Id(1, 2), "2", "one", i => i.Running().Tagged("Wanted", "stop"));
                Add(fleet, Id(1, 1), "1", "one", i => i.Running().Tagged("Wanted", "stop"));
                Add(fleet, Id(2, 1), "1", "one", i => i.Pending(TimeSpan.FromHours(1)).Tagged("Wanted", "start"));
                Add(fleet, Id(2, 2), "2", "one", i => i.Stopped().Tagged("Wanted", "start"));
            },
            simulate: s => s.StopDuration = TimeSpan.FromSeconds(30));
        var plan = await lab.Clock.RunAsync(() => lab.Service.PlanAsync(
            PowerRequest.Reconcile(InstanceSelector.All) with { Order = ByTag with { WaveTime = TimeSpan.FromMinutes(1) } },
            instance => instance.Tags["Wanted"] == "stop" ? PowerChoice.Stop("It is evening.") : PowerChoice.Start("It is morning.")));

        var report = await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(plan));

        // The second stop is sent when the first is seen, and the minute of the pending instance begins after it.
        Assert.Equal([0, 36.25], lab.Calls("StopInstances").Select(call => (call.ReceivedAt - Ec2Lab.Start).TotalSeconds));
        Assert.Equal(Outcome.TimedOut, report.Of(Id(2, 1)).Outcome);
        Assert.EndsWith("; 60 s later it was still pending.", report.Of(Id(2, 1)).Message, StringComparison.Ordinal);
        Assert.Equal(96.25, (Assert.Single(lab.Calls("StartInstances")).ReceivedAt - Ec2Lab.Start).TotalSeconds);
    }

    [Theory]
    [InlineData(true, 60)]
    [InlineData(false, 120)]
    public async Task Start_TransitionThatDoesNotEnd_IsAwaitedForTheWaveTimeOrInTheLastWaveForTheTimeout(bool isFollowed, int seconds)
    {
        var endless = TimeSpan.FromHours(1);
        await using var lab = Ec2Lab.Create(fleet =>
        {
            Add(fleet, Database, "1", "one", i => isFollowed ? i.Stopping(endless) : i.Running());
            Add(fleet, Application, "2", "one", i => isFollowed ? i.Stopped() : i.Stopping(endless));
        });
        var order = ByTag with { WaveTime = TimeSpan.FromSeconds(60) };

        var report = await lab.RunAsync(Start with { Order = order, WaitForTransition = true });

        var waiting = report.Of(isFollowed ? Database : Application);
        Assert.Equal((Outcome.Skipped, ReasonCode.Transitional), (waiting.Outcome, waiting.Reason));
        Assert.Equal("It was still stopping when the wait for the transition was over.", waiting.Message);
        Assert.Equal(Ec2Lab.Start.AddSeconds(seconds), report.FinishedAt);
    }

    [Fact]
    public async Task Start_EarlierWaveIsSkippedForItsTransition_StartsTheLater()
    {
        await using var lab = Lab(i => i.Stopped(), database: i => i.Stopping(TimeSpan.FromHours(1)));

        var report = await lab.RunAsync(Start);

        Assert.Equal((Outcome.Skipped, ReasonCode.Transitional), (report.Of(Database).Outcome, report.Of(Database).Reason));
        Assert.Equal(Outcome.Reached, report.Of(Application).Outcome);
    }

    [Fact]
    public async Task Start_StatesUnreadableInATransition_EndsTheRun()
    {
        await using var lab = Lab(i => i.Stopped(), database: i => i.Stopping(TimeSpan.FromHours(1)));
        lab.Ec2.Faults.On("DescribeInstances").After(1).Fail("UnauthorizedOperation", "You are not authorized.", status: 403);

        var report = await lab.RunAsync(Start with { WaitForTransition = true });

        ReportAssert.All(report, 2, Outcome.NotAttempted, ReasonCode.RunEndedEarly);
        Assert.Equal("UnauthorizedOperation", report.EarlyEnd?.Code);
    }

    [Fact]
    public async Task Start_EarlierWaveFallsBackAndALaterIsOnItsWay_SeesTheLater()
    {
        await using var lab = Ec2Lab.Create(fleet =>
        {
            Add(fleet, Database, "1", "one", i => i.Stopped().FallsBackOnStart());
            Add(fleet, Application, "2", "one", i => i.Pending(TimeSpan.FromSeconds(30)));
        });

        var report = await lab.RunAsync(Start);

        Assert.Equal((Outcome.FellBack, Outcome.Reached), (report.Of(Database).Outcome, report.Of(Application).Outcome));
    }

    [Theory]
    [InlineData(3, "")]
    [InlineData(5, " and 2 more")]
    public async Task Start_SeveralOfAWaveFallBack_NamesThreeAndCountsTheOthers(int databases, string more)
    {
        await using var lab = Ec2Lab.Create(fleet =>
        {
            for (var number = 1; number <= databases; number++)
            {
                Add(fleet, Id(1, 1, number), "1", "one", i => i.Stopped().FallsBackOnStart());
            }

            Add(fleet, Application, "2", "one", i => i.Stopped());
        });

        var report = await lab.RunAsync(Start);

        Assert.Equal(
            $"Wave 1 (group one) was not seen running: {Id(1, 1, 1)} fell back, {Id(1, 1, 2)} fell back, {Id(1, 1, 3)} fell back{more}. "
            + "Its own wave was not begun.",
            report.Of(Application).Message);
    }

    [Fact]
    public async Task Stop_WaveWithoutAGroupIsStuck_SaysThatItWasNotSeenStopped()
    {
        await using var lab = Lab(i => i.Running().StuckStopping());

        var report = await lab.RunAsync(Stop with { Order = PowerOrder.ByTag(WaveTag) with { WaveTime = TimeSpan.FromSeconds(60) } });

        Assert.Equal(
            $"Wave 2 (no group) was not seen stopped: {Application} timed out. Its own wave was not begun.", report.Of(Database).Message);
    }

    [Fact]
    public async Task Stop_RunEndsEarlyInAnotherGroup_LeavesWhatItDoesNotAwaitAccepted()
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                Add(fleet, Database, "1", "one", i => i.Running());
                Add(fleet, Application, "2", "one", i => i.Running());
                Add(fleet, Id(2, 1), "1", "two", i => i.Running());
                Add(fleet, Id(2, 2), "2", "two", i => i.Stopping(TimeSpan.FromSeconds(20)));
            },
            simulate: s => s.StopDuration = TimeSpan.FromMinutes(5));
        lab.Ec2.Faults.On("StopInstances").Nth(2).Fail("AuthFailure", "No.");

        var report = await lab.RunAsync(Stop);

        Assert.Equal("AuthFailure", report.EarlyEnd?.Code);
        Assert.Equal((Outcome.Accepted, Outcome.NotAttempted), (report.Of(Application).Outcome, report.Of(Database).Outcome));
        Assert.Equal(Outcome.NotAttempted, report.Of(Id(2, 1)).Outcome);
        Assert.Equal(Ec2Lab.Start.AddSeconds(26.25), report.FinishedAt);
    }

    [Fact]
    public async Task Start_CapacityIsAwaitedInOneGroup_LooksAtTheOtherGroupMeanwhile()
    {
        const string Type = "p5.48xlarge";
        const string Zone = "us-east-1a";
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                fleet.WithCapacity(Type, Zone, 0);
                Add(fleet, Id(1, 1), "1", "one", i => i.Stopped().OfType(Type).InZone(Zone));
                Add(fleet, Id(2, 1), "1", "two", i => i.Stopped());
                Add(fleet, Id(2, 2), "2", "two", i => i.Stopped());
            },
            options => options.Retry.CapacityTime = TimeSpan.FromSeconds(120),
            s => s.StartDuration = TimeSpan.FromSeconds(50));

        var report = await lab.RunAsync(Start);

        Assert.Equal((2, 1), (report.Count(Outcome.Reached), report.Count(Outcome.Failed)));
        Assert.Equal(
            [0, 15, 45, 105],
            lab.Calls("StartInstances").Where(call => call.InstanceIds is [var id] && id == Id(1, 1))
                .Select(call => (call.ReceivedAt - Ec2Lab.Start).TotalSeconds));
    }
}
