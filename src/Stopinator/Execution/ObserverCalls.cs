using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Stopinator.Diagnostics;

namespace Stopinator.Execution;

/// <summary>Calls the observers of a run, bounded in time and number. Whatever an observer does, the run goes on.</summary>
internal sealed class ObserverCalls(
    IReadOnlyList<IPowerObserver> observers, PowerRun run, ExecutionOptions options, TimeProvider time, ILogger logger)
{
    private const int LongestReason = 256;

    // The number of observers that were asked about an instance, each of which is told the outcome.
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);

    /// <summary>Asks the observers about a batch, and sends the instances that none of them holds.</summary>
    public async Task SendAsync(InstanceRun[] batch, BatchRunner batches, CancellationToken cancellationToken)
    {
        if (await BeforeAsync(batch, cancellationToken).ConfigureAwait(false) is { Length: > 0 } free)
        {
            await batches.RunAsync(free, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns the instances of a batch that no observer holds.</summary>
    private async Task<InstanceRun[]> BeforeAsync(InstanceRun[] batch, CancellationToken cancellationToken)
    {
        if (observers.Count == 0 || run.Request.DryRun)
        {
            return batch;
        }

        await Parallel.ForEachAsync(batch, Bound(cancellationToken), async (instance, _) =>
            await AskAsync(instance, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. batch.Where(instance => instance.Outcome is null)];
    }

    /// <summary>Tells the observers the outcomes of the instances about which they were asked.</summary>
    public async Task AfterAsync(PowerReport report)
    {
        if (_asked.IsEmpty)
        {
            return;
        }

        var until = EndOfAfter();
        var untold = 0;
        await Parallel.ForEachAsync(report.Instances, Bound(CancellationToken.None), async (outcome, _) =>
        {
            var asked = _asked.GetValueOrDefault(outcome.InstanceId);
            for (var i = 0; i < asked; i++)
            {
                var observer = observers[i];
                if (!await TellAsync(observer, outcome, until).ConfigureAwait(false))
                {
                    Interlocked.Increment(ref untold);
                }
            }
        }).ConfigureAwait(false);
        if (untold > 0)
        {
            Log.ObserversUntold(logger, untold);
        }
    }

    // Once the last call has to have begun, the batch ends the run before anything is sent, so nobody is asked.
    private async Task AskAsync(InstanceRun instance, CancellationToken cancellationToken)
    {
        for (var i = 0; i < observers.Count && Left(run.Deadline.LastStart) is var left && left > TimeSpan.Zero; i++)
        {
            var observer = observers[i];
            _asked[instance.Id] = i + 1;
            var (answer, failure) = await Safely.CallAsync(
                token => observer.BeforeAsync(instance.Decision, token), left, time, cancellationToken).ConfigureAwait(false);
            if (failure is not null)
            {
                Log.ObserverFailed(logger, Name(observer), instance.Id, failure);
            }

            if (failure is not null && options.OnObserverFailure == ObserverFailure.Hold)
            {
                instance.Finally(
                    Outcome.NotAttempted, ReasonCode.HeldByObserver,
                    $"{Name(observer)} failed ({ErrorText.Clean(failure.Message, LongestReason)}), "
                    + "and Execution.OnObserverFailure is Hold.");
                return;
            }

            if (answer.Reason is { } reason)
            {
                instance.Finally(
                    Outcome.Skipped, ReasonCode.HeldByObserver, $"{Name(observer)} holds it: {ErrorText.Clean(reason, LongestReason)}");
                return;
            }
        }
    }

    private async Task<bool> TellAsync(IPowerObserver observer, InstanceOutcome outcome, DateTimeOffset until)
    {
        if (Left(until) is var left && left <= TimeSpan.Zero)
        {
            return false;
        }

        var (_, failure) = await Safely.CallAsync(
            async token =>
            {
                await observer.AfterAsync(outcome, token).ConfigureAwait(false);
                return true;
            },
            left, time, CancellationToken.None).ConfigureAwait(false);
        if (failure is not null)
        {
            Log.ObserverFailed(logger, Name(observer), outcome.InstanceId, failure);
        }

        return true;
    }

    // The last quarter of the margin before a deadline is for the report. A cancelled run ends soon.
    private DateTimeOffset EndOfAfter() =>
        run.EarlyEnd?.Code == EarlyEndCode.Cancelled ? time.GetUtcNow() + options.ObserverTimeout
        : run.Request.Deadline is { } deadline ? deadline - (options.DeadlineMargin / 4)
        : DateTimeOffset.MaxValue;

    private TimeSpan Left(DateTimeOffset until) =>
        until - time.GetUtcNow() is var left && left < options.ObserverTimeout ? left : options.ObserverTimeout;

    private ParallelOptions Bound(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = options.MaxParallelObservers, CancellationToken = cancellationToken };

    private static string Name(IPowerObserver observer) => observer.GetType().Name;
}
