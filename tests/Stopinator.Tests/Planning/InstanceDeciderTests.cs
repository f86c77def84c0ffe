using Stopinator.Planning;
using Stopinator.Requests;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Planning;

public sealed class InstanceDeciderTests
{
    private static readonly DateTimeOffset Now = Ec2Lab.Start;

    /// <summary>Every cell of the table: state, action, stop mode, whether a transition is awaited, and what is decided.</summary>
    public static TheoryData<PowerState, PowerAction, StopMode, bool, DecisionKind, ReasonCode> Table { get; } = new()
    {
        { PowerState.Running, PowerAction.Stop, StopMode.Normal, false, DecisionKind.Act, ReasonCode.Selected },
        { PowerState.Running, PowerAction.Stop, StopMode.Force, false, DecisionKind.Act, ReasonCode.Selected },
        { PowerState.Running, PowerAction.Stop, StopMode.SkipOsShutdown, false, DecisionKind.Act, ReasonCode.Selected },
        { PowerState.Running, PowerAction.Start, StopMode.Normal, false, DecisionKind.AlreadyThere, ReasonCode.AlreadyInState },
        { PowerState.Running, PowerAction.Reboot, StopMode.Normal, false, DecisionKind.Act, ReasonCode.Selected },

        { PowerState.Stopped, PowerAction.Stop, StopMode.Normal, false, DecisionKind.AlreadyThere, ReasonCode.AlreadyInState },
        { PowerState.Stopped, PowerAction.Stop, StopMode.Force, false, DecisionKind.AlreadyThere, ReasonCode.AlreadyInState },
        { PowerState.Stopped, PowerAction.Start, StopMode.Normal, false, DecisionKind.Act, ReasonCode.Selected },
        { PowerState.Stopped, PowerAction.Reboot, StopMode.Normal, false, DecisionKind.Skip, ReasonCode.NotRunning },

        { PowerState.Pending, PowerAction.Stop, StopMode.Normal, false, DecisionKind.Skip, ReasonCode.Transitional },
        { PowerState.Pending, PowerAction.Stop, StopMode.Force, false, DecisionKind.Skip, ReasonCode.Transitional },
        { PowerState.Pending, PowerAction.Stop, StopMode.Normal, true, DecisionKind.ActAfterWait, ReasonCode.AwaitingTransition },
        { PowerState.Pending, PowerAction.Start, StopMode.Normal, false, DecisionKind.OnItsWay, ReasonCode.AlreadyChanging },
        { PowerState.Pending, PowerAction.Start, StopMode.Normal, true, DecisionKind.OnItsWay, ReasonCode.AlreadyChanging },
        { PowerState.Pending, PowerAction.Reboot, StopMode.Normal, false, DecisionKind.Skip, ReasonCode.Transitional },
        { PowerState.Pending, PowerAction.Reboot, StopMode.Normal, true, DecisionKind.Skip, ReasonCode.Transitional },

        { PowerState.Stopping, PowerAction.Stop, StopMode.Normal, false, DecisionKind.OnItsWay, ReasonCode.AlreadyChanging },
        { PowerState.Stopping, PowerAction.Stop, StopMode.Normal, true, DecisionKind.OnItsWay, ReasonCode.AlreadyChanging },
        { PowerState.Stopping, PowerAction.Stop, StopMode.Force, false, DecisionKind.Act, ReasonCode.StuckStopping },
        { PowerState.Stopping, PowerAction.Stop, StopMode.Force, true, DecisionKind.Act, ReasonCode.StuckStopping },
        { PowerState.Stopping, PowerAction.Stop, StopMode.SkipOsShutdown, false, DecisionKind.Act, ReasonCode.StuckStopping },
        { PowerState.Stopping, PowerAction.Start, StopMode.Normal, false, DecisionKind.Skip, ReasonCode.Transitional },
        { PowerState.Stopping, PowerAction.Start, StopMode.Normal, true, DecisionKind.ActAfterWait, ReasonCode.AwaitingTransition },
        { PowerState.Stopping, PowerAction.Reboot, StopMode.Normal, false, DecisionKind.Skip, ReasonCode.Transitional },

        { PowerState.ShuttingDown, PowerAction.Stop, StopMode.Force, true, DecisionKind.Skip, ReasonCode.Terminated },
        { PowerState.ShuttingDown, PowerAction.Start, StopMode.Normal, true, DecisionKind.Skip, ReasonCode.Terminated },
        { PowerState.ShuttingDown, PowerAction.Reboot, StopMode.Normal, true, DecisionKind.Skip, ReasonCode.Terminated },
        { PowerState.Terminated, PowerAction.Stop, StopMode.Force, true, DecisionKind.Skip, ReasonCode.Terminated },
        { PowerState.Terminated, PowerAction.Start, StopMode.Normal, true, DecisionKind.Skip, ReasonCode.Terminated },
        { PowerState.Terminated, PowerAction.Reboot, StopMode.Normal, true, DecisionKind.Skip, ReasonCode.Terminated },
    };

