using System.Collections.Immutable;
using Stopinator.Instances;

namespace Stopinator.Reporting;

/// <summary>The plan that turns back a run.</summary>
internal static class UndoPlan
{
    /// <summary>Returns the plan; null when the run changed nothing.</summary>
    public static PowerPlan? Of(PowerReport report)
    {
        ImmutableArray<InstanceDecision> decisions =
            [.. report.Instances.Reverse().Where(MayHaveChanged).Select(outcome => DecisionOf(outcome, report))];
        if (decisions.IsEmpty)
        {
            return null;
        }

        var request = new PowerRequest
        {
            Action = Opposite(report.Action),
            Selector = InstanceSelector.ById(decisions.Select(decision => decision.InstanceId)),
            Order = report.Request.Order is { } order ? order with { AwaitFirst = [] } : null,
        };
        return new PowerPlan(
            request, report.FinishedAt, decisions, omittedCount: 0, madeBy: nameof(PowerReport.Undo),
            (_, _) => throw new NotSupportedException("The plan of an undo is loaded by a service, which then executes it."))
        {
            Region = report.Region,
            TurnsBack = true,
        };
    }

    private static bool MayHaveChanged(InstanceOutcome outcome) =>
        outcome.Attempts > 0
        && outcome.Outcome is Outcome.Reached or Outcome.Accepted or Outcome.TimedOut or Outcome.NotReady or Outcome.Unknown;

    private static InstanceDecision DecisionOf(InstanceOutcome outcome, PowerReport report)
    {
        var problem = ProblemOf(outcome);
        var byRule = report.Action == PowerAction.Reconcile ? " Its schedule may ask for the change again at the next reconcile." : "";
        return new InstanceDecision
        {
            InstanceId = outcome.InstanceId,
            Instance = LeftBehind(outcome, report),
            Action = problem is null ? Opposite(outcome.Action) : outcome.Action,
            Kind = problem is null ? DecisionKind.Act : DecisionKind.Skip,
            Reason = problem is null ? ReasonCode.Selected : ReasonCode.NotReversible,
            Message = problem
                ?? $"The run asked EC2 to {outcome.Action.Name()} it; EC2 is asked to {Opposite(outcome.Action).Name()} it.{byRule}",
        };
    }

    private static string? ProblemOf(InstanceOutcome outcome) =>
        outcome switch
        {
            { Action: PowerAction.Reboot } => "Nothing turns back a reboot.",
            { Outcome: Outcome.Unknown } => "The run does not know whether EC2 carried out the request.",
            { Action: PowerAction.Stop, StateBefore: PowerState.Stopping }
                or { Action: PowerAction.Start, StateBefore: PowerState.Pending } =>
                $"It was {outcome.StateBefore?.Ec2Name()} before the run.",
            { Action: PowerAction.Stop, StateSeen: not (PowerState.Stopping or PowerState.Stopped) }
                or { Action: PowerAction.Start, StateSeen: not (PowerState.Pending or PowerState.Running) }
                or { LaunchTime: null } =>
                "The run did not see what became of it, so a later change by somebody else could not be noticed.",
            _ => null,
        };

    // A stop leaves the launch time as it was. A start sets it.
    private static Ec2Instance? LeftBehind(InstanceOutcome outcome, PowerReport report) =>
        outcome.StateSeen is not { } state ? null : new Ec2Instance
        {
            InstanceId = outcome.InstanceId,
            State = state,
            LaunchTime = outcome.LaunchTime,
            StateTransitionReason = outcome.StateTransitionReason,
            OwnerId = report.AccountId,
            Tags = outcome.Name is { } name
                ? ImmutableDictionary.Create<string, string>(StringComparer.Ordinal).Add("Name", name)
                : ImmutableDictionary<string, string>.Empty,
        };

    private static PowerAction Opposite(PowerAction action) =>
        action switch
        {
            PowerAction.Start => PowerAction.Stop,
            PowerAction.Stop => PowerAction.Start,
            _ => action,
        };
}
