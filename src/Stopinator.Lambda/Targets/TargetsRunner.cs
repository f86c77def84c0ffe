using Stopinator.Diagnostics;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;
using Stopinator.Lambda.Running;
using Stopinator.Lambda.Runs;
using Stopinator.Lambda.Text;

namespace Stopinator.Lambda.Targets;

/// <summary>Runs commands at a list of targets, several at once.</summary>
internal sealed class TargetsRunner(FunctionSettings settings, TargetServices services, TimeProvider time) : IRunner
{
    // Commands that look at no schedules come at any time, also again after a run that left targets.
    private static readonly TimeSpan CommandInterval = TimeSpan.FromMinutes(1);

    private readonly TargetOrder _order = new();

    public async Task<CommandResult> RunAsync(
        FunctionCommand command,
        DateTimeOffset? deadline,
        bool callerGoesOn,
        Action<PowerPlan>? checkPlan,
        CancellationToken cancellationToken)
    {
        EventAge.Check(command, settings, time.GetUtcNow());
        if (command.Undo is not null)
        {
            return await UndoAsync(command, deadline, checkPlan, cancellationToken).ConfigureAwait(false);
        }

        var request = RequestFactory.Create(command, settings, deadline);
        if (command.AwaitFirst.Length > 0)
        {
            throw new MalformedEventException(
                $"'{CommandProperty.AwaitFirst}' names instances of one target; write it beside the target in "
                + $"'{CommandProperty.Targets}'.");
        }

        var (targets, problem) = await services.ListAsync(cancellationToken).ConfigureAwait(false);
        var requests = TargetChoice.Requests(targets, command, request);
        var outcome = await RunAsync(requests, request, command.ScheduledTime, checkPlan, cancellationToken).ConfigureAwait(false);
        var left = outcome.Report.Remaining();
        _order.Keep(left);
        return new TargetsResult(
            request,
            outcome.Report,
            TargetsRemainder.Of(command, request, outcome.Report, left),
            TargetsFailurePolicy.Of(outcome.Report, settings.FailOn, callerGoesOn))
        {
            UnknownSchedules = outcome.UnknownSchedules,
            CatalogProblems = problem is null ? outcome.CatalogProblems : [problem, .. outcome.CatalogProblems],
        };
    }

    public async ValueTask<CommandRunner> RunnerAtAsync(
        EventLocation location, EventLocation function, CancellationToken cancellationToken)
    {
        var (targets, _) = await services.ListAsync(cancellationToken).ConfigureAwait(false);
        return services.RunnerAt(TargetChoice.At(targets, location, function));
    }

    // The report of one target is turned back there.
    private async Task<CommandResult> UndoAsync(
        FunctionCommand command, DateTimeOffset? deadline, Action<PowerPlan>? checkPlan, CancellationToken cancellationToken)
    {
        if (command.Targets is not [{ Selector: null, AwaitFirst: [] } named])
        {
            throw new MalformedEventException(
                "An undo takes the report of one target, and the target's name: "
                + "{\"action\":\"undo\",\"targets\":[\"111122223333/eu-west-1\"],\"report\":{...}}.");
        }

        var (targets, _) = await services.ListAsync(cancellationToken).ConfigureAwait(false);
        return await services.RunnerAt(TargetChoice.Named(targets, named.Name))
            .RunAsync(command, deadline, callerGoesOn: false, checkPlan, cancellationToken).ConfigureAwait(false);
    }

    private async Task<TargetsOutcome> RunAsync(
        IEnumerable<TargetRequest> requests, PowerRequest request, DateTimeOffset? tick, Action<PowerPlan>? checkPlan,
        CancellationToken cancellationToken)
    {
        try
        {
            return request.Action == PowerAction.Reconcile
                ? await ReconcileAsync(requests, tick, checkPlan, cancellationToken).ConfigureAwait(false)
                : await SwitchAsync(requests, checkPlan, cancellationToken).ConfigureAwait(false);
        }
        catch (MultiTargetCanceledException exception)
        {
            // The report holds everything that was done until then; the rest is left for the next run.
            return new TargetsOutcome(exception.Report);
        }
        catch (ArgumentException exception)
        {
            // Thrown for a request that contradicts itself, and for a target that is listed twice.
            throw new MalformedEventException(ErrorText.MessageOf(exception), exception);
        }
    }

    private async Task<TargetsOutcome> ReconcileAsync(
        IEnumerable<TargetRequest> requests, DateTimeOffset? tick, Action<PowerPlan>? checkPlan, CancellationToken cancellationToken)
    {
        var ordered = _order.Of(requests, tick ?? time.GetUtcNow(), services.Interval);
        if (checkPlan is null)
        {
            return TargetsOutcome.Of(
                await services.ScheduledPower.RunAsync(ordered, tick, progress: null, cancellationToken).ConfigureAwait(false));
        }

        var plan = await services.ScheduledPower.PlanAsync(ordered, tick, cancellationToken).ConfigureAwait(false);
        Check(plan.Power, checkPlan);
        return TargetsOutcome.Of(
            await services.ScheduledPower.ExecuteAsync(plan, progress: null, cancellationToken).ConfigureAwait(false));
    }

    private async Task<TargetsOutcome> SwitchAsync(
        IEnumerable<TargetRequest> requests, Action<PowerPlan>? checkPlan, CancellationToken cancellationToken)
    {
        var ordered = _order.Of(requests, time.GetUtcNow(), CommandInterval);
        if (checkPlan is null)
        {
            return new(await services.Power.RunAsync(ordered, progress: null, cancellationToken).ConfigureAwait(false));
        }

        var plan = await services.Power.PlanAsync(ordered, planner: null, cancellationToken).ConfigureAwait(false);
        Check(plan, checkPlan);
        return new(await services.Power.ExecuteAsync(plan, progress: null, cancellationToken).ConfigureAwait(false));
    }

    private static void Check(MultiTargetPlan plan, Action<PowerPlan> checkPlan)
    {
        foreach (var planned in plan.Targets.Select(target => target.Plan).OfType<PowerPlan>())
        {
            checkPlan(planned);
        }
    }
}
