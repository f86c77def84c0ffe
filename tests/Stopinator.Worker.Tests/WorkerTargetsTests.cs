using Stopinator.Testing;
using Stopinator.Worker.Tests.Support;

namespace Stopinator.Worker.Tests;

/// <summary>The worker at the accounts and regions of its settings.</summary>
public sealed class WorkerTargetsTests
{
    private static readonly string[] Own = ["--Worker:Targets:accounts:0", "own", "--Worker:Targets:regions:0", "us-east-1"];

    private static readonly string[] OwnAndAnother =
        [.. Own, "--Worker:Targets:accounts:1", "111122223333", "--Worker:Targets:roleName", "stopinator-spoke"];

    [Fact]
    public async Task Health_EveryTargetIsGood_IsLiveAndReady()
    {
        await using var lab = WorkerLab.Create(Fleet, settings: Own);

        Assert.Equal(("200 Healthy", "200 Healthy"), await HealthAfterAnHourAsync(lab));
        Assert.All(lab.Ec2.Instances, instance => Assert.Equal((SimulatedState.Stopped, 1), (instance.State, instance.Stops)));
    }

    [Fact]
    public async Task Health_ATargetFails_IsLiveAndDegraded()
    {
        await using var lab = WorkerLab.Create(Fleet, settings: OwnAndAnother);

        Assert.Equal(("200 Healthy", "200 Degraded"), await HealthAfterAnHourAsync(lab));
        Assert.All(lab.Ec2.Instances, instance => Assert.Equal((SimulatedState.Stopped, 1), (instance.State, instance.Stops)));
        Assert.Contains(
            lab.Log,
            line => line.StartsWith("Warning: At the tick 2026-11-20T00:00:00Z, 1 of 2 targets failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_InTheMiddleOfARun_TellsWhatIsLeftAndTheNextOneDoesIt()
    {
        string[] settings = [.. Own, "--Stopinator:Execution:MaxBatchSize", "10"];
        await using var lab = WorkerLab.Create(Fleet, latency: TimeSpan.FromSeconds(1), settings);
        var left = lab.Ec2.Instances.Skip(10).Select(instance => instance.Id).ToArray();

        // A second to describe, one for each of three batches: the second is on its way.
        await lab.RunAsync(() => Task.Delay(TimeSpan.FromSeconds(2.5), lab.Clock));

        Assert.Equal(WorkerLab.Start.AddSeconds(2.5), lab.Clock.GetUtcNow());
        var line = Assert.Single(lab.Log, line => line.StartsWith("Warning: Asked to stop", StringComparison.Ordinal));
        Assert.Contains("Done: us-east-1: reconcile: 10 accepted, 10 unknown, 10 not attempted", line, StringComparison.Ordinal);
        Assert.Contains("Left for the next run: us-east-1: ", line, StringComparison.Ordinal);
        Assert.All(left, id => Assert.Contains(id, line, StringComparison.Ordinal));

        await lab.ReplaceAsync(settings);
        await lab.RunAsync(() => Task.Delay(TimeSpan.FromMinutes(1), lab.Clock));

        Assert.All(lab.Ec2.Instances, instance => Assert.Equal((SimulatedState.Stopped, 1), (instance.State, instance.Stops)));
    }

    private static async Task<(string Live, string Ready)> HealthAfterAnHourAsync(WorkerLab lab)
    {
        string live = "", ready = "";
        await lab.RunAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromHours(1), lab.Clock);
            (live, ready) = (await lab.HealthAsync("health/live"), await lab.HealthAsync("health/ready"));
        });
        return (live, ready);
    }

    private static void Fleet(FleetBuilder fleet) =>
        fleet.Add(30, instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "off").Running());
}
