using Stopinator.Worker.Tests.Support;

namespace Stopinator.Worker.Tests;

/// <summary>The answers of the health checks to an orchestrator.</summary>
public sealed class WorkerHealthTests
{
    [Fact]
    public async Task Health_EveryRunIsGood_IsLiveAndReady()
    {
        await using var lab = WorkerLab.Create(_ => { });
        string live = "", ready = "";

        await lab.RunAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromHours(2), lab.Clock);
            (live, ready) = (await lab.HealthAsync("health/live"), await lab.HealthAsync("health/ready"));
        });

        Assert.Equal(("200 Healthy", "200 Healthy"), (live, ready));
    }

    [Fact]
    public async Task Health_EveryRunFails_IsLiveAndNotReady()
    {
        await using var lab = WorkerLab.Create(_ => { });
        lab.Ec2.Faults.On("DescribeInstances").Fail("UnauthorizedOperation", "You are not authorized to perform this operation.", 403);
        string live = "", ready = "";

        await lab.RunAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromHours(2), lab.Clock);
            (live, ready) = (await lab.HealthAsync("health/live"), await lab.HealthAsync("health/ready"));
        });

        Assert.Equal(("200 Healthy", "503 Unhealthy"), (live, ready));
        Assert.Contains(lab.Log, line => line.StartsWith("Error: The tick 2026-11-20T00:00:00Z failed; the next tick tries again.", StringComparison.Ordinal) && line.Contains("UnauthorizedOperation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_ARunDoesNotEnd_IsNeitherLiveNorReady()
    {
        await using var lab = WorkerLab.Create(_ => { }, settings: ["--Stopinator:Retry:AttemptTimeout", "01:00:00", "--Stopinator:Retry:TotalTime", "02:00:00"]);
        lab.Ec2.Faults.On("DescribeInstances").After(1).Delay(TimeSpan.FromHours(3));
        string live = "", ready = "";

        await lab.RunAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromMinutes(40), lab.Clock);
            (live, ready) = (await lab.HealthAsync("health/live"), await lab.HealthAsync("health/ready"));
        });

        Assert.Equal(("503 Unhealthy", "503 Unhealthy"), (live, ready));
    }
}