    public static TheoryData<string, PowerAction, ReasonCode?> SkipRules { get; } = new()
    {
        { "auto-scaling", PowerAction.Stop, ReasonCode.AutoScalingGroup },
        { "auto-scaling", PowerAction.Start, ReasonCode.AutoScalingGroup },
        { "auto-scaling", PowerAction.Reboot, ReasonCode.AutoScalingGroup },
        { "spot", PowerAction.Stop, ReasonCode.Spot },
        { "spot", PowerAction.Start, ReasonCode.Spot },
        { "spot", PowerAction.Reboot, null },
        { "instance-store", PowerAction.Stop, ReasonCode.InstanceStoreRoot },
        { "instance-store", PowerAction.Reboot, null },
        { "managed", PowerAction.Stop, ReasonCode.ManagedByService },
        { "managed", PowerAction.Start, ReasonCode.ManagedByService },
        { "managed", PowerAction.Reboot, ReasonCode.ManagedByService },
        { "protected", PowerAction.Stop, ReasonCode.ProtectedByTag },
        { "protected", PowerAction.Start, ReasonCode.ProtectedByTag },
        { "protected", PowerAction.Reboot, ReasonCode.ProtectedByTag },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Decide_EachStateAndAction_FollowsTheTable(
        PowerState state, PowerAction action, StopMode mode, bool wait, DecisionKind kind, ReasonCode reason)
    {
        var decision = InstanceDecider.Decide(Some.Instance(state), Some.Request(action, mode) with { WaitForTransition = wait }, Policy());

        Assert.Equal((kind, reason), (decision.Kind, decision.Reason));
        Assert.Equal(kind is DecisionKind.Act or DecisionKind.ActAfterWait, decision.Acts);
        Assert.EndsWith(".", decision.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_HoldsEveryStateForEveryAction() =>
        Assert.Equal(
            Enum.GetValues<PowerState>().Length * Enum.GetValues<PowerAction>().Count(action => action != PowerAction.Reconcile),
            Table.Select(row => (row.Data.Item1, row.Data.Item2)).Distinct().Count());

    [Theory]
    [MemberData(nameof(SkipRules))]
    public void Decide_InstanceUnderARule_IsSkippedForThatReason(string kind, PowerAction action, ReasonCode? reason)
    {
        var decision = InstanceDecider.Decide(Special(kind, action), Some.Request(action), Policy());

        Assert.Equal(reason is null ? DecisionKind.Act : DecisionKind.Skip, decision.Kind);
        Assert.Equal(reason ?? ReasonCode.Selected, decision.Reason);
    }

    [Theory]
    [MemberData(nameof(SkipRules))]
    public void Decide_RuleAllowedByName_Acts(string kind, PowerAction action, ReasonCode? reason)
    {
        var decision = InstanceDecider.Decide(
            Special(kind, action), Some.Request(action), Policy(allowed: reason is null ? [] : [reason.Value]));

        Assert.Equal(DecisionKind.Act, decision.Kind);
    }

    [Theory]
    [MemberData(nameof(SkipRules))]
    public void Decide_AnotherRuleAllowed_DoesNotHelp(string kind, PowerAction action, ReasonCode? reason)
    {
        var others = SkipReasons.Overridable.Where(other => other != reason).ToArray();

        var decision = InstanceDecider.Decide(Special(kind, action), Some.Request(action), Policy(allowed: others));

        Assert.Equal(reason ?? ReasonCode.Selected, decision.Reason);
    }

    [Fact]
    public void Decide_OutsideTheScope_IsSkippedWhateverIsAllowed()
    {
        var policy = Policy(scope: InstanceSelector.ByTag("Env", "test"), allowed: [.. SkipReasons.Overridable]);

        foreach (var state in Enum.GetValues<PowerState>())
        {
            var decision = InstanceDecider.Decide(Some.Instance(state), Some.Request(PowerAction.Stop, StopMode.Force), policy);
            Assert.Equal((DecisionKind.Skip, ReasonCode.OutsideScope), (decision.Kind, decision.Reason));
            Assert.Contains("tag:Env=test", decision.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Decide_InsideTheScope_Acts() =>
        Assert.True(
            InstanceDecider.Decide(Some.Instance(PowerState.Running), Some.Request(PowerAction.Stop), Policy(scope: Some.Selector)).Acts);

    [Theory]
    [InlineData("auto-scaling")]
    [InlineData("spot")]
    [InlineData("managed")]
    [InlineData("protected")]
    public void Decide_AlreadyThere_IsToldAsSuchWhateverRuleWouldApply(string kind) =>
        Assert.Equal(
            DecisionKind.AlreadyThere,
            InstanceDecider.Decide(Special(kind, PowerAction.Start), Some.Request(PowerAction.Stop), Policy()).Kind);

    [Fact]
    public void Decide_SpotInterruptedByEc2_IsNeverStarted()
    {
        var instance = Special("spot", PowerAction.Start) with { StateReason = new("Server.SpotInstanceShutdown", "Server.SpotInstanceShutdown: ...") };

        var decision = InstanceDecider.Decide(instance, Some.Request(PowerAction.Start), Policy(allowed: [ReasonCode.Spot]));

        Assert.Equal((DecisionKind.Skip, ReasonCode.SpotInterrupted), (decision.Kind, decision.Reason));
    }

    [Fact]
    public void Decide_ProtectionTagWithAnyValue_Protects() =>
        Assert.Equal(
            ReasonCode.ProtectedByTag,
            InstanceDecider.Decide(Some.Instance(PowerState.Running, ("keep", "false")), Some.Request(PowerAction.Stop), Policy()).Reason);

    [Fact]
    public void Decide_NoProtectionTagConfigured_ActsOnTaggedInstance() =>
        Assert.True(InstanceDecider.Decide(
            Some.Instance(PowerState.Running, ("keep", "")), Some.Request(PowerAction.Stop),
            Policy() with { ProtectionTagKey = null }).Acts);

    [Theory]
    [InlineData(true, HibernationFallback.Skip, DecisionKind.Act, ReasonCode.Selected, StopMode.Hibernate)]
    [InlineData(false, HibernationFallback.Skip, DecisionKind.Skip, ReasonCode.HibernationNotConfigured, StopMode.Hibernate)]
    [InlineData(false, HibernationFallback.StopNormally, DecisionKind.Act, ReasonCode.HibernationFallback, StopMode.Normal)]
    [InlineData(true, HibernationFallback.StopNormally, DecisionKind.Act, ReasonCode.Selected, StopMode.Hibernate)]
    public void Decide_Hibernation_FallsBackOnlyAsAsked(
        bool configured, HibernationFallback fallback, DecisionKind kind, ReasonCode reason, StopMode mode)
    {
        var instance = Some.Instance(PowerState.Running) with { HibernationConfigured = configured };

        var decision = InstanceDecider.Decide(
            instance, Some.Request(PowerAction.Stop, StopMode.Hibernate) with { HibernationFallback = fallback }, Policy());

        Assert.Equal((kind, reason, mode), (decision.Kind, decision.Reason, decision.StopMode));
    }

    [Fact]
    public void Decide_PendingInstanceToHibernateNormally_IsStoppedNormallyAfterTheWait()
    {
        var request = Some.Request(PowerAction.Stop, StopMode.Hibernate) with { HibernationFallback = HibernationFallback.StopNormally, WaitForTransition = true };

        var decision = InstanceDecider.Decide(Some.Instance(PowerState.Pending), request, Policy());

        Assert.Equal((DecisionKind.ActAfterWait, StopMode.Normal), (decision.Kind, decision.StopMode));
    }

    [Theory]
    [InlineData("User initiated (2026-11-20 07:00:01 GMT)", DecisionKind.Act, ReasonCode.Selected)]
    [InlineData("User initiated (2026-11-20 07:00:00 UTC)", DecisionKind.Act, ReasonCode.Selected)]
    [InlineData("User initiated (2026-11-20 06:59:59 GMT)", DecisionKind.Skip, ReasonCode.StoppedTooLongAgo)]
    [InlineData("Server.ScheduledStop: no time here", DecisionKind.Skip, ReasonCode.StopTimeUnknown)]
    [InlineData("User initiated (2026-13-41 07:00:00 GMT)", DecisionKind.Skip, ReasonCode.StopTimeUnknown)]
    [InlineData("", DecisionKind.Skip, ReasonCode.StopTimeUnknown)]
    [InlineData(null, DecisionKind.Skip, ReasonCode.StopTimeUnknown)]
    public void Decide_OnlyStoppedWithin_ReadsTheTimeOfTheStop(string? transitionReason, DecisionKind kind, ReasonCode reason)
    {
        var instance = Some.Instance(PowerState.Stopped) with { StateTransitionReason = transitionReason };

        var decision = InstanceDecider.Decide(
            instance, Some.Request(PowerAction.Start) with { OnlyStoppedWithin = TimeSpan.FromHours(12) }, Policy());

        Assert.Equal((kind, reason), (decision.Kind, decision.Reason));
    }

    private static DecisionPolicy Policy(InstanceSelector? scope = null, params ReasonCode[] allowed) =>
        new(scope, allowed, ProtectionTagKey: "keep", Now);

    private static Ec2Instance Special(string kind, PowerAction action)
    {
        var state = action == PowerAction.Start ? PowerState.Stopped : PowerState.Running;
        return kind switch
        {
            "auto-scaling" => Some.Instance(state, ("aws:autoscaling:groupName", "web")),
            "spot" => Some.Instance(state) with { Lifecycle = "spot" },
            "instance-store" => Some.Instance(state) with { RootDeviceType = "instance-store" },
            "managed" => Some.Instance(state) with { ManagedByService = true, ManagingService = "eks.amazonaws.com" },
            "protected" => Some.Instance(state, ("keep", "yes")),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of this test."),
        };
    }
}
