using System.Text.Json;
using Stopinator.Planning;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Planning;

/// <summary>Each change since a plan was saved, and each decision that a saved plan must not have, with the whole sentence.</summary>
public sealed class SavedPlanDeciderTests
{
    private static readonly Ec2Instance Running = Some.Instance(PowerState.Running) with { LaunchTime = Ec2Lab.Start.AddHours(-1) };
    private static readonly PowerRequest Stop = Some.Request(PowerAction.Stop);
    private static readonly PowerRequest Reconcile = PowerRequest.Reconcile(Some.Selector);

    private static readonly SavedDecision Saved = new()
    {
        InstanceId = Some.Id,
        Action = PowerAction.Stop,
        Kind = DecisionKind.Act,
        Reason = ReasonCode.Selected,
        Message = "It is running.",
        State = PowerState.Running,
        StopMode = StopMode.Normal,
    };

    [Fact]
    public void Decide_NothingChanged_Acts() =>
        Assert.Equal((DecisionKind.Act, "It is running; EC2 is asked to stop it."), Shown(Decide(Saved, Running)));

    [Fact]
    public void Decide_AwaitedTransitionHasEnded_Acts()
    {
        Assert.True(Decide(Saved with { State = PowerState.Pending }, Running).Acts);
        Assert.True(Decide(
            Saved with { State = PowerState.Stopping, Action = PowerAction.Start, StopMode = null }, Some.Instance(PowerState.Stopped), Some.Request(PowerAction.Start)).Acts);
    }

    [Fact]
    public void Decide_NoLongerSelected_IsLeftAlone() => Changed(
        "The selector of the saved plan (tag:Env=dev) no longer selects it.",
        new SavedPlanDecider(Plan(Stop, Saved), Stop, new HashSet<string> { Some.Id }).Decide(Running, Policy));

    [Fact]
    public void Decide_AnotherState_IsLeftAlone() =>
        Changed("It was stopping in the saved plan, and is running now.", Decide(Saved with { State = PowerState.Stopping }, Running));

    [Fact]
    public void Decide_AnotherStopMode_SaysHowToLoadThePlan() => Changed(
        "The saved plan stops it in the mode Force, and the request that loads the plan in the mode Normal. Load the plan with StopMode = StopMode.Force.",
        Decide(Saved with { StopMode = StopMode.Force }, Running));

    [Fact]
    public void Decide_LaunchedSince_IsLeftAlone()
    {
        Assert.True(Decide(Saved with { LaunchTime = Running.LaunchTime }, Running).Acts);
        Changed(
            "It was launched at 2026-11-20T17:00:00.0000000+00:00 in the saved plan, and at 2026-11-20T18:00:00.0000000+00:00 since: somebody else has started it.",
            Decide(Saved with { LaunchTime = Ec2Lab.Start.AddHours(-2) }, Running));
    }

    [Fact]
    public void Decide_AnotherReasonOfItsState_IsLeftAlone()
    {
        Assert.True(Decide(Saved with { StateTransitionReason = "" }, Running).Acts);
        Assert.True(Decide(Saved with { StateTransitionReason = "ours" }, Running with { StateTransitionReason = "ours" }).Acts);
        Changed(
            "The reason of its state was 'ours' in the saved plan, and is 'theirs' now: somebody else has changed it.",
            Decide(Saved with { StateTransitionReason = "ours" }, Running with { StateTransitionReason = "theirs" }));
    }

    [Theory]
    [InlineData(PowerAction.Stop, DecisionKind.Skip, ReasonCode.AwaitedFirst)]
    [InlineData(PowerAction.Start, DecisionKind.AlreadyThere, ReasonCode.AlreadyInState)]
    public void Decide_SavedWithoutAnAct_IsOnlyAwaited(PowerAction action, DecisionKind kind, ReasonCode reason)
    {
        var decision = Decide(Saved with { Action = action, Kind = DecisionKind.AwaitFirst }, Running, Reconcile);

        Assert.Equal((action, kind, reason), (decision.Action, decision.Kind, decision.Reason));
    }

    [Fact]
    public void Decide_SavedWithoutAnAction_IsLeftAlone()
    {
        var decision = Decide(Saved with { Action = PowerAction.Reconcile, Kind = DecisionKind.Skip }, Running, Reconcile);

        Changed("The saved plan has no action for it.", decision);
        Assert.Equal(PowerAction.Reconcile, decision.Action);
    }

    [Fact]
    public void Decide_NotInTheSavedPlan_IsOnlyAwaited()
    {
        var decision = Decide(Saved, Running with { InstanceId = "i-00000000000000002" });

        Assert.Equal((PowerAction.Stop, DecisionKind.Skip, ReasonCode.AwaitedFirst), (decision.Action, decision.Kind, decision.Reason));
    }

