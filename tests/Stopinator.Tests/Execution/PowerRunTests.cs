using Microsoft.Extensions.Logging.Abstractions;
using Stopinator.Calls;
using Stopinator.Execution;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Execution;

/// <summary>What a run that ends says of each instance that it did not settle.</summary>
public sealed class PowerRunTests
{
    [Theory]
    [InlineData("Cancelled", ReasonCode.Cancelled, "The run was cancelled before its turn.")]
    [InlineData("Deadline", ReasonCode.Deadline, "The deadline came before its turn.")]
    [InlineData("RequestLimitExceeded", ReasonCode.RunEndedEarly, "The run ended before its turn (RequestLimitExceeded); the report's EarlyEnd tells why.")]
    public void ToReport_RunEndedEarly_TellsWhyTheInstanceWasNotAttempted(string code, ReasonCode reason, string message)
    {
        var run = Run();
        run.EndEarly(code, "It ended.");
        run.EndEarly("Other", "It ended again.");

        var report = run.ToReport(Ec2Lab.Start);

        Assert.Equal((code, "It ended."), (report.EarlyEnd!.Code, report.EarlyEnd.Message));
        Assert.Equal((Outcome.NotAttempted, reason, message), Only(report));
    }

    [Fact]
    public void ToReport_CallMayHaveActed_IsUnknown()
    {
        var run = Run();
        run.Instances[0].IsInDoubt = true;

        Assert.Equal(
            (Outcome.Unknown, ReasonCode.AnswerLost, "It may or may not have been carried out. The run ended before the result was known."),
            Only(run.ToReport(Ec2Lab.Start)));
    }

    [Fact]
    public void ToReport_InstanceForgotten_Throws() =>
        Assert.Equal($"{Some.Id} was forgotten.", Assert.Throws<InvalidOperationException>(() => Run().ToReport(Ec2Lab.Start)).Message);

    [Theory]
    [InlineData(null, "It is running; the run ended before it was seen ready.")]
    [InlineData("the disk is missing", "It is running; the run ended before it was seen ready: the disk is missing.")]
    public void ToReport_RunningAndNotSeenReady_IsNotReady(string? missing, string message)
    {
        var run = Run(Some.Request(PowerAction.Start) with { Await = PowerAwait.StatusChecks });
        run.Instances[0].Arrive(Outcome.Reached, ReasonCode.StateSeen, "It is running.");
        run.Instances[0].Missing = missing;

        Assert.Equal((Outcome.NotReady, ReasonCode.NotReady, message), Only(run.ToReport(Ec2Lab.Start)));
    }

    [Fact]
    public void Count_CallsOfABatch_AreThoseOfEachInstance()
    {
        var run = Run();
        run.Count(run.Instances, 2);
        run.Count(run.Instances, 1);
        run.Instances[0].Finally(Outcome.Accepted, ReasonCode.RequestAccepted, "EC2 accepted it.");

        var report = run.ToReport(Ec2Lab.Start);

        Assert.Equal((3, 3), (report.Calls, report.Instances[0].Attempts));
    }

    [Fact]
    public void BecomeReady_ReadinessWasAwaited_SaysSo()
    {
        var run = Run(Some.Request(PowerAction.Start) with { Await = PowerAwait.StatusChecks });
        var instance = run.Instances[0];
        instance.Arrive(Outcome.Reached, ReasonCode.StateSeen, "It is running.");
        Assert.False(instance.IsFinal);

        instance.BecomeReady();

        Assert.Equal((true, "It is running. It is ready."), (instance.IsFinal, instance.ToOutcome().Message));
    }

    [Fact]
    public void ToOutcome_NoOutcome_Throws() =>
        Assert.Equal($"{Some.Id} has no outcome.", Assert.Throws<InvalidOperationException>(() => Run().Instances[0].ToOutcome()).Message);

