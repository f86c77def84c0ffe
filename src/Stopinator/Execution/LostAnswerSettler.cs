using System.Globalization;
using Stopinator.Ec2;

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
            instance.Finally(Outcome.Failed, ReasonCode.NotCarriedOut, string.Create(
                CultureInfo.InvariantCulture, $"{cause} It was still {instance.StateSeen?.Ec2Name()} {options.SettleTime.TotalSeconds:0} s later."));
        }
    }

    private static bool HasMoved(InstanceRun instance, Ec2Instance? seen)
    {
        var action = instance.Decision.Action;
        if (seen is null || !(TargetStates.IsReached(action, seen.State) || TargetStates.IsOnItsWay(action, seen.State)))
        {
            return false;
        }

        instance.Provisionally(Outcome.Accepted, ReasonCode.RequestAccepted, $"The answer was lost, but EC2 took the request: it is {seen.State.Ec2Name()}.");
        return true;
    }
}
