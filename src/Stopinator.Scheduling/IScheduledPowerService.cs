namespace Stopinator.Scheduling;

/// <summary>Holds tagged EC2 instances to their schedules: called at every tick, it starts and stops what has to be.</summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public interface IScheduledPowerService
{
    /// <summary>Reads the tagged instances once and decides on each. Only describes are sent.</summary>
    /// <param name="request">
    /// A request of <see cref="PowerRequest.Reconcile"/>; its selector narrows the tagged instances. Default (null): every tagged instance.
    /// </param>
    /// <param name="tick">
    /// The time for which the tick was scheduled, e.g. that of the event, so that a repeated event looks at the same time again. Default (null): now.
    /// </param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <exception cref="ArgumentException">The request is no reconcile, or contradicts itself.</exception>
    /// <exception cref="PlanRefusedException">A guard refuses the plan, or its deadline has passed.</exception>
    /// <exception cref="Ec2Exception">EC2 refused or could not be reached.</exception>
    Task<ScheduledPlan> PlanAsync(PowerRequest? request = null, DateTimeOffset? tick = null, CancellationToken cancellationToken = default);

    /// <summary>Carries a plan out: first the stops, then the starts.</summary>
    /// <inheritdoc cref="IInstancePowerService.ExecuteAsync"/>
    Task<ScheduledReport> ExecuteAsync(
        ScheduledPlan plan, IProgress<PowerProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Plans and carries out.</summary>
    /// <inheritdoc cref="PlanAsync"/>
    /// <exception cref="PowerCanceledException">The run was cancelled; the exception carries the report of what was done.</exception>
    Task<ScheduledReport> RunAsync(
        PowerRequest? request = null, DateTimeOffset? tick = null, CancellationToken cancellationToken = default);
}
