using System.Globalization;
using Stopinator.Diagnostics;
using Stopinator.Instances;

namespace Stopinator.Planning;

/// <summary>
/// Decides anew on the instances of a saved plan. A saved plan only narrows: an instance is acted on when the loading service would act on
/// it, and it is as the saved plan has it.
/// </summary>
/// <param name="plan">The saved plan.</param>
/// <param name="request">The request of the loading service.</param>
/// <param name="unselected">The instances that the selector of the saved plan no longer selects.</param>
internal sealed class SavedPlanDecider(SavedPlan plan, PowerRequest request, IReadOnlySet<string> unselected)
{
    private readonly Dictionary<string, SavedDecision> _saved =
        plan.Decisions.ToDictionary(decision => decision.InstanceId, StringComparer.Ordinal);

    private readonly PowerRequest _start = RequestFor(request, PowerAction.Start);
    private readonly PowerRequest _stop = RequestFor(request, PowerAction.Stop);

    public InstanceDecision Decide(Ec2Instance instance, DecisionPolicy policy)
    {
        if (!_saved.TryGetValue(instance.InstanceId, out var saved) || saved.Kind is not (DecisionKind.Act or DecisionKind.ActAfterWait))
        {
            return DecideAwaited(instance, saved?.Action ?? request.Action, policy);
        }

        var decision = InstanceDecider.Decide(instance, saved.Action == PowerAction.Start ? _start : _stop, policy);
        return decision.Acts && ChangeOf(saved, instance, decision) is { } change
            ? decision with { Kind = DecisionKind.Skip, Reason = ReasonCode.ChangedSincePlan, Message = change }
            : decision;
    }

    // An instance on which the saved plan does not act is only awaited, as a part of an unfinished wave.
    private InstanceDecision DecideAwaited(Ec2Instance instance, PowerAction action, DecisionPolicy policy)
    {
        var decision = InstanceDecider.Decide(instance, action == PowerAction.Stop ? _stop : _start, policy);
        return (action, decision.Acts) switch
        {
            (not (PowerAction.Start or PowerAction.Stop), _) => decision with
            {
                Action = PowerAction.Reconcile,
                Kind = DecisionKind.Skip,
                Reason = ReasonCode.ChangedSincePlan,
                Message = "The saved plan has no action for it.",
            },
            (_, true) => decision with { Kind = DecisionKind.Skip, Reason = ReasonCode.AwaitedFirst },
            _ => decision,
        };
    }

    private static PowerRequest RequestFor(PowerRequest request, PowerAction action) =>
        request.Action == PowerAction.Reconcile ? ChoiceDecider.RequestFor(request, action) : request;

    private string? ChangeOf(SavedDecision saved, Ec2Instance instance, InstanceDecision decision)
    {
        if (unselected.Contains(saved.InstanceId))
        {
            return $"The selector of the saved plan ({plan.Request.Selector}) no longer selects it.";
        }

        if (instance.State != saved.State && !HasEnded(saved.State, instance.State))
        {
            return $"It was {saved.State?.Ec2Name()} in the saved plan, and is {instance.State.Ec2Name()} now.";
        }

        if (saved.StopMode is { } mode && mode != decision.StopMode)
        {
            return $"The saved plan stops it in the mode {mode}, and the request that loads the plan in the mode {decision.StopMode}. Load "
                + $"the plan with StopMode = StopMode.{mode}.";
        }

        if (saved.LaunchTime is { } launched && launched != instance.LaunchTime)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"It was launched at {launched:O} in the saved plan, and at {instance.LaunchTime:O} since: somebody else has started it.");
        }

        return saved.StateTransitionReason is { } reason && reason != (instance.StateTransitionReason ?? "")
            ? $"The reason of its state was {ErrorText.Quote(reason)} in the saved plan, and is "
                + $"{ErrorText.Quote(instance.StateTransitionReason)} now: somebody else has changed it."
            : null;
    }

    // The plan was to act when the transition has ended.
    private static bool HasEnded(PowerState? saved, PowerState now) =>
        (saved, now) is (PowerState.Pending, PowerState.Running) or (PowerState.Stopping, PowerState.Stopped);
}
