using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Stopinator.Calls;
using Stopinator.Diagnostics;
using Stopinator.Instances;
using Stopinator.Reading;
using Stopinator.Reporting;

namespace Stopinator.Execution;

/// <summary>Carries out a plan: sends the calls, waits for states where the request asks for that, and reports.</summary>
internal sealed class PlanExecutor(
    Ec2Calls ec2, IReadOnlyList<IPowerObserver> observers, StopinatorOptions options, TimeProvider time, ILogger logger)
{
    private const int LongestReason = 256;

    /// <summary>Carries out a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="decideAgain">Decides again on an instance after an awaited transition.</param>
    /// <param name="progress">Receives the progress after each call and each look at the states.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<PowerReport> ExecuteAsync(
        PowerPlan plan, Func<Ec2Instance, InstanceDecision> decideAgain, IProgress<PowerProgress>? progress,
        CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Source.StartActivity("stopinator.execute");
        activity?.SetTag("stopinator.action", plan.Request.Action.Name()).SetTag("stopinator.acting", plan.ActingCount);

        var run = new PowerRun(
            plan, time.GetUtcNow(), CallDeadline.From(plan.Request.Deadline, options.Execution.DeadlineMargin), progress, logger);
        var calls = new ObserverCalls(observers, run, options.Execution, time, logger);
        try
        {
            await RunAsync(run, calls, DecideAgain, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            run.EndEarly(EarlyEndCode.Cancelled, "The run was cancelled.");
            throw new PowerCanceledException(await FinishAsync(run, calls, activity).ConfigureAwait(false), exception, cancellationToken);
        }

        return await FinishAsync(run, calls, activity).ConfigureAwait(false);

        InstanceDecision DecideAgain(Ec2Instance seen) => DecideSafely(plan, decideAgain, seen);
    }

    // A rule of the user's that throws after the first call costs its instance, and not the report.
    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types", Justification = "What a rule of the user's throws is reported.")]
    private static InstanceDecision DecideSafely(PowerPlan plan, Func<Ec2Instance, InstanceDecision> decideAgain, Ec2Instance seen)
    {
        try
        {
            return decideAgain(seen);
        }
        catch (Exception exception)
        {
            return plan.Decisions.First(decision => decision.InstanceId == seen.InstanceId) with
            {
                Instance = seen,
                Kind = DecisionKind.Invalid,
                Reason = ReasonCode.NotCarriedOut,
                Message = "The rule failed when it was asked again, so nothing was sent: "
                    + ErrorText.Clean(exception.Message, LongestReason),
            };
        }
    }

    private async Task<PowerReport> FinishAsync(PowerRun run, ObserverCalls calls, Activity? activity)
    {
        var report = Finish(run, activity);
        await calls.AfterAsync(report).ConfigureAwait(false);
        return report;
    }

    private async Task RunAsync(
        PowerRun run, ObserverCalls calls, Func<Ec2Instance, InstanceDecision> decideAgain, CancellationToken cancellationToken)
    {
        WaveChain[] chains = run.Request.IsOrdered ? WaveChain.Of(run) : [];
        foreach (var instance in run.Instances)
        {
            instance.Take(instance.Decision);
        }

        run.ReportProgress();
        cancellationToken.ThrowIfCancellationRequested();

        var finder = new InstanceFinder(ec2);
        var watcher = new StateWatcher(run, finder, options.Verification, time, logger);
        var settler = new LostAnswerSettler(run, watcher, options, time);
        var stale = new StalePlan(run, finder, decideAgain, logger);
        var capacity = new CapacityRetries(run, options.Retry, time);
        var batches = new BatchRunner(run, ec2, settler, stale, capacity, options, time, logger);
        var cutter = new BatchCutter(run, ec2, options.Execution);
        using var readiness = new ReadinessChecks(run, new StatusReader(ec2), time, logger);
        var verifier = new Verifier(run, watcher, readiness, options, time, logger);
        if (run.Request.IsOrdered)
        {
            var waves = new WaveRunner(
                run, chains, cutter, batches, calls, capacity, watcher, verifier, decideAgain, options, time, logger);
            await waves.RunAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        await SendAsync(run, calls, cutter, batches, cancellationToken).ConfigureAwait(false);
        await AwaitTransitionsAsync(run, watcher, decideAgain, cancellationToken).ConfigureAwait(false);
        await SendAsync(run, calls, cutter, batches, cancellationToken).ConfigureAwait(false);
        await verifier.VerifyAsync(capacity, batches, cutter, cancellationToken).ConfigureAwait(false);
    }

    private static async Task SendAsync(
        PowerRun run, ObserverCalls calls, BatchCutter cutter, BatchRunner batches, CancellationToken cancellationToken)
    {
        var acting = run.Instances.Where(instance => instance.Outcome is null && instance.Decision.Kind == DecisionKind.Act).ToArray();
        foreach (var batch in cutter.Cut(acting))
        {
            await calls.SendAsync(batch, batches, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AwaitTransitionsAsync(
        PowerRun run, StateWatcher watcher, Func<Ec2Instance, InstanceDecision> decideAgain, CancellationToken cancellationToken)
    {
        var waiting = run.Instances.Where(instance => instance.Outcome is null && instance.Decision.Kind == DecisionKind.ActAfterWait)
            .ToArray();
        if (waiting.Length == 0 || run.EarlyEnd is not null)
        {
            return;
        }

        var end = time.GetUtcNow() + options.Verification.Timeout;
        var until = run.Deadline.LastStart < end ? run.Deadline.LastStart : end;
        var error = await watcher.WatchAsync(waiting, until, HasEnded, cancellationToken).ConfigureAwait(false);
        if (error is not null)
        {
            run.EndEarly(error.Code, error.Message);
            return;
        }

        foreach (var instance in waiting.Where(instance => instance.Decision.Kind == DecisionKind.ActAfterWait))
        {
            instance.Finally(
                Outcome.Skipped, ReasonCode.Transitional,
                $"It was still {instance.StateSeen?.Ec2Name()} when the wait for the transition was over.");
        }

        bool HasEnded(InstanceRun instance, Ec2Instance? seen, DateTimeOffset asOf)
        {
            if (seen is null)
            {
                return false;
            }

            instance.Take(decideAgain(seen));
            return instance.Decision.Kind != DecisionKind.ActAfterWait;
        }
    }

    private static void CountOutcomes(PowerReport report)
    {
        foreach (var group in report.Instances.CountBy(instance => (instance.Outcome, instance.Reason)))
        {
            Telemetry.OutcomesCounted(report.Action.Name(), group.Key.Outcome, group.Key.Reason, group.Value);
        }
    }

    private PowerReport Finish(PowerRun run, Activity? activity)
    {
        var report = run.ToReport(time.GetUtcNow());
        run.ReportProgress();

        Telemetry.RunEnded(report.Action.Name(), report.FinishedAt - report.StartedAt);
        if (Telemetry.CountsOutcomes)
        {
            CountOutcomes(report);
        }

        foreach (var instance in report.Instances)
        {
            Log.InstanceSettled(logger, instance.InstanceId, OutcomeNames.Words(instance.Outcome), instance.Message);
        }

        if (report.IsSuccess)
        {
            Log.RunEnded(logger, report.ToString());
        }
        else
        {
            Log.RunEndedWithFailures(logger, report.ToString());
            // The messages may name instances; a trace does not.
            activity?.SetStatus(ActivityStatusCode.Error, report.EarlyEnd?.Code ?? "Some instances did not succeed.");
        }

        return report;
    }
}
