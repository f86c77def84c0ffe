using System.Collections.Immutable;

namespace Stopinator;

/// <summary>Runs requests in many regions and accounts at once, each within its own rate limits, and merges the reports.</summary>
/// <remarks>
/// Scope, guards and order apply to each target separately. A target that cannot be reached, or that a guard refuses, does not stop the
/// others: its failure is its entry in the report. <see cref="ExecutionOptions.MaxParallelTargets"/> targets have their turn at once, in
/// the order given.
/// </remarks>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public interface IMultiTargetPowerService
{
    /// <summary>The number of targets that have their turn at once, <see cref="ExecutionOptions.MaxParallelTargets"/>.</summary>
    int MaxParallelTargets { get; }

    /// <summary>
    /// Returns the service of one target, e.g. to find its instances, or to load a plan that was saved for it. From then on, the target has
    /// this service, client and credentials as long as the service of all targets lives.
    /// </summary>
    /// <param name="target">The target.</param>
    IInstancePowerService At(PowerTarget target);

    /// <summary>
    /// Lists the targets of accounts, region by region, without the excluded ones. Where an account asks for its enabled regions, EC2 lists
    /// them (DescribeRegions), once an hour. An account whose regions cannot be listed is one target with a
    /// <see cref="PowerTarget.Problem"/>.
    /// </summary>
    /// <param name="targets">The accounts and their regions.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="ArgumentException">The targets contradict a rule; the message lists every problem.</exception>
    Task<ImmutableArray<PowerTarget>> ListAsync(PowerTargets targets, CancellationToken cancellationToken = default);

    /// <summary>Plans a request at each target. The method only sends describes.</summary>
    /// <param name="requests">The requests with their targets; no target twice.</param>
    /// <param name="planner">
    /// Makes the plan of a target. Default: <see cref="IInstancePowerService.PlanAsync(PowerRequest, CancellationToken)"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <exception cref="ArgumentException">There is no target, a target is named twice, or a request contradicts itself.</exception>
    Task<MultiTargetPlan> PlanAsync(
        IEnumerable<TargetRequest> requests, TargetPlanner? planner = null, CancellationToken cancellationToken = default);

    /// <summary>Loads the plans that <see cref="MultiTargetPlan.ToJson"/> saved, each as its target's service loads it.</summary>
    /// <param name="json">
    /// The saved plans. Of a target only its name counts: region, role and endpoint are those of <paramref name="targets"/>.
    /// </param>
    /// <param name="targets">The targets that may be acted on. A saved plan of any other target is refused.</param>
    /// <param name="configure">Sets the options of each loaded plan, as in <see cref="IInstancePowerService.LoadPlanAsync"/>.</param>
    /// <param name="maxAge">The largest age of a plan. Default 24 hours.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <exception cref="System.Text.Json.JsonException">
    /// The JSON does not hold saved plans; the message has the path of what is wrong.
    /// </exception>
    /// <exception cref="ArgumentException">A plan is of a target that is not among the given ones.</exception>
    Task<MultiTargetPlan> LoadPlanAsync(
        string json, IEnumerable<PowerTarget> targets, Func<PowerRequest, PowerRequest>? configure = null, TimeSpan? maxAge = null,
        CancellationToken cancellationToken = default);

    /// <summary>Carries out the plans of targets.</summary>
    /// <param name="plan">The plans, made by this service.</param>
    /// <param name="progress">
    /// Receives each target's report as the target ends. A listener that is an <see cref="IProgress{T}"/> of <see cref="TargetProgress"/>,
    /// too, receives the progress within the targets. One call ends before the next begins, and the targets wait for it. The calls come
    /// from different threads.
    /// </param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ArgumentException">Another service made the plans, and its scope may be another.</exception>
    /// <exception cref="MultiTargetCanceledException">The run was cancelled; the exception carries the report.</exception>
    Task<MultiTargetReport> ExecuteAsync(
        MultiTargetPlan plan, IProgress<TargetReport>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Plans and executes a request at each target.</summary>
    /// <param name="requests">The requests with their targets; no target twice.</param>
    /// <param name="progress">
    /// Receives each target's report as the target ends. A listener that is an <see cref="IProgress{T}"/> of <see cref="TargetProgress"/>,
    /// too, receives the progress within the targets. One call ends before the next begins, and the targets wait for it. The calls come
    /// from different threads.
    /// </param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ArgumentException">There is no target, a target is named twice, or a request contradicts itself.</exception>
    /// <exception cref="MultiTargetCanceledException">The run was cancelled; the exception carries the report.</exception>
    Task<MultiTargetReport> RunAsync(
        IEnumerable<TargetRequest> requests, IProgress<TargetReport>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Plans by a planner and executes, target by target. Neither reading nor memory of one target waits for another.</summary>
    /// <param name="requests">The requests with their targets; no target twice.</param>
    /// <param name="planner">
    /// Makes the plan of a target, e.g. of a reconcile, by the target's service, which the planner must not use after the call. An
    /// exception of the planner is the failure of that target.
    /// </param>
    /// <param name="progress">
    /// Receives each target's report as the target ends. A listener that is an <see cref="IProgress{T}"/> of <see cref="TargetProgress"/>,
    /// too, receives the progress within the targets. One call ends before the next begins, and the targets wait for it. The calls come
    /// from different threads.
    /// </param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ArgumentException">There is no target, a target is named twice, or a request contradicts itself.</exception>
    /// <exception cref="MultiTargetCanceledException">The run was cancelled; the exception carries the report.</exception>
    Task<MultiTargetReport> RunAsync(
        IEnumerable<TargetRequest> requests, TargetPlanner planner, IProgress<TargetReport>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Plans and executes the same request at every target.</summary>
    /// <inheritdoc cref="RunAsync(IEnumerable{TargetRequest}, IProgress{TargetReport}?, CancellationToken)"/>
    Task<MultiTargetReport> RunAsync(
        IEnumerable<PowerTarget> targets, PowerRequest request, IProgress<TargetReport>? progress = null,
        CancellationToken cancellationToken = default);
}

/// <summary>Makes the plan of one target.</summary>
/// <param name="power">The service of the target, which has to make the plan.</param>
/// <param name="asked">The target and its request.</param>
/// <param name="cancellationToken">Ends the planning.</param>
public delegate Task<PowerPlan> TargetPlanner(IInstancePowerService power, TargetRequest asked, CancellationToken cancellationToken);
