namespace Stopinator;

/// <summary>Starts, stops and reboots EC2 instances, and reports the outcome of each one.</summary>
/// <remarks>
/// Before the first call that changes anything, failures throw: <see cref="Ec2Exception"/> when EC2 cannot be asked,
/// <see cref="PlanRefusedException"/> when a guard refuses. After that call, failures are outcomes in the report.
/// </remarks>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public interface IInstancePowerService
{
    /// <summary>Reads the selected instances, each once, as EC2's pages arrive.</summary>
    /// <param name="selector">The instances to read. An id that EC2 does not know is left out here; a plan names it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Ec2Exception">EC2 refused or could not be reached.</exception>
    IAsyncEnumerable<Ec2Instance> FindAsync(InstanceSelector selector, CancellationToken cancellationToken = default);

    /// <summary>Decides what the request would do to each selected instance. The method only sends describes.</summary>
    /// <exception cref="ArgumentException">The request contradicts itself; the message lists every problem.</exception>
    /// <exception cref="PlanRefusedException">A guard refuses the plan, or the deadline of the request has passed.</exception>
    /// <exception cref="Ec2Exception">EC2 refused or could not be reached.</exception>
    Task<PowerPlan> PlanAsync(PowerRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads the selected instances once and decides on each as a rule chooses: start, stop, or leave alone. The result is one plan, under
    /// the same scope, guards and limits as any other plan. Its stops are sent before its starts. The method only sends describes.
    /// </summary>
    /// <param name="request">A request with <see cref="PowerAction.Reconcile"/>.</param>
    /// <param name="choose">The rule. It is called once for each instance in scope, and again after an awaited transition.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <inheritdoc cref="PlanAsync(PowerRequest, CancellationToken)" path="/exception"/>
    Task<PowerPlan> PlanAsync(PowerRequest request, Func<Ec2Instance, PowerChoice> choose, CancellationToken cancellationToken = default);

    /// <summary>Carries out a plan.</summary>
    /// <param name="plan">A plan made by this service.</param>
    /// <param name="progress">Receives the progress after each call and each look at the states.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ArgumentException">Another service made the plan, and its scope may be another.</exception>
    /// <exception cref="PlanRefusedException">The deadline has passed.</exception>
    /// <exception cref="PowerCanceledException">The run was cancelled; the exception carries the report of what was done.</exception>
    Task<PowerReport> ExecuteAsync(
        PowerPlan plan, IProgress<PowerProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Plans a request and carries it out.</summary>
    /// <inheritdoc cref="PlanAsync(PowerRequest, CancellationToken)" path="/exception"/>
    /// <exception cref="PowerCanceledException">The run was cancelled; the exception carries the report of what was done.</exception>
    Task<PowerReport> RunAsync(
        PowerRequest request, IProgress<PowerProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Starts the selected instances and waits until they run.</summary>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    Task<PowerReport> StartAsync(InstanceSelector selector, CancellationToken cancellationToken = default);

    /// <summary>Stops the selected instances. The method does not wait until they are stopped.</summary>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    Task<PowerReport> StopAsync(InstanceSelector selector, CancellationToken cancellationToken = default);

    /// <summary>Reboots the selected instances. EC2 only queues reboots; nothing tells when they happen.</summary>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    Task<PowerReport> RebootAsync(InstanceSelector selector, CancellationToken cancellationToken = default);
}
