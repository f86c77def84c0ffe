using System.Globalization;
using Stopinator.Instances;

namespace Stopinator.Execution;

/// <summary>Finds out by describes what became of a call whose answer was lost.</summary>
internal sealed class LostAnswerSettler(PowerRun run, StateWatcher watcher, ExecutionOptions options, TimeProvider time)
{
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
        var end = time.GetUtcNow() + options.SettleTime;
        var until = run.Deadline.LastStart < end ? run.Deadline.LastStart : end;
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
            AnswerHandling.Lost(unmoved, error is null ? $"{cause} The deadline left no time to find out." : $"{cause} The states could not be read either: {error.Message}");
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
                CultureInfo.InvariantCulture, $"{cause} It was still {instance.StateSeen?.Ec2Name()} {options.SettleTime.TotalSeconds:0} s later."));
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
                // Whether a stop under way was freed by the lost call cannot be seen; that it came to its end can.
                if (TargetStates.IsReached(action, state))
                {
                    instance.Finally(Outcome.Reached, ReasonCode.StateSeen, $"The answer was lost, but it is {state.Ec2Name()}.");
                }

                return instance.IsFinal;

            case { State: var state } when TargetStates.IsReached(action, state) || TargetStates.IsOnItsWay(action, state):
                instance.Provisionally(Outcome.Accepted, ReasonCode.RequestAccepted, $"The answer was lost, but EC2 took the request: it is {state.Ec2Name()}.");
                return true;

            default:
                return false;
        }
    }

    private static bool WasOnItsWay(InstanceRun instance) => instance.Decision.Reason == ReasonCode.StuckStopping;
}
