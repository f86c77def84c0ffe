using System.Globalization;
using Microsoft.Extensions.Logging;
using Stopinator.Calls;
using Stopinator.Diagnostics;
using Stopinator.Instances;

namespace Stopinator.Execution;

/// <summary>
/// Watches whether the wanted states are reached, and distinguishes an instance that fell back from a slow one and from one not ready.
/// </summary>
internal sealed class Verifier(
    PowerRun run, StateWatcher watcher, ReadinessChecks readiness, StopinatorOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan DefaultReadinessTime = TimeSpan.FromMinutes(10);

    /// <summary>Returns the time for which an instance is watched after an action.</summary>
    public TimeSpan TimeFor(PowerAction action) =>
        run.Request.AwaitAfter(action).Time
        ?? (run.Request.AwaitsReadiness(action) ? DefaultReadinessTime : options.Verification.Timeout);

    /// <summary>
    /// Watches all instances of the run that have no final outcome, and meanwhile starts again what EC2 had no capacity for.
    /// </summary>
    public async Task VerifyAsync(CapacityRetries capacity, BatchRunner batches, BatchCutter cutter, CancellationToken cancellationToken)
    {
        var watched = Watched([]);
        var interval = new LookInterval(options.Verification);
        var nextLook = time.GetUtcNow() + interval.Next();
        while (watched.Length > 0 || capacity.Next is not null)
        {
            var next = watched.Length == 0 || capacity.Next < nextLook ? capacity.Next!.Value : nextLook;
            await WaitAsync(watched, next - time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            if (capacity.Next <= time.GetUtcNow())
            {
                await capacity.TryAsync(batches, cutter, cancellationToken).ConfigureAwait(false);
                var before = watched.Length;
                watched = Watched(watched);
                if (watched.Length > before)
                {
                    // What was started just now is looked at soon.
                    interval.Restart();
                    nextLook = time.GetUtcNow() + interval.Next();
                }

                continue;
            }

            await LookAsync(watched, cancellationToken).ConfigureAwait(false);
            watched = Array.FindAll(watched, instance => !instance.IsFinal);
            nextLook = time.GetUtcNow() + interval.Next();
        }
    }

    /// <summary>Waits for the next look. The last look at an instance comes at the end of its time.</summary>
    public Task WaitAsync(IReadOnlyCollection<InstanceRun> watched, TimeSpan interval, CancellationToken cancellationToken)
    {
        var left = watched.Count == 0 ? interval : watched.Min(EndOf) - time.GetUtcNow();
        var wait = left < interval ? left : interval;
        return wait <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, time, cancellationToken);
    }

    /// <summary>Looks once at instances, and settles those whose time is over.</summary>
    public async Task LookAsync(IReadOnlyCollection<InstanceRun> watched, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = watched.Max(EndOf);
        var error = now > run.Deadline.LastStart
            ? null
            : await ReadAsync(watched, until > now ? run.Deadline.NotAfter(until) : run.Deadline, cancellationToken).ConfigureAwait(false);
        foreach (var instance in watched.Where(instance => !instance.IsFinal))
        {
            if (error is not null)
            {
                instance.ErrorCode = error.Code;
                instance.Finally(
                    instance.IsInState ? Outcome.NotReady : instance.Outcome!.Value,
                    instance.IsInState ? ReasonCode.NotReady : instance.Reason,
                    $"{Before(instance)}, but the state could not be read: {error.Message}");
            }
            else if (time.GetUtcNow() >= EndOf(instance))
            {
                TimeOut(instance);
            }
        }

        run.ReportProgress();
    }

    /// <summary>Returns the instances to watch. The time of those that were not watched before begins now.</summary>
    private InstanceRun[] Watched(InstanceRun[] before)
    {
        var started = time.GetUtcNow();
        var known = before.ToHashSet();
        var watched = run.Instances.Where(instance => instance.IsWatched).ToArray();
        foreach (var instance in watched.Where(instance => !known.Contains(instance)))
        {
            instance.Watch(started, started + TimeFor(instance.Decision.Action));
        }

        // Without any time for a look, every state stays unknown.
        Array.ForEach(Array.FindAll(watched, instance => EndOf(instance) <= started), TimeOut);
        return Array.FindAll(watched, instance => !instance.IsFinal);
    }

    private async Task<Ec2Exception?> ReadAsync(
        IReadOnlyCollection<InstanceRun> watched, CallDeadline deadline, CancellationToken cancellationToken)
    {
        var described = watched.Where(instance => !instance.IsInState || readiness.NeedsStates)
            .ToDictionary(instance => instance.Id, StringComparer.Ordinal);
        try
        {
            if (described.Count > 0)
            {
                await watcher.LookAsync(described, deadline, Look, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Ec2Exception error)
        {
            Log.StatesUnreadable(logger, error.Message);
            return error;
        }

        InstanceRun[] running = [.. watched.Where(instance => instance is { IsFinal: false, IsInState: true })];
        await readiness.LookAsync(running, deadline, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private bool Look(InstanceRun instance, Ec2Instance? seen, DateTimeOffset asOf)
    {
        // The describe does not know the instance yet, or knows it no longer. A later look will tell.
        if (seen is null)
        {
            return false;
        }

        var action = instance.Decision.Action;
        if (TargetStates.IsReached(action, seen.State))
        {
            if (!instance.IsInState)
            {
                instance.Arrive(Outcome.Reached, ReasonCode.StateSeen, $"It is {seen.State.Ec2Name()}.");
            }

            return true;
        }

        instance.Leave();
        if (!TargetStates.IsOnItsWay(action, seen.State) && instance.Decision.Kind != DecisionKind.AwaitFirst
            && (instance.HasChangedSinceDecision(seen) || asOf - instance.WatchedSince >= options.Execution.SettleTime))
        {
            // The describe does not lag behind our call: EC2 gives another reason for the state, or too much time has passed for a lag.
            instance.Finally(Outcome.FellBack, ReasonCode.FellBack, $"{Before(instance)}, but {StateTexts.WithReason(seen)}.");
            instance.StateReason = seen.StateReason;
        }

        return true;
    }

    private void TimeOut(InstanceRun instance)
    {
        var end = EndOf(instance);
        var later = string.Create(
            CultureInfo.InvariantCulture,
            $"{(end - instance.WatchedSince).TotalSeconds:0} s later{(end < instance.WatchedUntil ? ", at the deadline," : "")}");
        if (instance.IsInState)
        {
            instance.Finally(
                Outcome.NotReady, ReasonCode.NotReady, $"It is running; {later} it was not ready{instance.MissingText}.");
        }
        else
        {
            instance.Finally(
                Outcome.TimedOut, ReasonCode.NotReachedInTime,
                $"{Before(instance)}; {later} it was still {instance.StateSeen?.Ec2Name()}.");
        }
    }

    private static string Before(InstanceRun instance) =>
        instance.Decision.Kind switch
        {
            DecisionKind.AlreadyThere => "It was in the wanted state already",
            DecisionKind.AwaitFirst => "It was awaited first and not acted on",
            _ => "EC2 accepted the request",
        };

    private DateTimeOffset EndOf(InstanceRun instance) =>
        run.Deadline.LastStart < instance.WatchedUntil ? run.Deadline.LastStart : instance.WatchedUntil;
}
