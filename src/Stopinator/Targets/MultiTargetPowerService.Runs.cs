using System.Diagnostics.CodeAnalysis;
using Stopinator.Diagnostics;
using Stopinator.Execution;
using Stopinator.Requests;
using Stopinator.Targets;

namespace Stopinator;

/// <content>Plans and runs, target by target.</content>
public sealed partial class MultiTargetPowerService
{
    private static readonly TargetPlanner ByRequest =
        static (power, asked, cancellationToken) => power.PlanAsync(asked.Request, cancellationToken);

    /// <inheritdoc/>
    public async Task<MultiTargetPlan> PlanAsync(
        IEnumerable<TargetRequest> requests, TargetPlanner? planner = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        TargetRequest[] asked = [.. requests];
        ThrowIfInvalid(asked, mayReconcile: planner is not null);
        var plans = await EachAsync(
            asked, one => PlanAsync(one, _services.Keep, planner ?? ByRequest, cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new MultiTargetPlan([.. plans], madeBy: this);
    }

    /// <inheritdoc/>
    public Task<MultiTargetPlan> LoadPlanAsync(
        string json, IEnumerable<PowerTarget> targets, Func<PowerRequest, PowerRequest>? configure = null, TimeSpan? maxAge = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var saved = SavedTargetPlans.Parse(json);
        var known = targets.ToLookup(target => target.ToString(), StringComparer.Ordinal);
        string[] problems =
        [
            .. saved.Select(one => known[one.Target].Count() switch
            {
                0 => $"The saved plan is for {ErrorText.Quote(one.Target)}, which is not among the targets of this run.",
                1 => null,
                _ => $"The saved plan is for {ErrorText.Quote(one.Target)}, the name of several targets; give each a name of its own.",
            }).OfType<string>(),
        ];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(" ", problems), nameof(targets));
        }

        var plans = saved.ToDictionary(one => known[one.Target].Single(), one => one.Json);
        return PlanAsync(
            saved.Select(one => new TargetRequest(known[one.Target].Single(), configure?.Invoke(one.Request) ?? one.Request)),
            (power, asked, token) => power.LoadPlanAsync(plans[asked.Target], configure, maxAge, token),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<MultiTargetReport> ExecuteAsync(
        MultiTargetPlan plan, IProgress<TargetReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.MadeBy == this
            ? RunEachAsync(
                plan.Targets,
                (target, listener) => ExecuteAsync(target, _services.Keep, listener, cancellationToken),
                progress,
                cancellationToken)
            : throw new ArgumentException(
                "The plans were made by another service, which may have another scope and other guards. Make them with the service that "
                + "executes them.",
                nameof(plan));
    }

    /// <inheritdoc/>
    public Task<MultiTargetReport> RunAsync(
        IEnumerable<TargetRequest> requests, IProgress<TargetReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return RunAsync([.. requests], ByRequest, mayReconcile: false, progress, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<MultiTargetReport> RunAsync(
        IEnumerable<TargetRequest> requests, TargetPlanner planner, IProgress<TargetReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(planner);
        return RunAsync([.. requests], planner, mayReconcile: true, progress, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<MultiTargetReport> RunAsync(
        IEnumerable<PowerTarget> targets, PowerRequest request, IProgress<TargetReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(request);
        return RunAsync(targets.Select(target => new TargetRequest(target, request)), progress, cancellationToken);
    }

    private Task<MultiTargetReport> RunAsync(
        TargetRequest[] asked, TargetPlanner planner, bool mayReconcile, IProgress<TargetReport>? progress,
        CancellationToken cancellationToken)
    {
        ThrowIfInvalid(asked, mayReconcile);
        return RunEachAsync(asked, RunAsync, progress, cancellationToken);

        async Task<TargetReport> RunAsync(TargetRequest one, TargetListener listener)
        {
            using var use = _services.Begin();
            var plan = await PlanAsync(one, use.At, planner, cancellationToken).ConfigureAwait(false);
            return await ExecuteAsync(plan, use.At, listener, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<MultiTargetReport> RunEachAsync<T>(
        IReadOnlyList<T> targets, Func<T, TargetListener, Task<TargetReport>> run, IProgress<TargetReport>? progress,
        CancellationToken cancellationToken)
    {
        var listener = new TargetListener(progress);
        var reports = await EachAsync(targets, async target =>
        {
            var report = await run(target, listener).ConfigureAwait(false);
            listener.Ended(report);
            return report;
        }).ConfigureAwait(false);
        var report = new MultiTargetReport([.. reports]);
        return cancellationToken.IsCancellationRequested && Array.Exists(reports, WasCancelled)
            ? throw new MultiTargetCanceledException(report, cancellationToken)
            : report;
    }

    // The token ends each target, which then reports what was done. It must not end the loop.
    private async Task<TResult[]> EachAsync<T, TResult>(IReadOnlyList<T> targets, Func<T, Task<TResult>> run)
    {
        var results = new TResult[targets.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = MaxParallelTargets };
        await Parallel.ForAsync(
            0, results.Length, parallel, async (index, _) => results[index] = await run(targets[index]).ConfigureAwait(false))
            .ConfigureAwait(false);
        return results;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A failure of a target is that target's.")]
    private async Task<TargetPlan> PlanAsync(
        TargetRequest asked, Func<PowerTarget, InstancePowerService> at, TargetPlanner planner, CancellationToken cancellationToken)
    {
        if (asked.Target.Problem is { } problem)
        {
            return new TargetPlan(asked, plan: null, problem);
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfLate(asked.Request);
            return new TargetPlan(
                asked,
                await planner(at(asked.Target), asked, cancellationToken).ConfigureAwait(false)
                    ?? throw new InvalidOperationException("The planner returned no plan."),
                failure: null);
        }
        catch (Exception failure)
        {
            return new TargetPlan(asked, plan: null, FailureOf(failure, asked.Request));
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A failure of a target is that target's.")]
    private async Task<TargetReport> ExecuteAsync(
        TargetPlan planned, Func<PowerTarget, InstancePowerService> at, TargetListener listener, CancellationToken cancellationToken)
    {
        if (planned.Plan is not { } plan)
        {
            return new TargetReport(planned.Asked, report: null, planned.Failure);
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfLate(planned.Asked.Request);
            var target = planned.Asked.Target;
            return new TargetReport(
                planned.Asked,
                await at(target).ExecuteAsync(plan, listener.At(target), cancellationToken).ConfigureAwait(false),
                failure: null);
        }
        catch (PowerCanceledException cancelled)
        {
            return new TargetReport(planned.Asked, cancelled.Report, failure: null);
        }
        catch (Exception failure)
        {
            return new TargetReport(planned.Asked, report: null, FailureOf(failure, planned.Asked.Request));
        }
    }

    private static bool WasCancelled(TargetReport target) =>
        target.Failure is OperationCanceledException || target.Report?.EarlyEnd?.Code == EarlyEndCode.Cancelled;

    private void ThrowIfLate(PowerRequest request)
    {
        if (IsLate(request))
        {
            throw NotReached(request);
        }
    }

    // What a run could not read in time is left for the next one, as what it did not begin.
    private Exception FailureOf(Exception failure, PowerRequest request) =>
        IsLate(request) && failure
            is PlanRefusedException
            or Ec2Exception { Code: Ec2ErrorCode.NoTimeForRateLimit }
            or Ec2Exception { Kind: Ec2ErrorKind.Throttled or Ec2ErrorKind.Server or Ec2ErrorKind.NotSent or Ec2ErrorKind.AnswerLost }
            ? NotReached(request)
            : failure;

    private bool IsLate(PowerRequest request) => request.Deadline <= _time.GetUtcNow() + _options.Execution.DeadlineMargin;

    private static TargetNotReachedException NotReached(PowerRequest request) => new(
        $"The target did not have its turn before the deadline, {request.Deadline:O}. Nothing was changed. Run it again, with the requests "
        + "of MultiTargetReport.Remaining.");

    private void ThrowIfInvalid(TargetRequest[] asked, bool mayReconcile)
    {
        if (asked.Length == 0)
        {
            throw new ArgumentException("There is no target. Give at least one, which exclude does not take away.", nameof(asked));
        }

        var twice = asked
            .Where(one => one.Target.Problem is null)
            .GroupBy(one => _services.IdentityOf(one.Target) with { ExternalId = null })
            .FirstOrDefault(group => group.Skip(1).Any());
        if (twice is not null)
        {
            throw new ArgumentException($"The target {twice.First().Target} is named twice; each takes one request.", nameof(asked));
        }

        if (!mayReconcile && Array.Exists(asked, one => one.Request.Action == PowerAction.Reconcile))
        {
            throw new ArgumentException(
                "A reconcile takes a rule that chooses the action of each instance; use a MultiTargetScheduledPowerService, or give a "
                + "TargetPlanner.",
                nameof(asked));
        }

        Array.ForEach(asked, one => PowerRequestRules.ThrowIfInvalid(one.Request));
    }
}
