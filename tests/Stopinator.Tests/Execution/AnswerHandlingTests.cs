using Stopinator.Ec2;
using Stopinator.Execution;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Execution;

/// <summary>The outcome of each answer of EC2, with the whole sentence.</summary>
public sealed class AnswerHandlingTests
{
    [Theory]
    [InlineData(PowerAction.Stop, PowerState.Running, PowerState.Stopping, Outcome.Accepted, "EC2 accepted the request; it is stopping.")]
    [InlineData(PowerAction.Stop, PowerState.Running, PowerState.Stopped, Outcome.Accepted, "EC2 accepted the request; it is stopped.")]
    [InlineData(PowerAction.Start, PowerState.Stopped, PowerState.Pending, Outcome.Accepted, "EC2 accepted the request; it is pending.")]
    [InlineData(PowerAction.Stop, PowerState.Stopped, PowerState.Stopped, Outcome.AlreadyThere, "It was stopped before the call, but not by this run.")]
    [InlineData(PowerAction.Start, PowerState.Running, PowerState.Running, Outcome.AlreadyThere, "It was running before the call, but not by this run.")]
    [InlineData(PowerAction.Stop, PowerState.Stopping, PowerState.Stopping, Outcome.OnItsWay, "It was stopping before the call, but not by this run.")]
    [InlineData(PowerAction.Start, PowerState.Pending, PowerState.Pending, Outcome.OnItsWay, "It was pending before the call, but not by this run.")]
    public void Accept_EachChange_TellsWhoseItIs(PowerAction action, PowerState before, PowerState after, Outcome outcome, string message)
    {
        var run = Run(action);

        var unanswered = AnswerHandling.Accept([run], Answer(before, after), dryRun: false);

        Assert.Empty(unanswered);
        Assert.Equal((outcome, message, after), (run.Outcome, run.ToOutcome().Message, run.StateSeen));
        Assert.Equal(
            outcome switch { Outcome.Accepted => ReasonCode.RequestAccepted, Outcome.OnItsWay => ReasonCode.AlreadyChanging, _ => ReasonCode.AlreadyInState },
            run.Reason);
    }

    [Fact]
    public void Accept_CallBeforeMayHaveActed_TakesTheChangeForItsOwn()
    {
        var run = Run(PowerAction.Stop);
        run.IsInDoubt = true;

        AnswerHandling.Accept([run], Answer(PowerState.Stopping, PowerState.Stopping), dryRun: false);

        Assert.Equal(Outcome.Accepted, run.Outcome);
    }

    [Fact]
    public void Accept_RefusedForAnother_TakesTheTransitionForItsOwn()
    {
        var run = Run(PowerAction.Stop);
        run.WasRefusedForAnother = true;

        AnswerHandling.Accept([run], Answer(PowerState.Stopping, PowerState.Stopping), dryRun: false);

        Assert.Equal(Outcome.Accepted, run.Outcome);
    }

    [Fact]
    public void Accept_StuckStopping_TakesTheChangeForItsOwn()
    {
        var run = Run(PowerAction.Stop, ReasonCode.StuckStopping);

        AnswerHandling.Accept([run], Answer(PowerState.Stopping, PowerState.Stopping), dryRun: false);

        Assert.Equal(Outcome.Accepted, run.Outcome);
    }

    [Fact]
    public void Accept_NotMentioned_IsUnanswered()
    {
        var run = Run(PowerAction.Stop);

        Assert.Equal([run], AnswerHandling.Accept([run], new PowerCallAnswer([]), dryRun: false));
    }

    [Fact]
    public void Accept_DryRun_ChangesNothing()
    {
        var run = Run(PowerAction.Stop);

        Assert.Empty(AnswerHandling.Accept([run], new PowerCallAnswer([]), dryRun: true));

        Assert.Equal(
            (Outcome.NotAttempted, ReasonCode.DryRun, "It was decided. EC2 permits it. This is a dry run, so nothing was changed."),
            (run.Outcome, run.Reason, run.ToOutcome().Message));
    }

    [Fact]
    public void Accept_Reboot_IsAccepted()
    {
        var run = Run(PowerAction.Reboot);

        Assert.Empty(AnswerHandling.Accept([run], new PowerCallAnswer([]), dryRun: false));

        Assert.Equal(
            (Outcome.Accepted, ReasonCode.RequestAccepted, "EC2 queued the reboot; nothing tells when it happens."),
            (run.Outcome, run.Reason, run.ToOutcome().Message));
    }

    [Theory]
    [InlineData("InvalidInstanceID.NotFound", "No such instance.", Outcome.NotFound, ReasonCode.UnknownInstance, "InvalidInstanceID.NotFound: No such instance.")]
    [InlineData("OperationNotPermitted", "It is protected.", Outcome.Failed, ReasonCode.Refused, "OperationNotPermitted: It is protected.")]
    [InlineData(
        "UnauthorizedOperation", "Not permitted. Encoded authorization failure message: abc", Outcome.Failed, ReasonCode.Refused,
        "UnauthorizedOperation: Not permitted.")]
    public void Refuse_EachCode_IsTheOutcomeWithoutEncodedText(string code, string text, Outcome outcome, ReasonCode reason, string message)
    {
        var run = Run(PowerAction.Stop);

        AnswerHandling.Refuse(run, new Ec2Exception(code, text));

        Assert.Equal((outcome, reason, message, code), (run.Outcome, run.Reason, run.ToOutcome().Message, run.ErrorCode));
    }

    [Fact]
    public void Lost_AnyInstance_IsUnknown()
    {
        var run = Run(PowerAction.Stop);

        AnswerHandling.Lost([run], "The connection broke.");

        Assert.Equal(
            (Outcome.Unknown, ReasonCode.AnswerLost, "It may or may not have been carried out. The connection broke."),
            (run.Outcome, run.Reason, run.ToOutcome().Message));
    }

    [Theory]
    [InlineData(null, null, "it is stopped now, and EC2 gives no reason")]
    [InlineData("Server.InternalError", "", "it is stopped now (Server.InternalError)")]
    [InlineData("Server.InternalError", "Server.InternalError: it broke", "it is stopped now (Server.InternalError: it broke)")]
    [InlineData("Server.InternalError", "it broke", "it is stopped now (Server.InternalError: it broke)")]
    public void WithReason_EachFormOfEc2_SaysCodeAndTextOnce(string? code, string? message, string text) =>
        Assert.Equal(text, StateTexts.WithReason(Some.Instance(PowerState.Stopped) with { StateReason = code is null ? null : new(code, message!) }));

    private static PowerCallAnswer Answer(PowerState before, PowerState after) => new([new PowerStateChange(Some.Id, before, after)]);

    private static InstanceRun Run(PowerAction action, ReasonCode reason = ReasonCode.Selected) =>
        new(
            new InstanceDecision
            {
                InstanceId = Some.Id,
                Instance = Some.Instance(action == PowerAction.Start ? PowerState.Stopped : PowerState.Running),
                Action = action,
                Kind = DecisionKind.Act,
                Reason = reason,
                Message = "It was decided.",
            },
            Watching.None);
}
