using Stopinator.Requests;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Requests;

public sealed class PowerRequestRulesTests
{
    public static TheoryData<PowerRequest, string> Refused { get; } = new()
    {
        { Some.Request((PowerAction)9), "Action is 9" },
        { Some.Request(PowerAction.Stop, (StopMode)9), "StopMode is 9" },
        { Some.Request(PowerAction.Start, StopMode.Force), "only a stop and a reconcile take" },
        { Some.Request(PowerAction.Stop) with { HibernationFallback = HibernationFallback.StopNormally }, "only StopMode.Hibernate takes" },
        { Some.Request(PowerAction.Stop) with { OnlyStoppedWithin = TimeSpan.FromHours(1) }, "only a start and a reconcile take" },
        { Some.Request(PowerAction.Start) with { OnlyStoppedWithin = TimeSpan.Zero }, "more than zero" },
        { Some.Request(PowerAction.Reboot) with { Await = PowerAwait.State }, "nothing tells when a reboot has happened" },
        { Some.Request(PowerAction.Reboot) with { Order = PowerOrder.ByTag("wave") }, "nothing tells when a reboot has happened" },
        { Some.Request(PowerAction.Start) with { Await = PowerAwait.State with { Time = TimeSpan.Zero } }, "Await.Time is 00:00:00" },
        { Some.Request(PowerAction.Start) with { Await = PowerAwait.State with { Until = (AwaitedSign)9 } }, "Await.Until is 9" },
        { Some.Request(PowerAction.Start) with { Await = PowerAwait.State with { ProbeNames = ["tcp 5432"] } }, "'tcp 5432'. Give them again by Await.And(...)" },
        { Some.Request(PowerAction.Start) with { Order = new PowerOrder() }, "Order has both or neither of Tag and Waves" },
        { Some.Request(PowerAction.Start) with { Order = PowerOrder.ByTag("wave") with { Waves = [Some.Selector] } }, "Order has both or neither of Tag and Waves" },
        { Some.Request(PowerAction.Start) with { Order = PowerOrder.ByTag("wave", groupBy: "") }, "empty tag key" },
        { Some.Request(PowerAction.Start) with { Order = PowerOrder.ByTag("wave") with { WaveTime = TimeSpan.FromHours(13) } }, "Order.WaveTime is 13:00:00" },
        { Some.Request(PowerAction.Start) with { Order = PowerOrder.ByTag("wave") with { OnWaveFailure = (WaveFailure)9 } }, "it takes Halt, Continue" },
        { Some.Request(PowerAction.Start) with { Order = PowerOrder.Of(InstanceSelector.ByFilter("tenancy", "host")) }, "'tenancy', which only EC2 can evaluate" },
        { Some.Request(PowerAction.Start) with { Order = PowerOrder.ByTag("wave") with { AwaitFirst = ["db"] } }, "'db', which is not an instance id" },
        { Some.Request(PowerAction.Stop) with { MaxInstances = -1 }, "MaxInstances is -1" },
        { Some.Request(PowerAction.Stop) with { Allow = [ReasonCode.OutsideScope] }, "OutsideScope, which nothing overrides" },
        { Some.Request(PowerAction.Stop) with { Allow = [ReasonCode.SpotInterrupted] }, "it takes ProtectedByTag, ManagedByService" },
        { Some.Request(PowerAction.Stop) with { Selector = null! }, "InstanceSelector.All" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void ThrowIfInvalid_Contradiction_NamesItAndTheRule(PowerRequest request, string expected) =>
        Assert.Contains(
            expected, Assert.Throws<ArgumentException>(() => PowerRequestRules.ThrowIfInvalid(request)).Message, StringComparison.Ordinal);

    [Fact]
    public void ThrowIfInvalid_SeveralContradictions_ListsThemAll()
    {
        var request = Some.Request(PowerAction.Reboot, StopMode.Force) with { Await = PowerAwait.State, MaxInstances = -1 };

        var message = Assert.Throws<ArgumentException>(() => PowerRequestRules.ThrowIfInvalid(request)).Message;

        Assert.All(
            ["StopMode is Force", "nothing tells", "MaxInstances is -1"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void ThrowIfInvalid_EverythingThatGoesTogether_Passes()
    {
        PowerRequestRules.ThrowIfInvalid(Some.Request(PowerAction.Stop, StopMode.Hibernate) with
        {
            HibernationFallback = HibernationFallback.StopNormally,
            Await = PowerAwait.State,
            WaitForTransition = true,
            MaxInstances = 0,
            Allow = [ReasonCode.Spot, ReasonCode.AutoScalingGroup, ReasonCode.InstanceStoreRoot, ReasonCode.ManagedByService, ReasonCode.ProtectedByTag],
        });
        PowerRequestRules.ThrowIfInvalid(
            Some.Request(PowerAction.Start) with { OnlyStoppedWithin = TimeSpan.FromHours(14), Allow = default });
    }
}
