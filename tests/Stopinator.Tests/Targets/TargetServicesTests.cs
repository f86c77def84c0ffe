using Stopinator.Tests.Support;

namespace Stopinator.Tests.Targets;

/// <summary>The services that are kept of targets that come and go.</summary>
public sealed class TargetServicesTests
{
    private static readonly PowerRequest Stop = PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev"));

    [Fact]
    public async Task Run_TargetsOfListsThatChange_AreDroppedAfterADay()
    {
        await using var regions = new Regions();
        var target = regions.Add("eu-west-1", fleet => fleet.Add(1, i => i.Running().Tagged("Env", "dev")));
        using var service = regions.Service();
        var kept = new List<int>();

        foreach (var day in Enumerable.Range(1, 30))
        {
            Assert.True((await RunAsync(regions, service, target with { ExternalId = $"id-{day}" })).IsSuccess);
            kept.Add(service.KeptTargets);
            regions.Clock.Advance(TimeSpan.FromHours(12));
        }

        Assert.InRange(kept.Max(), 2, 4);
    }

    [Fact]
    public async Task Run_EveryDay_KeepsTheService()
    {
        await using var regions = new Regions();
        var target = regions.Add("eu-west-1", fleet => fleet.Add(1, i => i.Running().Tagged("Env", "dev"))) with
        {
            RoleArn = "arn:aws:iam::123456789012:role/spoke",
        };
        using var sts = new StubHandler(StubSts.RoleAnswer);
        using var service = regions.Service(sts: sts);

        await RunAsync(regions, service, target);
        regions.Clock.Advance(TimeSpan.FromMinutes(50));
        await RunAsync(regions, service, target);

        Assert.Single(sts.Requests);
        Assert.Equal(1, service.KeptTargets);
    }

    [Fact]
    public async Task At_AndPlans_KeepTheirServices()
    {
        await using var regions = new Regions();
        var target = regions.Add("eu-west-1", fleet => fleet.Add(1, i => i.Running().Tagged("Env", "dev")));
        var (asked, planned) = (target with { ExternalId = "asked" }, target with { ExternalId = "planned" });
        using var service = regions.Service();
        var held = service.At(asked);
        var plan = await regions.Clock.RunAsync(() => service.PlanAsync([new TargetRequest(planned, Stop)]));
        await RunAsync(regions, service, asked);

        regions.Clock.Advance(TimeSpan.FromDays(3));
        await RunAsync(regions, service, target);

        Assert.Equal(3, service.KeptTargets);
        Assert.Same(held, service.At(asked));
        Assert.True((await regions.Clock.RunAsync(() => service.ExecuteAsync(plan))).IsSuccess);
        Assert.Single(await regions.Clock.RunAsync(() => held.FindAsync(InstanceSelector.All).ToListAsync().AsTask()));
    }

    [Fact]
    public async Task Run_ClientsThatWereHandedOver_AreAskedForOnce()
    {
        await using var regions = new Regions();
        var target = regions.Add("eu-west-1", fleet => fleet.Add(1, i => i.Running().Tagged("Env", "dev")));
        var asked = new List<string?>();
        using var service = new MultiTargetPowerService(
            one =>
            {
                asked.Add(one.ExternalId);
                return regions["eu-west-1"].CreateClient();
            },
            Regions.Options(),
            regions.Clock);

        await RunAsync(regions, service, target with { ExternalId = "first" });
        regions.Clock.Advance(TimeSpan.FromDays(3));
        await RunAsync(regions, service, target with { ExternalId = "second" });
        await RunAsync(regions, service, target with { ExternalId = "first" });

        Assert.Equal(["first", "second"], asked);
    }

    [Fact]
    public async Task Run_AfterDispose_FailsTheTargets()
    {
        await using var regions = new Regions();
        var target = regions.Add("eu-west-1", fleet => fleet.Add(1, i => i.Running().Tagged("Env", "dev")));
        var service = regions.Service();
        service.Dispose();

        Assert.Equal(nameof(ObjectDisposedException), Assert.Single((await RunAsync(regions, service, target)).Targets).ErrorCode);
        Assert.Throws<ObjectDisposedException>(() => service.At(target));
    }

    private static Task<MultiTargetReport> RunAsync(Regions regions, MultiTargetPowerService service, PowerTarget target) =>
        regions.Clock.RunAsync(() => service.RunAsync([target], Stop));
}
