using Stopinator.Planning;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Planning;

/// <summary>The wave and the group of an instance, and what is decided on one that is only awaited.</summary>
public sealed class OrderDeciderTests
{
    private static readonly PowerOrder ByTag = PowerOrder.ByTag("wave", groupBy: "app");

    [Theory]
    [InlineData(null, 0)]
    [InlineData("3", 3)]
    [InlineData("-1", -1)]
    public void Decide_TagOfTheOrder_IsTheWave(string? tag, int wave)
    {
        var decision = Decide(ByTag, Tagged(PowerState.Running, tag));

        Assert.Equal((wave, "shop", true), (decision.Wave, decision.Group, decision.Acts));
    }

    [Fact]
    public void Decide_TagThatIsNoInteger_IsInvalidWhereEc2WouldBeAsked()
    {
        var invalid = Decide(ByTag, Tagged(PowerState.Running, "first"));

        Assert.Equal((DecisionKind.Invalid, ReasonCode.InvalidWave, "shop", null), (invalid.Kind, invalid.Reason, invalid.Group, invalid.Wave));
        Assert.Equal(
            "Its tag wave is 'first'; the number of a wave is an integer from -2147483648 to 2147483647. Correct the tag, or remove it for wave 0.",
            invalid.Message);
        Assert.Equal(DecisionKind.AlreadyThere, Decide(ByTag, Tagged(PowerState.Stopped, "first")).Kind);
    }

    [Fact]
    public void Decide_OrderOfSelectors_IsTheFirstThatMatches()
    {
        var order = PowerOrder.Of(InstanceSelector.ByTag("app", "db"), InstanceSelector.ByTag("app", "shop"), InstanceSelector.ByTag("app", "shop"));

        Assert.Equal((2, null), Decide(order, Tagged(PowerState.Running, null)) is var second ? (second.Wave, second.Group) : default);
        Assert.Equal(1, Decide(order, Some.Instance(PowerState.Running, ("app", "db"))).Wave);
        Assert.Equal(0, Decide(order, Some.Instance(PowerState.Running, ("app", "mail"))).Wave);
    }

    [Fact]
    public void DecideFirst_NotThere_IsAwaitedAndNotActedOn()
    {
        var decision = DecideFirst(Tagged(PowerState.Running, "1"));

        Assert.Equal((DecisionKind.AwaitFirst, ReasonCode.AwaitedFirst, 1), (decision.Kind, decision.Reason, decision.Wave));
        Assert.Equal("An earlier run left its wave unfinished; later waves await it, and this run does not act on it.", decision.Message);
    }

    [Fact]
    public void DecideFirst_KeptFromTheAction_IsAwaitedAllTheSame() =>
        Assert.Equal(DecisionKind.AwaitFirst, DecideFirst(Tagged(PowerState.Running, "1") with { Lifecycle = "spot" }).Kind);

    [Theory]
    [InlineData(PowerState.Stopped, "1", DecisionKind.AlreadyThere)]
    [InlineData(PowerState.Stopping, "1", DecisionKind.OnItsWay)]
    [InlineData(PowerState.Terminated, "1", DecisionKind.Skip)]
    [InlineData(PowerState.Running, "first", DecisionKind.Invalid)]
    [InlineData(PowerState.Pending, "first", DecisionKind.Skip)]
    public void DecideFirst_ThereOrOutOfReach_IsDecidedAsUsual(PowerState state, string wave, DecisionKind kind) =>
        Assert.Equal(kind, DecideFirst(Tagged(state, wave)).Kind);

    [Fact]
    public void DecideFirst_OutsideTheScope_IsDecidedAsUsual() =>
        Assert.Equal(ReasonCode.OutsideScope, DecideFirst(Tagged(PowerState.Running, "1"), InstanceSelector.ByTag("Env", "test")).Reason);

    [Fact]
    public void DecideFirst_NoActionOfItsOwn_IsDecidedAsUsual()
    {
        var decider = new ChoiceDecider(PowerRequest.Reconcile(Some.Selector), _ => PowerChoice.Leave(ReasonCode.ProtectedByTag, "It is left."));

        var decision = new OrderDecider(ByTag, decider.Decide).DecideFirst(Tagged(PowerState.Running, "1"), Policy());

        Assert.Equal((DecisionKind.Skip, "It is left."), (decision.Kind, decision.Message));
    }

    private static DecisionPolicy Policy(InstanceSelector? scope = null) => new(scope, [], ProtectionTagKey: null, Ec2Lab.Start);

    private static Ec2Instance Tagged(PowerState state, string? wave) =>
        wave is null ? Some.Instance(state, ("app", "shop")) : Some.Instance(state, ("app", "shop"), ("wave", wave));

    private static InstanceDecision Decide(PowerOrder order, Ec2Instance instance) =>
        new OrderDecider(order, Stop).Decide(instance, Policy());

    private static InstanceDecision DecideFirst(Ec2Instance instance, InstanceSelector? scope = null) =>
        new OrderDecider(ByTag, Stop).DecideFirst(instance, Policy(scope));

    private static InstanceDecision Stop(Ec2Instance instance, DecisionPolicy policy) => InstanceDecider.Decide(instance, Some.Request(PowerAction.Stop), policy);
}