    [Theory]
    [InlineData(DecisionKind.AlreadyThere, Outcome.AlreadyThere)]
    [InlineData(DecisionKind.OnItsWay, Outcome.OnItsWay)]
    [InlineData(DecisionKind.AwaitFirst, Outcome.Skipped)]
    [InlineData(DecisionKind.Skip, Outcome.Skipped)]
    [InlineData(DecisionKind.NotFound, Outcome.NotFound)]
    [InlineData(DecisionKind.Invalid, Outcome.Failed)]
    public void Take_DecisionNotToAct_IsTheOutcome(DecisionKind kind, Outcome outcome)
    {
        var instance = Run().Instances[0];

        instance.Take(instance.Decision with { Kind = kind, Message = "It was decided again." });

        Assert.Equal((outcome, ReasonCode.Selected, "It was decided again."), (instance.Outcome, instance.Reason, instance.ToOutcome().Message));
        Assert.True(instance.IsFinal);
    }

    [Fact]
    public void ToOutcome_InTheWantedStateWithoutACall_IsNoChangeOfOurs()
    {
        Assert.Null(Stopped(attempts: 0).ToOutcome().LaunchTime);
        Assert.Equal(Ec2Lab.Start, Stopped(attempts: 1).ToOutcome().LaunchTime);
    }

    [Fact]
    public void ToOutcome_OnItsWayBeforeTheCall_IsNoChangeOfOurs()
    {
        Assert.Null(Stopped(attempts: 1, Outcome.OnItsWay).ToOutcome().LaunchTime);
        Assert.Equal(Ec2Lab.Start, Stopped(attempts: 1, Outcome.OnItsWay, Outcome.Accepted).ToOutcome().LaunchTime);
    }

    [Fact]
    public void IsAsIn_OnlyTheStageChanged_IsAnotherProgress()
    {
        var instance = Run(Some.Request(PowerAction.Stop) with { Await = PowerAwait.State }).Instances[0];
        instance.Provisionally(Outcome.Accepted, ReasonCode.RequestAccepted, "EC2 accepted it.");
        var reported = instance.ToProgress();
        Assert.True(instance.IsAsIn(reported));

        instance.Settle();

        Assert.False(instance.IsAsIn(reported));
    }

    [Theory]
    [InlineData(Outcome.Failed)]
    [InlineData(Outcome.FellBack)]
    [InlineData(Outcome.Unknown)]
    public void ToOutcome_CallThatMayHaveHadNoEffect_IsNoChangeOfOurs(Outcome outcome)
    {
        var instance = Stopped(attempts: 1);
        instance.Finally(outcome, ReasonCode.NotCarriedOut, "It was still running.");

        Assert.Null(instance.ToOutcome().LaunchTime);
    }

    // An instance that was running before, and was seen stopped after other outcomes.
    private static InstanceRun Stopped(int attempts, params Outcome[] before)
    {
        var running = Some.Instance(PowerState.Running) with { LaunchTime = Ec2Lab.Start };
        var instance = Run(Some.Request(PowerAction.Stop) with { Await = PowerAwait.State }, running).Instances[0];
        instance.Attempts = attempts;
        Array.ForEach(before, outcome => instance.Provisionally(outcome, ReasonCode.RequestAccepted, "It is stopping."));
        instance.Finally(Outcome.Reached, ReasonCode.StateSeen, "It is stopped.");
        return instance;
    }

    private static PowerRun Run(PowerRequest? request = null, Ec2Instance? found = null)
    {
        request ??= Some.Request(PowerAction.Stop);
        var decision = new InstanceDecision
        {
            InstanceId = Some.Id,
            Instance = found ?? Some.Instance(PowerState.Running),
            Action = request.Action,
            Kind = DecisionKind.Act,
            Reason = ReasonCode.Selected,
            Message = "It was decided.",
        };
        return new PowerRun(
            PowerPlan.Create(request, [decision]), Ec2Lab.Start, CallDeadline.None, progress: null, NullLogger.Instance);
    }

    private static (Outcome, ReasonCode, string) Only(PowerReport report) =>
        Assert.Single(report.Instances) is var instance ? (instance.Outcome, instance.Reason, instance.Message) : default;
}
