using System.Globalization;
using Stopinator.Instances;

namespace Stopinator.Execution;

/// <summary>Finds out by describes whether a call whose answer was lost was carried out.</summary>
internal sealed class LostAnswerSettler(PowerRun run, StateWatcher watcher, StopinatorOptions options, TimeProvider time)
{
    /// <summary>Looks at the states once, soon after a failed call.</summary>
    /// <returns>The instances that have not moved.</returns>
    public async Task<InstanceRun[]> LookAsync(InstanceRun[] batch, CancellationToken cancellationToken)
    {
        // An instance that cannot be read is sent again or looked at later; both are right.
        var until = Earlier(run.Deadline.LastStart, time.GetUtcNow() + options.Verification.FirstInterval);
        await watcher.WatchAsync(batch, until, HasMoved, cancellationToken).ConfigureAwait(false);
        return [.. batch.Where(instance => instance.Outcome is null)];
    }

    /// <summary>Looks at the states for as long as a describe may lag, and gives every instance its outcome.</summary>
    public async Task SettleAsync(InstanceRun[] batch, string cause, string errorCode, CancellationToken cancellationToken)
    {
        Array.ForEach(batch, instance => instance.ErrorCode = errorCode);
        if (batch.Length == 0 || batch[0].Decision.Action == PowerAction.Reboot || run.Request.DryRun)
        {
            // A reboot leaves no trace in any state.
            AnswerHandling.Lost(batch, cause);
            return;
        }

        Ec2Exception? error;
        var end = time.GetUtcNow() + options.Execution.SettleTime;
        var until = Earlier(run.Deadline.LastStart, end);
        try
        {
            error = await watcher.WatchAsync(batch, until, HasMoved, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            AnswerHandling.Lost(batch.Where(instance => instance.Outcome is null), cause);
            throw;
        }

        var unmoved = batch.Where(instance => instance.Outcome is null).ToArray();
        if (error is not null || until < end)
        {
            AnswerHandling.Lost(
                unmoved,
                error is null
                    ? $"{cause} The deadline left no time to find out."
                    : $"{cause} The states could not be read either: {error.Message}");
            return;
        }

        foreach (var instance in unmoved)
        {
            if (WasOnItsWay(instance))
            {
                AnswerHandling.Lost([instance], $"{cause} It was stopping before and still is.");
                continue;
            }

            instance.Finally(Outcome.Failed, ReasonCode.NotCarriedOut, string.Create(
                CultureInfo.InvariantCulture,
                $"{cause} It was still {instance.StateSeen?.Ec2Name()} {options.Execution.SettleTime.TotalSeconds:0} s later."));
        }
    }

    private static bool HasMoved(InstanceRun instance, Ec2Instance? seen, DateTimeOffset asOf)
    {
        var action = instance.Decision.Action;
        switch (seen)
        {
            case null:
                return false;

            case { State: var state } when WasOnItsWay(instance):
                // We cannot tell whether the lost call freed a stuck stop, only that the stop finished.
                if (TargetStates.IsReached(action, state))
                {
                    instance.Finally(Outcome.Reached, ReasonCode.StateSeen, $"The answer was lost, but it is {state.Ec2Name()}.");
                }

                return instance.IsFinal;

            case { State: var state } when TargetStates.IsReached(action, state) || TargetStates.IsOnItsWay(action, state):
                instance.Provisionally(
                    Outcome.Accepted, ReasonCode.RequestAccepted,
                    $"The answer was lost, but EC2 accepted the request: it is {state.Ec2Name()}.");
                instance.StateReason = null;
                return true;

            case not null when instance.HasChangedSinceDecision(seen):
                // The call was carried out and undone again. A repeated attempt may still be running, so the watch goes on.
                instance.Provisionally(
                    Outcome.FellBack, ReasonCode.FellBack,
                    $"The answer was lost; EC2 accepted the request, but {StateTexts.WithReason(seen)}.");
                instance.StateReason = seen.StateReason;
                return false;

            default:
                return false;
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static bool WasOnItsWay(InstanceRun instance) => instance.Decision.Reason == ReasonCode.StuckStopping;
}
