using Stopinator.Tests.Support;
using static Stopinator.Tests.Support.OrderedFleet;

namespace Stopinator.Tests.Execution;

/// <summary>Starts that EC2 has no capacity for are tried again, pool by pool.</summary>
public sealed class CapacityTests
{
    private const string Type = "p5.48xlarge";
    private const string Zone = "us-east-1a";

    private static readonly PowerRequest Start = PowerRequest.Start(InstanceSelector.All);

    [Fact]
    public async Task Start_CapacityComesBack_StartsThePoolWithFewCalls()
    {
        await using var lab = Lab(8);
        lab.Ec2.Faults.On("StartInstances").When(_ => lab.Clock.GetUtcNow() >= Ec2Lab.Start.AddMinutes(4))
            .Do(() => lab.Ec2.SetCapacity(Type, Zone, 100));

        var report = await lab.RunAsync(Start);

        ReportAssert.All(report, 8, Outcome.Reached, ReasonCode.StateSeen);

        // The batch and its parts, a single instance after 15, 45, 105 and 225 s, then one that fits and the other seven.
        Assert.Equal(15 + 4 + 2, report.Calls);
    }

    [Fact]
    public async Task Start_NoCapacityForTenMinutes_FailsAndSaysHowOftenItWasTried()
    {
        await using var lab = Lab(1);

        var outcome = ReportAssert.Only(await lab.RunAsync(Start), Outcome.Failed, ReasonCode.Refused);

        Assert.Equal(("InsufficientInstanceCapacity", lab.Calls("StartInstances").Count), (outcome.ErrorCode, outcome.Attempts));
        Assert.EndsWith(" It was tried 8 times in 585 s.", outcome.Message, StringComparison.Ordinal);
        Assert.True(lab.Clock.GetUtcNow() - Ec2Lab.Start <= TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Start_OtherPools_AreNotHeldUp()
    {
        await using var lab = Ec2Lab.Create(fleet =>
        {
            fleet.WithCapacity(Type, Zone, 0);
            fleet.Add(Some.Id, i => i.Stopped().OfType(Type).InZone(Zone));
            fleet.Add(3, i => i.Stopped().OfType("t3.micro").InZone(Zone));
        });

        var report = await lab.RunAsync(Start);

        Assert.Equal((3, 1), (report.Count(Outcome.Reached), report.Count(Outcome.Failed)));
        Assert.All(lab.Ec2.Instances.Where(instance => instance.Starts > 0), instance => Assert.Equal(Ec2Lab.Start, instance.LaunchTime));
    }

    [Fact]
    public async Task Start_OthersAreNotReadyYet_IsTriedAgainMeanwhile()
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                fleet.WithCapacity(Type, Zone, 0);
                fleet.Add(Some.Id, i => i.Stopped().OfType(Type).InZone(Zone));
                fleet.Add(2, i => i.Stopped().OfType("t3.micro").InZone(Zone));
            },
            simulate: simulation => simulation.StatusCheckDuration = TimeSpan.FromMinutes(5));

        var report = await lab.RunAsync(Start with { Await = PowerAwait.StatusChecks });

        Assert.Equal((2, 1), (report.Count(Outcome.Reached), report.Count(Outcome.Failed)));
        var tries = lab.Calls("StartInstances").Where(call => call.InstanceIds is [Some.Id])
            .Select(call => Math.Round((call.ReceivedAt - Ec2Lab.Start).TotalSeconds)).Distinct().ToList();
        Assert.Equal([0, 15, 45, 105, 225], tries.Take(5));
    }

    [Fact]
    public async Task Start_DeadlineIsNear_DoesNotWait()
    {
        await using var lab = Lab(1);

        var report = await lab.RunAsync(Start with { Deadline = Ec2Lab.Start.AddSeconds(40) });

        Assert.Equal(2, ReportAssert.Only(report, Outcome.Failed, ReasonCode.Refused).Attempts);
        Assert.Null(report.EarlyEnd);
    }

    [Fact]
    public async Task Start_CancelledInTheWait_ReportsTheRefusal()
    {
        await using var lab = Lab(1);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromSeconds(60), lab.Clock);

        var report =
            (await Assert.ThrowsAsync<PowerCanceledException>(() => lab.RunAsync(Start, cancellationToken: cancelled.Token))).Report;

        Assert.Equal("InsufficientInstanceCapacity", ReportAssert.Only(report, Outcome.Failed, ReasonCode.Refused).ErrorCode);
    }

    [Fact]
    public async Task Reconcile_NoCapacity_LeavesTheRetryToTheNextRun()
    {
        await using var lab = Lab(1);
        var plan = await lab.Clock.RunAsync(
            () => lab.Service.PlanAsync(PowerRequest.Reconcile(InstanceSelector.All), _ => PowerChoice.Start("It is morning.")));

        ReportAssert.Only(await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(plan)), Outcome.Failed, ReasonCode.Refused);

        Assert.Single(lab.Calls("StartInstances"));
    }

    [Fact]
    public async Task Start_Order_TheNextWaveWaitsForTheCapacity()
    {
        await using var lab = Ec2Lab.Create(fleet =>
        {
            fleet.WithCapacity(Type, Zone, 0);
            Add(fleet, Id(1, 1), "1", "one", i => i.Stopped().OfType(Type).InZone(Zone));
            Add(fleet, Id(1, 2), "2", "one", i => i.Stopped());
        });
        lab.Ec2.Faults.On("StartInstances").When(_ => lab.Clock.GetUtcNow() >= Ec2Lab.Start.AddMinutes(2))
            .Do(() => lab.Ec2.SetCapacity(Type, Zone, 1));

        var report = await lab.RunAsync(Start with { Order = ByTag });

        ReportAssert.All(report, 2, Outcome.Reached, ReasonCode.StateSeen);
        Assert.Equal(Id(1, 2), Assert.Single(lab.Calls("StartInstances")[^1].InstanceIds));
    }

    private static Ec2Lab Lab(int instances) => Ec2Lab.Create(fleet =>
    {
        fleet.WithCapacity(Type, Zone, 0);
        fleet.Add(instances, i => i.Stopped().OfType(Type).InZone(Zone));
    });
}
