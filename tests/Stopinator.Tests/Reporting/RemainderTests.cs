using Stopinator.Reporting;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Reporting;

/// <summary>The request for the rest of a run, and the waves that the next run awaits first.</summary>
public sealed class RemainderTests
{
    private static readonly PowerRequest Start =
        PowerRequest.Start(InstanceSelector.All) with { Order = OrderedFleet.ByTag, Deadline = Ec2Lab.Start };

    private static readonly PowerRequest Stop = PowerRequest.Stop(InstanceSelector.All) with { Order = OrderedFleet.ByTag };

    [Theory]
    [InlineData(null, ReasonCode.Selected, true)]
    [InlineData(Outcome.Reached, ReasonCode.StateSeen, false)]
    [InlineData(Outcome.AlreadyThere, ReasonCode.AlreadyInState, false)]
    [InlineData(Outcome.Accepted, ReasonCode.RequestAccepted, true)]
    [InlineData(Outcome.OnItsWay, ReasonCode.AlreadyChanging, true)]
    [InlineData(Outcome.Skipped, ReasonCode.OptedOut, false)]
    [InlineData(Outcome.Skipped, ReasonCode.AwaitedFirst, true)]
    [InlineData(Outcome.Skipped, ReasonCode.Transitional, true)]
    [InlineData(Outcome.Skipped, ReasonCode.HeldByObserver, true)]
    [InlineData(Outcome.NotFound, ReasonCode.UnknownInstance, true)]
    [InlineData(Outcome.FellBack, ReasonCode.FellBack, true)]
    [InlineData(Outcome.TimedOut, ReasonCode.NotReachedInTime, true)]
    [InlineData(Outcome.NotReady, ReasonCode.NotReady, true)]
    [InlineData(Outcome.Unknown, ReasonCode.AnswerLost, true)]
    [InlineData(Outcome.Failed, ReasonCode.InvalidWave, false)]
    [InlineData(Outcome.Failed, ReasonCode.Refused, true)]
    [InlineData(Outcome.Failed, ReasonCode.NotCarriedOut, true)]
    [InlineData(Outcome.NotAttempted, ReasonCode.EarlierWaveFailed, true)]
    public void HoldsLaterWaves_EachOutcome_IsWhetherTheInstanceIsWantedAndNotThere(Outcome? outcome, ReasonCode reason, bool holds) =>
        Assert.Equal(holds, Remainder.HoldsLaterWaves(outcome, reason));

    [Theory]
    [InlineData(PowerAction.Start, Outcome.NotAttempted, ReasonCode.Deadline, true)]
    [InlineData(PowerAction.Reboot, Outcome.NotAttempted, ReasonCode.Deadline, true)]
    [InlineData(PowerAction.Start, Outcome.NotAttempted, ReasonCode.DryRun, false)]
    [InlineData(PowerAction.Start, Outcome.Unknown, ReasonCode.AnswerLost, true)]
    [InlineData(PowerAction.Stop, Outcome.Unknown, ReasonCode.AnswerLost, true)]
    [InlineData(PowerAction.Reboot, Outcome.Unknown, ReasonCode.AnswerLost, false)]
    [InlineData(PowerAction.Start, Outcome.Failed, ReasonCode.Refused, false)]
    [InlineData(PowerAction.Start, Outcome.Accepted, ReasonCode.RequestAccepted, false)]
    public void Remaining_EachOutcome_IsLeftWhereNothingWasDoneOrNobodyKnows(
        PowerAction action, Outcome outcome, ReasonCode reason, bool isLeft)
    {
        var report = PowerReport.Create(Some.Request(action), [Instance(1, outcome, reason, wave: null) with { Action = action }]);

        Assert.Equal(isLeft ? $"id={Id(1)} and tag:Env=dev" : null, report.Remaining()?.Selector.ToString());
        Assert.Null(report.Remaining()?.Order);
    }

