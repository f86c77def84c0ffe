using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;
using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda.Running;

/// <summary>Runs commands within the settings.</summary>
internal sealed class CommandRunner(
    FunctionSettings settings, IInstancePowerService power, ReconcilePlanner reconcile, TimeProvider time, string? target = null)
{
    private readonly UndoPlanner _undo = new(settings, power, time);

    /// <summary>The name of the target; null for a function without a list of targets.</summary>
    public string? Target => target;

    /// <summary>Runs a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="deadline">The time by which the run must end; null when there is none.</param>
    /// <param name="callerGoesOn">True when the caller continues with a remainder itself.</param>
    /// <param name="checkPlan">Checks the plan before anything is done.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<RunResult> RunAsync(
        FunctionCommand command,
        DateTimeOffset? deadline,
        bool callerGoesOn,
        Action<PowerPlan>? checkPlan,
        CancellationToken cancellationToken)
    {
        EventAge.Check(command, settings, time.GetUtcNow());
        var planned = await PlanAsync(command, command.ScheduledTime, deadline, cancellationToken).ConfigureAwait(false);
        checkPlan?.Invoke(planned.Plan);
        return await ExecuteAsync(planned, callerGoesOn, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Plans a command, whose age is not looked at.</summary>
    /// <param name="command">The command.</param>
    /// <param name="tick">The time at which schedules are looked at; null for now.</param>
    /// <param name="deadline">The time by which the run must end; null when there is none.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    public async Task<PlannedCommand> PlanAsync(
        FunctionCommand command, DateTimeOffset? tick, DateTimeOffset? deadline, CancellationToken cancellationToken)
    {
        var request = command.Undo is null ? RequestFactory.Create(command, settings, deadline) : null;
        try
        {
            if (request?.Action == PowerAction.Reconcile)
            {
                var planned = await reconcile(request, tick, cancellationToken).ConfigureAwait(false);
                return new PlannedCommand(command, planned.Power, planned);
            }

            var plan = request is null
                ? await _undo.PlanAsync(command, deadline, cancellationToken).ConfigureAwait(false)
                : await power.PlanAsync(request, cancellationToken).ConfigureAwait(false);
            return new PlannedCommand(command, plan, Reconcile: null);
        }
        catch (ArgumentException exception)
        {
            // Thrown for a request that contradicts itself, and for a selector that needs too many describe calls.
            throw new MalformedEventException(ErrorText.MessageOf(exception), exception);
        }
    }

    /// <summary>Carries out what was planned.</summary>
    /// <param name="planned">The command and its plan.</param>
    /// <param name="callerGoesOn">True when the caller continues with a remainder itself.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<RunResult> ExecuteAsync(PlannedCommand planned, bool callerGoesOn, CancellationToken cancellationToken)
    {
        var (command, plan, bySchedules) = planned;
        PowerReport report;
        try
        {
            report = await power.ExecuteAsync(plan, progress: null, cancellationToken).ConfigureAwait(false);
        }
        catch (PowerCanceledException exception)
        {
            // The report holds everything that was done until then; the rest is left for the next run.
            report = exception.Report;
        }

        // What is left of an undo is the same event again: a plain start or stop would not notice what others changed.
        var undoes = command.Undo is not null;
        var remaining = !undoes && report.Remaining() is { } left
            ? command with { Action = left.Action, Selector = left.Selector, AwaitFirst = [.. left.Order?.AwaitFirst ?? []] }
            : null;
        return new RunResult(report, remaining, FailurePolicy.Of(report, settings.FailOn, callerGoesOn && !undoes))
        {
            Target = target,
            UnknownSchedules = bySchedules?.UnknownSchedules,
            NotReversible = [.. command.Undo?.Undo()?.Decisions.Where(decision => !decision.Acts) ?? []],
            CatalogProblems = bySchedules?.CatalogProblems ?? [],
        };
    }
}

/// <summary>A command and its plan.</summary>
/// <param name="Command">The command.</param>
/// <param name="Plan">The decision on each instance.</param>
/// <param name="Reconcile">The plan by schedules; null for a command that does not look at them.</param>
internal sealed record PlannedCommand(FunctionCommand Command, PowerPlan Plan, ReconcilePlan? Reconcile);
