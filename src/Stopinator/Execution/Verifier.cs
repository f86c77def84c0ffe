using System.Globalization;
using Stopinator.Instances;

namespace Stopinator.Execution;

/// <summary>Watches whether the wanted states are reached, and distinguishes an instance that fell back from a slow one.</summary>
internal sealed class Verifier(
    PowerRun run, StateWatcher watcher, ExecutionOptions execution, VerificationOptions verification, TimeProvider time)
{
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var end = started + verification.Timeout;
        var until = run.Deadline.LastStart < end ? run.Deadline.LastStart : end;
        var watched = run.Instances.Where(instance => instance is { IsFinal: false, Outcome: Outcome.Accepted or Outcome.OnItsWay })
            .ToArray();

        var error = await watcher.WatchAsync(
            watched, until, (instance, seen, asOf) => Look(instance, seen, asOf - started), cancellationToken).ConfigureAwait(false);
        foreach (var instance in watched.Where(instance => !instance.IsFinal))
        {
            if (error is not null)
            {
                instance.ErrorCode = error.Code;
                instance.Finally(
                    instance.Outcome!.Value, instance.Reason,
                    $"EC2 accepted the request, but the state could not be read: {error.Message}");
                continue;
            }

            instance.Finally(Outcome.TimedOut, ReasonCode.NotReachedInTime, string.Create(
                CultureInfo.InvariantCulture,
                $"EC2 accepted the request; {(until - started).TotalSeconds:0} s later{(until < end ? ", at the deadline," : "")} it was "
                + $"still {instance.StateSeen?.Ec2Name()}."));
        }
    }

    private bool Look(InstanceRun instance, Ec2Instance? seen, TimeSpan age)
    {
        // The describe does not know the instance yet, or knows it no longer. A later look will tell.
        if (seen is null)
        {
            return false;
        }

        var action = instance.Decision.Action;
        if (TargetStates.IsReached(action, seen.State))
        {
            instance.Finally(Outcome.Reached, ReasonCode.StateSeen, $"It is {seen.State.Ec2Name()}.");
        }
        else if (!TargetStates.IsOnItsWay(action, seen.State) && (instance.HasChangedSinceDecision(seen) || age >= execution.SettleTime))
        {
            // The describe does not lag behind our call: EC2 gives another reason for the state, or too much time has passed for a lag.
            instance.Finally(Outcome.FellBack, ReasonCode.FellBack, $"EC2 accepted the request, but {StateTexts.WithReason(seen)}.");
            instance.StateReason = seen.StateReason;
        }

        return instance.IsFinal;
    }
}
