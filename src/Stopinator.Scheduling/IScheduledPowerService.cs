namespace Stopinator.Scheduling;

/// <summary>
/// Keeps tagged EC2 instances on their schedules. Call the service at every tick; it starts and stops the instances that are not in the
/// state their schedules ask for.
/// </summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public interface IScheduledPowerService
{
    /// <summary>Reads the tagged instances once and decides on each. Sends only describe calls.</summary>
    /// <param name="request">
    /// A request of <see cref="PowerRequest.Reconcile"/>. Its selector narrows the tagged instances. Default (null): every tagged instance.
    /// </param>
    /// <param name="tick">
    /// The time for which the tick was scheduled, e.g. the time of the event. A repeated event then looks at the same time again. Default
    /// (null): now.
    /// </param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <exception cref="ArgumentException">The request is not a reconcile request, or contradicts itself.</exception>
    /// <exception cref="PlanRefusedException">A guard rejects the plan, or the plan's deadline has passed.</exception>
    /// <exception cref="ScheduleSourceException">The schedules cannot be read, and there are no earlier ones.</exception>
    /// <exception cref="Ec2Exception">EC2 rejected a call or could not be reached.</exception>
    Task<ScheduledPlan> PlanAsync(PowerRequest? request = null, DateTimeOffset? tick = null, CancellationToken cancellationToken = default);

    /// <summary>Carries out a plan: first the stops, then the starts.</summary>
    /// <inheritdoc cref="IInstancePowerService.ExecuteAsync"/>
    Task<ScheduledReport> ExecuteAsync(
        ScheduledPlan plan, IProgress<PowerProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Plans, and carries out the plan.</summary>
    /// <inheritdoc cref="PlanAsync"/>
    /// <exception cref="PowerCanceledException">The run was cancelled; the exception carries the report of what was done.</exception>
    Task<ScheduledReport> RunAsync(
        PowerRequest? request = null, DateTimeOffset? tick = null, CancellationToken cancellationToken = default);
}
