using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Execution;

/// <summary>Several pools without capacity, and the times at which each is tried again.</summary>
public sealed class CapacityPoolTests
{
    private const string Type = "p5.48xlarge";
    private const string First = "us-east-1a";
    private const string Second = "us-east-1b";

    private static readonly PowerRequest Start = PowerRequest.Start(InstanceSelector.All);

    [Fact]
    public async Task Start_OnePoolHasCapacityAgain_TheOtherIsStillTried()
    {
        await using var lab = TwoPools();
        FreeAt(lab, First, 40);
        FreeAt(lab, Second, 200);

        var report = await lab.RunAsync(Start);

        ReportAssert.All(report, 2, Outcome.Reached, ReasonCode.StateSeen);
        Assert.Equal([0, 15, 45], Tries(lab, First));
        Assert.Equal([0, 15, 45, 105, 225], Tries(lab, Second));

        // What was started just now is looked at two seconds later.
        Assert.Equal([0, 47, 227], lab.Calls("DescribeInstances").Select(Seconds));
    }

    [Fact]
    public async Task Start_PoolsRefusedAtDifferentTimes_EachIsTriedAtItsOwnTimes()
    {
        await using var lab = TwoPools(options => options.Execution.MaxBatchSize = 1);
        lab.Ec2.Faults.On("StartInstances").Nth(2).Delay(TimeSpan.FromSeconds(8));

        await lab.RunAsync(Start);

        Assert.Equal([0, 15, 45, 105, 225], Tries(lab, First).Take(5));
        Assert.Equal([0, 23, 53, 113, 233], Tries(lab, Second).Take(5));
    }

    [Fact]
    public async Task Start_RunEndsEarlyWhileAPoolWaits_KeepsItsRefusal()
    {
        await using var lab = TwoPools(options => options.Execution.MaxBatchSize = 1);
        lab.Ec2.Faults.On("StartInstances").Nth(2).Delay(TimeSpan.FromSeconds(8));
        lab.Ec2.Faults.On("StartInstances").After(2).Fail("AuthFailure", "No.");

        var report = await lab.RunAsync(Start);

        Assert.Equal("AuthFailure", report.EarlyEnd?.Code);
        var waiting = report.Of(IdIn(lab, Second));
        Assert.Equal((Outcome.Failed, ReasonCode.Refused, 1), (waiting.Outcome, waiting.Reason, waiting.Attempts));
        Assert.StartsWith("InsufficientInstanceCapacity: ", waiting.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("tried", waiting.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(44, 2)]
    [InlineData(45, 3)]
    public async Task Start_NoCapacity_IsTriedUpToTheEndOfTheCapacityTime(int seconds, int attempts)
    {
        await using var lab = TwoPools(options => options.Retry.CapacityTime = TimeSpan.FromSeconds(seconds));

        var report = await lab.RunAsync(Start);

        // The first call names both pools.
        Assert.All(report.Instances, instance => Assert.Equal(attempts + 1, instance.Attempts));
    }

    [Fact]
    public async Task Start_NextTryWouldBeAtTheLastMomentForACall_IsNotAwaited()
    {
        await using var lab = TwoPools();

        var report = await lab.RunAsync(Start with { Deadline = Ec2Lab.Start.AddSeconds(25) });

        ReportAssert.All(report, 2, Outcome.Failed, ReasonCode.Refused);
        Assert.Null(report.EarlyEnd);
        Assert.Equal(Ec2Lab.Start, report.FinishedAt);
    }

    [Fact]
    public async Task Start_TriedAgainInVain_DoesNotHurryTheLooksAtTheOthers()
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                fleet.WithCapacity(Type, First, 0);
                fleet.Add(1, i => i.Stopped().OfType(Type).InZone(First));
                fleet.Add(1, i => i.Stopped().OfType("t3.micro").InZone(First));
            },
            simulate: s => s.StartDuration = TimeSpan.FromSeconds(60));

        await lab.RunAsync(Start);

        Assert.Equal([0, 2, 5, 9.5, 16.25, 26.25, 36.25], lab.Calls("DescribeInstances").Select(Seconds).Take(7));
    }

    [Fact]
    public async Task Start_CallsTakeLongerThanTheLooks_LooksAtOnceAfterwards()
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                fleet.WithCapacity(Type, First, 0);
                fleet.Add(1, i => i.Stopped().OfType(Type).InZone(First));
                fleet.Add(1, i => i.Stopped().OfType("t3.micro").InZone(First));
            },
            options => options.Retry.CapacityTime = TimeSpan.FromSeconds(20),
            s => s.StartDuration = TimeSpan.FromSeconds(40));
        lab.Ec2.Faults.On("StartInstances").When(_ => lab.Clock.GetUtcNow() > Ec2Lab.Start).Delay(TimeSpan.FromSeconds(20));

        await lab.RunAsync(Start);

        // The try at 15 s ends at 35 s, and the look of 16.25 s follows it.
        Assert.Equal([0, 2, 5, 9.5, 35, 45], lab.Calls("DescribeInstances").Select(Seconds));
    }

    private static Ec2Lab TwoPools(Action<StopinatorOptions>? configure = null) => Ec2Lab.Create(
        fleet =>
        {
            fleet.WithCapacity(Type, First, 0);
            fleet.WithCapacity(Type, Second, 0);
            fleet.Add(1, i => i.Stopped().OfType(Type).InZone(First));
            fleet.Add(1, i => i.Stopped().OfType(Type).InZone(Second));
        },
        configure);

    private static void FreeAt(Ec2Lab lab, string zone, int seconds) =>
        lab.Ec2.Faults.On("StartInstances").When(_ => lab.Clock.GetUtcNow() >= Ec2Lab.Start.AddSeconds(seconds))
            .Do(() => lab.Ec2.SetCapacity(Type, zone, 100));

    private static string IdIn(Ec2Lab lab, string zone) => lab.Ec2.Instances.Single(instance => instance.AvailabilityZone == zone).Id;

    private static IEnumerable<double> Tries(Ec2Lab lab, string zone) =>
        lab.Calls("StartInstances").Where(call => call.InstanceIds.Contains(IdIn(lab, zone))).Select(Seconds).Distinct();

    private static double Seconds(ReceivedCall call) => (call.ReceivedAt - Ec2Lab.Start).TotalSeconds;
}
