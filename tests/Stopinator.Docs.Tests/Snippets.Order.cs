using Stopinator.Testing;

namespace Stopinator.Docs.Tests;

/// <content>Waves, status checks and probes.</content>
public sealed partial class Snippets
{
    [Fact]
    public async Task StartInOrder()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(2, (i, index) => i.Stopped().Tagged("Env", "dev").Tagged("stopinator:wave", $"{2 - index}"))); // not shown
        using var power = new InstancePowerService(ec2.CreateClient()); // not shown
        var request = PowerRequest.Start(InstanceSelector.ByTag("Env", "dev")) with
        {
            Order = PowerOrder.ByTag("stopinator:wave", groupBy: "stopinator:group"),
            Await = PowerAwait.StatusChecks,
        };

        var report = await power.RunAsync(request);
        Assert.True(report.IsSuccess); // not shown
        Assert.Equal(2, report.Calls); // not shown
    }

    [Fact]
    public async Task StopInWavesOfSelectors()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(2, (i, index) => i.Tagged("Env", "dev").Tagged("Tier", index == 0 ? "db" : "app"))); // not shown
        using var power = new InstancePowerService(ec2.CreateClient()); // not shown
        var order = PowerOrder.Of(InstanceSelector.ByTag("Tier", "db"), InstanceSelector.ByTag("Tier", "app")) with
        {
            WaveTime = TimeSpan.FromMinutes(15),
            OnWaveFailure = WaveFailure.Continue,
        };
        var report = await power.RunAsync(PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")) with { Order = order });
        Assert.Equal([(1, Outcome.Accepted), (2, Outcome.Reached)], report.Instances.Select(instance => (instance.Wave!.Value, instance.Outcome))); // not shown
    }

    [Fact]
    public void AwaitProbes()
    {
        using var http = new HttpClient(); // not shown
        var request = PowerRequest.Start(InstanceSelector.ByTag("Env", "dev")) with
        {
            Await = PowerAwait.StatusChecks.And(new TcpProbe(5432), new UrlProbe(http, "/health")) with { Time = TimeSpan.FromMinutes(5) },
        };
        Assert.Equal(["tcp 5432", "GET /health"], request.Await.ProbeNames); // not shown
    }
}
