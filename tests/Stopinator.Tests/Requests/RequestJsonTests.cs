using System.Text.Json;

namespace Stopinator.Tests.Requests;

public sealed class RequestJsonTests
{
    public static TheoryData<PowerRequest> Requests { get; } =
    [
        PowerRequest.Start(InstanceSelector.All),
        PowerRequest.Reboot(InstanceSelector.ById("i-00000000000000001").And(InstanceSelector.ByTag("Env", "dev"))),
        PowerRequest.Start(InstanceSelector.ByTag("Env", "dev")) with
        {
            Await = PowerAwait.Nothing,
            WaitForTransition = true,
            OnlyStoppedWithin = TimeSpan.FromHours(16),
            Allow = [ReasonCode.Spot, ReasonCode.AutoScalingGroup],
            MaxInstances = 0,
            OmitAlreadyThere = true,
            Deadline = new DateTimeOffset(2026, 11, 21, 20, 0, 0, TimeSpan.FromHours(1)),
        },
        PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev")) with
        {
            StopMode = StopMode.Hibernate,
            HibernationFallback = HibernationFallback.StopNormally,
            DryRun = true,
        },
        PowerRequest.Start(InstanceSelector.All) with
        {
            Order = PowerOrder.ByTag("stopinator:wave", groupBy: "stopinator:group") with
            {
                WaveTime = TimeSpan.FromMinutes(5),
                OnWaveFailure = WaveFailure.Continue,
                AwaitFirst = ["i-00000000000000001"],
            },
            Await = PowerAwait.StatusChecks with { Time = TimeSpan.FromMinutes(3) },
        },
        PowerRequest.Stop(InstanceSelector.All) with
        {
            Order = PowerOrder.Of(InstanceSelector.ByTag("Tier", "db"), InstanceSelector.ByTag("Tier", "app")),
            Await = PowerAwait.Nothing,
        },
    ];

    [Fact]
    public void FromJson_OrderByHand_HasTheDefaults()
    {
        var read = PowerRequest.FromJson(
            """{"action":"start","selector":{"all":true},"order":{"tag":"wave"},"await":{"until":"status-checks"}}""");

        Assert.Equal(
            PowerRequest.Start(InstanceSelector.All) with { Order = PowerOrder.ByTag("wave"), Await = PowerAwait.StatusChecks },
            read with { Allow = [] });
    }

    [Fact]
    public void FromJson_Probes_HasTheirNamesAndAcceptsThemAgain()
    {
        var probe = Substitute.For<IReadinessProbe>();
        probe.Name.Returns("tcp 5432");
        var request = PowerRequest.Start(InstanceSelector.All) with { Await = PowerAwait.StatusChecks.And(probe) };

        var read = PowerRequest.FromJson(request.ToJson());

        Assert.Equal(["tcp 5432"], read.Await!.ProbeNames);
        Assert.Empty(read.Await.Probes);
        Assert.Equal(request.Await, read.Await.And(probe));
    }

    [Theory]
    [MemberData(nameof(Requests), DisableDiscoveryEnumeration = true)]
    public void FromJson_WhatToJsonWrote_IsTheSameRequest(PowerRequest request)
    {
        var read = PowerRequest.FromJson(request.ToJson());

        Assert.Equal(request.Allow, read.Allow);
        Assert.Equal(request, read with { Allow = request.Allow });
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("{}", "action")]
    [InlineData("""{"action":"stop"}""", "selector")]
    [InlineData("""{"action":"explode","selector":{"all":true}}""", "action")]
    [InlineData("""{"action":"stop","selector":"all"}""", "selector")]
    [InlineData("""{"action":"stop","selector":{"all":true},"force":true}""", "force")]
    [InlineData("""{"action":"stop","selector":{"all":true},"deadline":"tonight"}""", "deadline")]
    public void FromJson_SomethingElse_IsRefusedByName(string json, string named) =>
        Assert.Contains(named, Assert.Throws<JsonException>(() => PowerRequest.FromJson(json)).Message, StringComparison.Ordinal);

    [Fact]
    [Trait("Finding", "22")]
    public void FromJson_HalfOfASurrogatePair_IsRefused()
    {
        var problem = Assert.Throws<JsonException>(
            () => PowerRequest.FromJson("{\"action\":\"stop\",\"selector\":{\"tag\":\"" + "\ud800" + "\"}}"));

        Assert.Contains("half of a surrogate pair", problem.Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => PowerReport.FromJson("{\"\udfff\":1}"));
    }
}
