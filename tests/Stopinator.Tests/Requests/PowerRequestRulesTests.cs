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
        { Some.Request(PowerAction.Stop) with { MaxInstances = -1 }, "MaxInstances is -1" },
        { Some.Request(PowerAction.Stop) with { Allow = [ReasonCode.OutsideScope] }, "OutsideScope, which nothing overrides" },
        { Some.Request(PowerAction.Stop) with { Allow = [ReasonCode.SpotInterrupted] }, "it takes ProtectedByTag, ManagedByService" },
        { Some.Request(PowerAction.Stop) with { Selector = null! }, "InstanceSelector.All" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void ThrowIfInvalid_Contradiction_NamesItAndTheRule(PowerRequest request, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => PowerRequestRules.ThrowIfInvalid(request)).Message, StringComparison.Ordinal);

    [Fact]
    public void ThrowIfInvalid_SeveralContradictions_ListsThemAll()
    {
        var request = Some.Request(PowerAction.Reboot, StopMode.Force) with { Await = PowerAwait.State, MaxInstances = -1 };

        var message = Assert.Throws<ArgumentException>(() => PowerRequestRules.ThrowIfInvalid(request)).Message;

        Assert.All(["StopMode is Force", "nothing tells", "MaxInstances is -1"], part => Assert.Contains(part, message, StringComparison.Ordinal));
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
        PowerRequestRules.ThrowIfInvalid(Some.Request(PowerAction.Start) with { OnlyStoppedWithin = TimeSpan.FromHours(14), Allow = default });
    }
}