    [Fact]
    public void Of_PlanThatTurnsBack_BindsLaunchTimeAndReasonInsteadOfTheMode()
    {
        var decision = InstanceDecider.Decide(Running with { StateTransitionReason = "ours" }, Stop, Policy);

        var plain = SavedDecision.Of(decision, turnsBack: false);
        var back = SavedDecision.Of(decision, turnsBack: true);

        Assert.Equal((StopMode.Normal, null, null), (plain.StopMode, plain.LaunchTime, plain.StateTransitionReason));
        Assert.Equal((null, Running.LaunchTime, "ours"), (back.StopMode, back.LaunchTime, back.StateTransitionReason));
        Assert.Null(SavedDecision.Of(decision with { Action = PowerAction.Start }, turnsBack: false).StopMode);
        Assert.Null(SavedDecision.Of(decision with { Kind = DecisionKind.Skip }, turnsBack: false).StopMode);
    }

    [Fact]
    public void Problem_ValueThatIsNone_NamesTheNumber()
    {
        Assert.Equal("has the action 99, which is none", (Saved with { Action = (PowerAction)99 }).Problem(PowerAction.Stop));
        Assert.Equal("has the reason 9999, which is none", (Saved with { Reason = (ReasonCode)9999 }).Problem(PowerAction.Stop));
        Assert.Equal("has the kind 99, which is none", (Saved with { Kind = (DecisionKind)99 }).Problem(PowerAction.Stop));
        Assert.Equal("has the state 99, which is none", (Saved with { State = (PowerState)99 }).Problem(PowerAction.Stop));
        Assert.Equal("has the stopMode 99, which is none", (Saved with { StopMode = (StopMode)99 }).Problem(PowerAction.Stop));
        Assert.Null(Saved.Problem(PowerAction.Stop));
    }

    [Fact]
    public void Problem_DecisionNotToAct_NeedsNoStateAndNoActionOfTheRequest() =>
        Assert.Null((Saved with { Kind = DecisionKind.Skip, State = null, Action = PowerAction.Start }).Problem(PowerAction.Stop));

    public static TheoryData<string, string> Problems { get; } = new()
    {
        { "version", "$.version is 2; this version of Stopinator reads 1." },
        { "no action", "$.request.action is 99, which is no action." },
        { "id", "$.decisions[0] has the instanceId 'i-1'; an id is 'i-' and 8 or 17 lower-case hexadecimal digits." },
        { "no state", "$.decisions[0] acts and has no state." },
        { "action", "$.decisions[0] has the action start, and the request's is stop." },
        { "twice", $"$.decisions[1] has the instance {Some.Id}, which an earlier decision has; name each instance once." },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public void Parse_NoPlanOfThisVersion_SaysWhatIsWrong(string wrong, string message)
    {
        var plan = wrong switch
        {
            "version" => Plan(Stop, Saved) with { Version = 2 },
            "no action" => Plan(Stop with { Action = (PowerAction)99 }, Saved),
            "id" => Plan(Stop, Saved with { InstanceId = "i-1" }),
            "no state" => Plan(Stop, Saved with { State = null }),
            "action" => Plan(Stop, Saved with { Action = PowerAction.Start }),
            _ => Plan(Stop, Saved, Saved),
        };

        Assert.Equal(message, Assert.Throws<JsonException>(() => SavedPlan.Parse(plan.ToJson())).Message);
    }

    [Fact]
    public void Parse_StartAndStopOfAReconcile_IsAPlan()
    {
        var other = Saved with { InstanceId = "i-00000000000000002", Action = PowerAction.Start, StopMode = null, State = PowerState.Stopped };

        Assert.Equal(2, SavedPlan.Parse(Plan(Reconcile, Saved, other).ToJson()).Acting.Count());
        Assert.Throws<JsonException>(() => SavedPlan.Parse(Plan(Reconcile, Saved with { Action = PowerAction.Reboot }).ToJson()));
    }

    private static readonly DecisionPolicy Policy = new(Scope: null, [], ProtectionTagKey: null, Ec2Lab.Start);

    private static SavedPlan Plan(PowerRequest request, params SavedDecision[] decisions) =>
        new() { Version = 1, CreatedAt = Ec2Lab.Start, Request = request, Decisions = decisions };

    private static InstanceDecision Decide(SavedDecision saved, Ec2Instance instance, PowerRequest? request = null) =>
        new SavedPlanDecider(Plan(request ?? Stop, saved), request ?? Stop, new HashSet<string>()).Decide(instance, Policy);

    private static void Changed(string message, InstanceDecision decision)
    {
        Assert.Equal((DecisionKind.Skip, message), Shown(decision));
        Assert.Equal(ReasonCode.ChangedSincePlan, decision.Reason);
    }

    private static (DecisionKind Kind, string Message) Shown(InstanceDecision decision) => (decision.Kind, decision.Message);
}
