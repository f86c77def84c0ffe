using Stopinator.Tests.Support;

namespace Stopinator.Tests.Execution;

/// <summary>EC2 refuses a stop for the protection of one instance, and has stopped the instances of another zone all the same.</summary>
public sealed class PartialEffectTests
{
    [Fact]
    [Trait("Finding", "8")]
    public async Task Stop_CarriedOutInPartThenRefusedForTheRest_IsReportedAsOurs()
    {
        string first = "", last = "";
        await using var lab = Ec2Lab.Create(
            fleet => (first, last) =
                (fleet.Add(i => i.InZone("us-east-1a").Running()), fleet.Add(i => i.InZone("us-east-1b").StopProtected())),
            simulate: s => (s.PartialEffectByZone, s.StopDuration) = (true, TimeSpan.FromMinutes(1)));
        lab.Ec2.Faults.On("StopInstances").Nth(2).Fail(
            "UnauthorizedOperation", "You are not authorized to perform this operation.", status: 403);

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal((Outcome.Accepted, 1), (report.Of(first).Outcome, lab.Ec2[first].Stops));
        Assert.Equal((Outcome.Failed, "OperationNotPermitted"), (report.Of(last).Outcome, report.Of(last).ErrorCode));
    }

    [Fact]
    [Trait("Finding", "8")]
    public async Task Stop_CarriedOutInPartThenRefusedForAnother_IsReportedAsOurs()
    {
        string first = "", second = "";
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                first = fleet.Add(i => i.InZone("us-east-1a").Running());
                second = fleet.Add(i => i.InZone("us-east-1a").Running());
                fleet.Add(i => i.InZone("us-east-1b").StopProtected());
            },
            simulate: s => (s.PartialEffectByZone, s.StopDuration) = (true, TimeSpan.Zero));
        lab.Ec2.Faults.On("StopInstances").Nth(2).Fail(
            "IncorrectInstanceState", $"The instance '{second}' is not in a state from which it can be stopped.");

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal((Outcome.Accepted, 1), (report.Of(first).Outcome, lab.Ec2[first].Stops));
        Assert.Equal((Outcome.Accepted, 1), (report.Of(second).Outcome, lab.Ec2[second].Stops));
    }

    [Fact]
    public async Task Stop_CarriedOutForAllInSpiteOfARefusalOfOne_IsReportedAsOurs()
    {
        IReadOnlyList<string> ids = [];
        await using var lab = Ec2Lab.Create(
            fleet => ids = fleet.Add(3, i => i.Running()), simulate: s => s.StopDuration = TimeSpan.FromMinutes(1));
        lab.Ec2.Faults.On("StopInstances").Nth(1).FailAfterActing(
            "IncorrectInstanceState", $"The instance '{ids[2]}' is not in a state from which it can be stopped.", status: 400);

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        // EC2 answers the second call with 'stopping' as the state before it.
        Assert.Equal((Outcome.Accepted, Outcome.Accepted), (report.Of(ids[0]).Outcome, report.Of(ids[1]).Outcome));
    }

    [Fact]
    public async Task Stop_ManyProtectedNamedOneByOne_WaitsForNone()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(10, i => i.StopProtected()), simulate: s => s.PartialEffectByZone = true);

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        ReportAssert.All(report, 10, Outcome.Failed, ReasonCode.Refused);
        Assert.True(lab.Clock.GetUtcNow() - Ec2Lab.Start < lab.Options.Execution.SettleTime);
    }

    [Fact]
    public async Task Stop_RefusedBatchWasCarriedOutInAnotherZone_IsReportedAsOurs()
    {
        await using var lab = Ec2Lab.Create(
            fleet =>
            {
                fleet.Add(3, i => i.InZone("us-east-1a"));
                fleet.Add(2, i => i.InZone("us-east-1b"));
                fleet.Add(i => i.InZone("us-east-1b").StopProtected());
            },
            simulate: s => (s.PartialEffectByZone, s.StopDuration) = (true, TimeSpan.FromMinutes(1)));

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.All));

        Assert.Equal((5, 1), (report.Count(Outcome.Accepted), report.Count(Outcome.Failed)));
    }
}
