using Stopinator.Tests.Support;

namespace Stopinator.Tests.Reporting;

/// <summary>The decision of an undo for each outcome of a run, with its whole sentence.</summary>
public sealed class UndoDecisionTests
{
    private const string NotSeen = "The run did not see what became of it, so a later change by somebody else could not be noticed.";

    [Theory]
    [InlineData(Outcome.Reached, true)]
    [InlineData(Outcome.Accepted, true)]
    [InlineData(Outcome.TimedOut, true)]
    [InlineData(Outcome.NotReady, true)]
    [InlineData(Outcome.Unknown, true)]
    [InlineData(Outcome.AlreadyThere, false)]
    [InlineData(Outcome.OnItsWay, false)]
    [InlineData(Outcome.Skipped, false)]
    [InlineData(Outcome.NotFound, false)]
    [InlineData(Outcome.FellBack, false)]
    [InlineData(Outcome.Failed, false)]
    [InlineData(Outcome.NotAttempted, false)]
    public void Undo_EachOutcome_TurnsBackWhatTheRunMayHaveChanged(Outcome outcome, bool changed)
    {
        Assert.Equal(changed, Undo(Changed with { Outcome = outcome }) is not null);
        Assert.Null(Undo(Changed with { Outcome = outcome, Attempts = 0 }));
    }

    [Theory]
    [InlineData(PowerAction.Stop, PowerState.Stopping, PowerAction.Start, "The run asked EC2 to stop it; EC2 is asked to start it.")]
    [InlineData(PowerAction.Stop, PowerState.Stopped, PowerAction.Start, "The run asked EC2 to stop it; EC2 is asked to start it.")]
    [InlineData(PowerAction.Start, PowerState.Pending, PowerAction.Stop, "The run asked EC2 to start it; EC2 is asked to stop it.")]
    [InlineData(PowerAction.Start, PowerState.Running, PowerAction.Stop, "The run asked EC2 to start it; EC2 is asked to stop it.")]
    public void Undo_OfAChange_IsItsOpposite(PowerAction action, PowerState seen, PowerAction opposite, string message)
    {
        var undo = Undo(Changed with { Action = action, StateSeen = seen })!;

        var decision = Assert.Single(undo.Decisions);
        Assert.Equal((DecisionKind.Act, ReasonCode.Selected), (decision.Kind, decision.Reason));
        Assert.Equal((opposite, opposite, message), (undo.Request.Action, decision.Action, decision.Message));
        Assert.Equal(
            (seen, Changed.LaunchTime, "User initiated", "123456789012", "web"),
            (decision.Instance!.State, decision.Instance.LaunchTime, decision.Instance.StateTransitionReason, decision.Instance.OwnerId,
                decision.Instance.Tags["Name"]));
    }

    [Theory]
    [InlineData(PowerAction.Stop, PowerState.Stopping, "It was stopping before the run.")]
    [InlineData(PowerAction.Start, PowerState.Pending, "It was pending before the run.")]
    [InlineData(PowerAction.Start, PowerState.Stopping, null)]
    [InlineData(PowerAction.Stop, PowerState.Pending, null)]
    public void Undo_OnItsWayBeforeTheRun_IsLeft(PowerAction action, PowerState before, string? problem)
    {
        var seen = action == PowerAction.Stop ? PowerState.Stopped : PowerState.Running;

        Skips(Changed with { Action = action, StateBefore = before, StateSeen = seen }, problem);
    }

    [Theory]
    [InlineData(PowerAction.Stop, PowerState.Running)]
    [InlineData(PowerAction.Stop, PowerState.Pending)]
    [InlineData(PowerAction.Stop, null)]
    [InlineData(PowerAction.Start, PowerState.Stopped)]
    [InlineData(PowerAction.Start, PowerState.Stopping)]
    [InlineData(PowerAction.Start, null)]
    public void Undo_ChangeThatTheRunDidNotSee_IsLeft(PowerAction action, PowerState? seen) =>
        Skips(Changed with { Action = action, StateSeen = seen }, NotSeen);

    [Fact]
    public void Undo_WithoutALaunchTime_IsLeft() => Skips(Changed with { LaunchTime = null }, NotSeen);

    [Fact]
    public void Undo_OfAnUnknownResult_IsLeft() =>
        Skips(Changed with { Outcome = Outcome.Unknown }, "The run does not know whether EC2 carried out the request.");

    [Fact]
    public void Undo_OfAReconcile_NamesTheSchedule()
    {
        var undo = Undo(Changed, PowerAction.Reconcile)!;

        Assert.Equal(
            "The run asked EC2 to stop it; EC2 is asked to start it. Its schedule may ask for the change again at the next reconcile.",
            Assert.Single(undo.Decisions).Message);
    }

    [Fact]
    public void Undo_WithoutNameAndState_HasNeither()
    {
        Assert.Empty(Assert.Single(Undo(Changed with { Name = null })!.Decisions).Instance!.Tags);
        Assert.Null(Assert.Single(Undo(Changed with { StateSeen = null })!.Decisions).Instance);
    }

    [Fact]
    public void Undo_OfAnOrderedRun_KeepsTheOrderAndAwaitsNothingFirst()
    {
        var order = OrderedFleet.ByTag with { AwaitFirst = [OrderedFleet.Id(1, 1, 9)] };

        var undo = PowerReport.Create(Some.Request(PowerAction.Stop) with { Order = order }, [Changed]).Undo()!;

        Assert.Equal(OrderedFleet.ByTag, undo.Request.Order);
        Assert.Null(Undo(Changed)!.Request.Order);
    }

    private static InstanceOutcome Changed { get; } = new()
    {
        InstanceId = Some.Id,
        Name = "web",
        Action = PowerAction.Stop,
        StateBefore = PowerState.Running,
        StateSeen = PowerState.Stopped,
        Outcome = Outcome.Reached,
        Reason = ReasonCode.StateSeen,
        LaunchTime = Ec2Lab.Start.AddDays(-1),
        StateTransitionReason = "User initiated",
        Message = "It is stopped.",
        Attempts = 1,
    };

    private static void Skips(InstanceOutcome outcome, string? problem)
    {
        var decision = Assert.Single(Undo(outcome)!.Decisions);
        if (problem is null)
        {
            Assert.Equal(DecisionKind.Act, decision.Kind);
            return;
        }

        Assert.Equal(
            (DecisionKind.Skip, ReasonCode.NotReversible, outcome.Action, problem),
            (decision.Kind, decision.Reason, decision.Action, decision.Message));
    }

    private static PowerPlan? Undo(InstanceOutcome outcome, PowerAction? action = null) =>
        PowerReport.Create(Some.Request(action ?? outcome.Action), [outcome], accountId: "123456789012").Undo();
}
