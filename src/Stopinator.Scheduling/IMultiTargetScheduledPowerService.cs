using System.Collections.Immutable;

namespace Stopinator.Scheduling;

/// <summary>
/// Keeps tagged EC2 instances of many regions and accounts on their schedules. Call the service at every tick, as
/// <see cref="IScheduledPowerService"/>.
/// </summary>
/// <remarks>
/// Each target is planned and carried out on its own, <see cref="ExecutionOptions.MaxParallelTargets"/> at once. A failure of a target,
/// including a failure of its schedules, is the target's entry in the report. A run begins with another target at every tick
/// (<see cref="TargetRotation"/>). When the deadline of the request ends a run early, <see cref="MultiTargetReport.Remaining"/> has the
/// targets that are left, and a later tick begins with them.
/// </remarks>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public interface IMultiTargetScheduledPowerService
{
    /// <summary>Reads the tagged instances of each target once and decides on each. Sends only describe calls.</summary>
    /// <param name="targets">The targets, e.g. of <see cref="IMultiTargetPowerService.ListAsync"/>; no target twice.</param>
    /// <param name="request">
    /// A request of <see cref="PowerRequest.Reconcile"/> for every target. Its selector narrows the tagged instances. Default (null): every
    /// tagged instance.
    /// </param>
    /// <param name="tick">The time for which the tick was scheduled. Default (null): now.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <exception cref="ArgumentException">There is no target, one is named twice, or the request is not a reconcile.</exception>
    Task<MultiTargetScheduledPlan> PlanAsync(
        IEnumerable<PowerTarget> targets, PowerRequest? request = null, DateTimeOffset? tick = null,
        CancellationToken cancellationToken = default);

    /// <summary>Plans requests that differ from target to target. Sends only describe calls.</summary>
    /// <param name="requests">The requests with their targets, each a <see cref="PowerRequest.Reconcile"/>.</param>
    /// <param name="tick">The time for which the tick was scheduled. Default (null): now.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <exception cref="ArgumentException">There is no target, one is named twice, or a request is not a reconcile.</exception>
    Task<MultiTargetScheduledPlan> PlanAsync(
        IEnumerable<TargetRequest> requests, DateTimeOffset? tick = null, CancellationToken cancellationToken = default);

    /// <summary>Carries out the plans of targets, in each target first the stops, then the starts.</summary>
    /// <param name="plan">The plans, made by this service.</param>
    /// <param name="progress">
    /// Receives each target's report as the target ends, as in <see cref="IMultiTargetPowerService.ExecuteAsync"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ArgumentException">Another service made the plans, and its scope may be another.</exception>
    /// <exception cref="MultiTargetCanceledException">The run was cancelled; the exception carries the report.</exception>
    Task<MultiTargetScheduledReport> ExecuteAsync(
        MultiTargetScheduledPlan plan, IProgress<TargetReport>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Plans and carries out, target by target. The report has the targets in the order given.</summary>
    /// <inheritdoc cref="PlanAsync(IEnumerable{PowerTarget}, PowerRequest, DateTimeOffset?, CancellationToken)"/>
    /// <param name="targets">The targets, e.g. of <see cref="IMultiTargetPowerService.ListAsync"/>; no target twice.</param>
    /// <param name="request">
    /// A request of <see cref="PowerRequest.Reconcile"/>, which narrows the tagged instances. Default (null): every tagged instance.
    /// </param>
    /// <param name="tick">The time for which the tick was scheduled. Default (null): now.</param>
    /// <param name="progress">
    /// Receives each target's report as the target ends, as in <see cref="IMultiTargetPowerService.ExecuteAsync"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="MultiTargetCanceledException">The run was cancelled; the exception carries the report.</exception>
    Task<MultiTargetScheduledReport> RunAsync(
        IEnumerable<PowerTarget> targets, PowerRequest? request = null, DateTimeOffset? tick = null,
        IProgress<TargetReport>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Carries out requests that differ from target to target, such as those of <see cref="MultiTargetReport.Remaining"/>, in the order
    /// given.
    /// </summary>
    /// <param name="requests">The requests with their targets, each a <see cref="PowerRequest.Reconcile"/>.</param>
    /// <param name="tick">The time for which the tick was scheduled. Default (null): now.</param>
    /// <param name="progress">
    /// Receives each target's report as the target ends, as in <see cref="IMultiTargetPowerService.ExecuteAsync"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ArgumentException">There is no target, one is named twice, or a request is not a reconcile.</exception>
    /// <exception cref="MultiTargetCanceledException">The run was cancelled; the exception carries the report.</exception>
    Task<MultiTargetScheduledReport> RunAsync(
        IEnumerable<TargetRequest> requests, DateTimeOffset? tick = null, IProgress<TargetReport>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Reads the tagged instances of each target, e.g. for one preview of all fleets.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="selector">Narrows the tagged instances. Default (null): every tagged instance.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<ImmutableArray<TargetFleet>> FindAsync(
        IEnumerable<PowerTarget> targets, InstanceSelector? selector = null, CancellationToken cancellationToken = default);
}

/// <summary>The tagged instances of a target, and the options by which their tags are read.</summary>
/// <param name="Target">The target.</param>
/// <param name="Instances">The instances; empty when there is a failure.</param>
/// <param name="Schedules">The options of the target, with the current catalogs; null when there is a failure.</param>
/// <param name="Failure">The failure that prevented the reading; null when there is none.</param>
public sealed record TargetFleet(
    PowerTarget Target, ImmutableArray<Ec2Instance> Instances, ScheduledPowerOptions? Schedules, Exception? Failure);