    [Fact]
    public void Remaining_OfAStart_AwaitsTheUnfinishedWavesBelowTheLastOneLeft()
    {
        var rest = PowerReport.Create(
            Start,
            [
                Instance(1, Outcome.Reached, ReasonCode.StateSeen, wave: 1),
                Instance(2, Outcome.TimedOut, ReasonCode.NotReachedInTime, wave: 2),
                Instance(3, Outcome.AlreadyThere, ReasonCode.AlreadyInState, wave: 2),
                Instance(4, Outcome.Skipped, ReasonCode.OptedOut, wave: 2),
                Instance(5, Outcome.Reached, ReasonCode.StateSeen, wave: 2),
                Instance(6, Outcome.NotAttempted, ReasonCode.EarlierWaveFailed, wave: 3),
                Instance(7, Outcome.NotAttempted, ReasonCode.EarlierWaveFailed, wave: 4),
                Instance(8, Outcome.FellBack, ReasonCode.FellBack, wave: 5),
            ]).Remaining()!;

        Assert.Equal($"id={Id(6)},{Id(7)} and all", rest.Selector.ToString());
        Assert.Equal([Id(2), Id(3), Id(5), Id(6)], rest.Order!.AwaitFirst);
        Assert.Null(rest.Deadline);
    }

    [Fact]
    public void Remaining_OfAStop_AwaitsTheUnfinishedWavesAboveTheLastOneLeft()
    {
        var rest = PowerReport.Create(
            Stop,
            [
                Instance(3, Outcome.TimedOut, ReasonCode.NotReachedInTime, wave: 3, PowerAction.Stop),
                Instance(2, Outcome.NotAttempted, ReasonCode.EarlierWaveFailed, wave: 2, PowerAction.Stop),
                Instance(1, Outcome.TimedOut, ReasonCode.NotReachedInTime, wave: 1, PowerAction.Stop),
            ]).Remaining()!;

        Assert.Equal([Id(3)], rest.Order!.AwaitFirst);
    }

    [Fact]
    public void Remaining_OtherGroupOrAction_IsNotAwaited()
    {
        var rest = PowerReport.Create(
            PowerRequest.Reconcile(InstanceSelector.All) with { Order = OrderedFleet.ByTag },
            [
                Instance(1, Outcome.TimedOut, ReasonCode.NotReachedInTime, wave: 1) with { Group = "two" },
                Instance(2, Outcome.TimedOut, ReasonCode.NotReachedInTime, wave: 1, PowerAction.Stop),
                Instance(3, Outcome.TimedOut, ReasonCode.NotReachedInTime, wave: 1),
                Instance(4, Outcome.TimedOut, ReasonCode.NotReachedInTime, wave: null),
                Instance(5, Outcome.NotAttempted, ReasonCode.EarlierWaveFailed, wave: 2),
                Instance(6, Outcome.NotAttempted, ReasonCode.Deadline, wave: null),
            ]).Remaining()!;

        Assert.Equal([Id(3)], rest.Order!.AwaitFirst);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Remaining_TransitionOfAnEarlierWave_IsAwaitedWhereTheRunWaitedForIt(bool waited)
    {
        var rest = PowerReport.Create(
            Start with { WaitForTransition = waited },
            [
                Instance(1, Outcome.Skipped, ReasonCode.Transitional, wave: 1),
                Instance(2, Outcome.NotAttempted, ReasonCode.EarlierWaveFailed, wave: 2),
            ]).Remaining()!;

        Assert.Equal(waited ? [Id(1)] : [], rest.Order!.AwaitFirst);
    }

    private static string Id(int number) => OrderedFleet.Id(1, 1, number);

    private static InstanceOutcome Instance(
        int number, Outcome outcome, ReasonCode reason, int? wave, PowerAction action = PowerAction.Start) => new()
        {
            InstanceId = Id(number),
            Action = action,
            Outcome = outcome,
            Reason = reason,
            Wave = wave,
            Group = "one",
            Message = "As the test says.",
        };
}
