using System.Globalization;
using Stopinator.Testing;

namespace Stopinator.Docs.Tests;

/// <content>The C# of the pages on saved plans and recipes.</content>
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

    [Fact]
    public async Task StopWhatIsIdle()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(3, instance => instance.Tagged("Env", "dev").Running())); // not shown
        using var power = new InstancePowerService(ec2.CreateClient()); // not shown
        var figures = new Dictionary<string, double?> { ["i-00000000000000001"] = 0.4, ["i-00000000000000002"] = 55 }; // not shown
        Func<string, CancellationToken, ValueTask<double?>> averageCpuAsync = (id, _) => ValueTask.FromResult(figures.GetValueOrDefault(id)); // not shown
        // averageCpuAsync is yours: percent of the last two hours, from your metrics; null when there are none.
        var plan = await power.PlanAsync(
            PowerRequest.Reconcile(InstanceSelector.ByTag("Env", "dev")) with { MaxInstances = 20 },
            async (instance, cancellationToken) => await averageCpuAsync(instance.InstanceId, cancellationToken) switch
            {
                null => PowerChoice.Leave(ReasonCode.Unmanaged, "There are no metrics of it."),
                < 2.0 => PowerChoice.Stop("Its CPU was below 2 percent for two hours."),
                _ => PowerChoice.Leave(ReasonCode.Unmanaged, "It is busy."),
            });
        var report = await power.ExecuteAsync(plan);
        Assert.Equal("reconcile: 1 accepted, 2 skipped (of 3 instances, 1 call).", report.ToString()); // not shown
    }

    [Fact]
    public async Task StopWhatRunsLongerThanEightHours()
    {
        var now = new DateTimeOffset(2026, 11, 20, 19, 0, 0, TimeSpan.Zero); // not shown
        var clock = new SimulatedClock(now); // not shown
        await using var ec2 = SimulatedEc2.Create( // not shown
            fleet => fleet.Add(3, (instance, index) => instance.Tagged("Env", "dev").Running().LaunchedAt(now.AddHours(-5 * index))), // not shown
            new SimulatedEc2Options { TimeProvider = clock }); // not shown
        using var power = new InstancePowerService(ec2.CreateClient(), timeProvider: clock); // not shown
        // The launch time is the time of the last start.
        var launchedBefore = clock.GetUtcNow() - TimeSpan.FromHours(8);
        var plan = await power.PlanAsync(
            PowerRequest.Reconcile(InstanceSelector.ByTag("Env", "dev")),
            instance => instance.State == PowerState.Running && instance.LaunchTime < launchedBefore
                ? PowerChoice.Stop(string.Create(CultureInfo.InvariantCulture, $"It has run since {instance.LaunchTime:u}."))
                : PowerChoice.Leave(ReasonCode.Unmanaged, "It has not run for eight hours."));
        var report = await power.ExecuteAsync(plan);
        Assert.Equal("reconcile: 1 accepted, 2 skipped (of 3 instances, 1 call).", report.ToString()); // not shown
    }

    [Fact]
    public async Task AskInChatFirst()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(2, instance => instance.Tagged("Env", "dev").Running())); // not shown
        using var power = new InstancePowerService(ec2.CreateClient()); // not shown
        var said = new List<string>(); // not shown
        Func<string, Task<bool>> askInChatAsync = question => // not shown
        { // not shown
            said.Add(question); // not shown
            return Task.FromResult(true); // not shown
        }; // not shown
        // askInChatAsync is yours: it returns true when somebody agreed, perhaps hours later.
        var plan = await power.PlanAsync(PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")));
        var saved = plan.ToJson();
        if (plan.ActingCount > 0 && await askInChatAsync($"{plan}. Go ahead?"))
        {
            // Nobody is asked about instances that have changed meanwhile: they are left alone.
            var agreed = await power.LoadPlanAsync(saved, maxAge: TimeSpan.FromHours(12));
            Console.WriteLine(await power.ExecuteAsync(agreed));
        }
        Assert.Equal(["stop 2 of 2 instances. Go ahead?"], said); // not shown
        Assert.All(ec2.Instances, instance => Assert.Equal(SimulatedState.Stopped, instance.State)); // not shown
    }
}
