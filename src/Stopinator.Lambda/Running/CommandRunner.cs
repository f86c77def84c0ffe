using System.Collections.Immutable;
using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;
using Stopinator.Scheduling;

namespace Stopinator.Lambda.Running;

/// <summary>Runs commands within the settings.</summary>
internal sealed class CommandRunner(FunctionSettings settings, IInstancePowerService power, IScheduledPowerService scheduled, TimeProvider time)
{
    /// <summary>Runs a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="deadline">When the run must be over; null when nobody says.</param>
    /// <param name="callerGoesOn">Whether the caller takes care of a remainder.</param>
    /// <param name="checkPlan">Looks at the plan before anything is done.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<RunResult> RunAsync(
        FunctionCommand command, DateTimeOffset? deadline, bool callerGoesOn, Action<PowerPlan>? checkPlan, CancellationToken cancellationToken)
    {
        EventAge.Check(command, settings, time.GetUtcNow());
        var request = RequestFactory.Create(command, settings, deadline);
        var (plan, unknownSchedules) = await PlanAsync(request, command.ScheduledTime, cancellationToken).ConfigureAwait(false);
        checkPlan?.Invoke(plan);
        var report = await ExecuteAsync(plan, cancellationToken).ConfigureAwait(false);
        var remaining = report.Remaining() is { } left ? command with { Action = left.Action, Selector = left.Selector } : null;
        return new RunResult(report, remaining, Verdict.Of(report, settings.FailOn, callerGoesOn)) { UnknownSchedules = unknownSchedules };
    }

    private async Task<(PowerPlan Plan, ImmutableArray<UnknownSchedule> UnknownSchedules)> PlanAsync(PowerRequest request, DateTimeOffset? tick, CancellationToken cancellationToken)
    {
        try
        {
            if (request.Action != PowerAction.Reconcile)
            {
                return (await power.PlanAsync(request, cancellationToken).ConfigureAwait(false), []);
            }

            var plan = await scheduled.PlanAsync(request, tick, cancellationToken).ConfigureAwait(false);
            return (plan.Power, plan.UnknownSchedules);
        }
        catch (ArgumentException exception)
        {
            // A request that contradicts itself, or a selector that takes too many describes.
            throw new MalformedEventException(ErrorText.MessageOf(exception), exception);
        }
    }

    // What was done until the cancellation is in the report, and the rest is left for the next run.
    private async Task<PowerReport> ExecuteAsync(PowerPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            return await power.ExecuteAsync(plan, progress: null, cancellationToken).ConfigureAwait(false);
        }
        catch (PowerCanceledException exception)
        {
            return exception.Report;
        }
    }
}
