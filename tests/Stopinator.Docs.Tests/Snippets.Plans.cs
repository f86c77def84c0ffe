using Stopinator.Testing;

namespace Stopinator.Docs.Tests;

/// <content>The C# of the pages on saved plans, observers and recipes.</content>
public sealed partial class Snippets
{
    [Fact]
    public async Task SaveAPlanAndLoadIt()
    {
        var file = Path.GetTempFileName(); // not shown
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(2, instance => instance.Tagged("Env", "dev").Running())); // not shown
        using var power = new InstancePowerService(ec2.CreateClient()); // not shown
        var plan = await power.PlanAsync(PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")));
        await File.WriteAllTextAsync(file, plan.ToJson());

        // Later, perhaps in another process:
        var loaded = await power.LoadPlanAsync(await File.ReadAllTextAsync(file), maxAge: TimeSpan.FromHours(2));
        var report = await power.ExecuteAsync(loaded);
        Assert.Equal("stop: 2 accepted (of 2 instances, 1 call).", report.ToString()); // not shown
        File.Delete(file); // not shown
    }

    [Fact]
    public async Task LoadAPlanWithAllowances()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(2, instance => instance.Spot(persistent: true))); // not shown
        using var power = new InstancePowerService(ec2.CreateClient()); // not shown
        var json = (await power.PlanAsync(PowerRequest.Stop(InstanceSelector.All) with { Allow = [ReasonCode.Spot] })).ToJson(); // not shown
        var loaded = await power.LoadPlanAsync(json, request => request with { Allow = [ReasonCode.Spot], MaxInstances = 50 });
        Assert.Equal(2, loaded.ActingCount); // not shown
    }

    [Fact]
    public async Task UndoARun()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(2, instance => instance.Tagged("Env", "dev").Running())); // not shown
        using var power = new InstancePowerService(ec2.CreateClient()); // not shown
        var report = await power.StopAsync(InstanceSelector.ByTag("Env", "dev"));

        if (report.Undo() is { } undo)
        {
            var plan = await power.LoadPlanAsync(undo.ToJson(), request => request with { WaitForTransition = true });
            Console.WriteLine(await power.ExecuteAsync(plan));
        }

        Assert.All(ec2.Instances, instance => Assert.Equal(SimulatedState.Running, instance.State)); // not shown
    }
}
