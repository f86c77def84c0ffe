namespace Stopinator;

/// <summary>Starts, stops and reboots EC2 instances, and reports the outcome of each one.</summary>
/// <remarks>
/// Before the first call that changes anything, failures throw: <see cref="Ec2Exception"/> when EC2 refuses or cannot be reached,
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

    /// <summary>
    /// Decides as <see cref="PlanAsync(PowerRequest, Func{Ec2Instance, PowerChoice}, CancellationToken)"/> does, by an asynchronous rule
    /// that e.g. reads metrics or asks a ticket system. All instances are read first, then the rule is called for
    /// <see cref="ExecutionOptions.MaxParallelChoices"/> instances at once.
    /// </summary>
    /// <param name="request">A request with <see cref="PowerAction.Reconcile"/>.</param>
    /// <param name="choose">
    /// The rule. It is called once for each instance in scope; after an awaited transition its choice stands. Its token is cancelled when
    /// the planning is cancelled or no time is left before the deadline of the request. An exception of the rule ends the planning.
    /// </param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <inheritdoc cref="PlanAsync(PowerRequest, CancellationToken)" path="/exception"/>
    Task<PowerPlan> PlanAsync(
        PowerRequest request, Func<Ec2Instance, CancellationToken, ValueTask<PowerChoice>> choose,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Loads a plan that <see cref="PowerPlan.ToJson"/> saved. A saved plan only narrows. The instances on which it acts are read and
    /// decided on again, under the scope, guards and limits of this service. An instance on which this service would act is left alone with
    /// <see cref="ReasonCode.ChangedSincePlan"/> when its state or its stop mode differs from the saved plan, or when the selector of the
    /// saved plan no longer selects it. The method only sends describes.
    /// </summary>
    /// <param name="json">The saved plan. Only its action, selector, instances, states and modes of a stop count.</param>
    /// <param name="configure">
    /// Sets the options of the loaded plan, e.g. <c>request => request with { Allow = [ReasonCode.Spot] }</c>. Allowances and limits of the
    /// saved plan are ignored, and its stop modes have to be set again. Default: no option is set. Action and selector must not change.
    /// </param>
    /// <param name="maxAge">
    /// The largest age of the plan. It protects against mistakes, not against tampering with the file. Default 24 hours.
    /// </param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <exception cref="System.Text.Json.JsonException">
    /// The JSON is not a saved plan; the message has the path of what is wrong.
    /// </exception>
    /// <exception cref="ArgumentException">The configured request contradicts itself, or has another action or selector.</exception>
    /// <exception cref="PlanRefusedException">
    /// The plan is too old, or of another region or account; a guard refuses it; or the deadline of the request has passed.
    /// </exception>
    /// <exception cref="Ec2Exception">EC2 refused or could not be reached.</exception>
    Task<PowerPlan> LoadPlanAsync(
        string json, Func<PowerRequest, PowerRequest>? configure = null, TimeSpan? maxAge = null,
        CancellationToken cancellationToken = default);

    /// <summary>Carries out a plan.</summary>
    /// <param name="plan">A plan made by this service.</param>
    /// <param name="progress">
    /// Receives the progress after each call and each describe. The run waits for each call of the listener, so the calls of one run follow
    /// one another. They come from different threads, and a listener of several runs is called by several at once.
    /// <see cref="Progress{T}"/> passes its calls on to the thread pool, where they may overlap and change their order.
    /// </param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ArgumentException">Another service made the plan, perhaps with another scope.</exception>
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

    /// <summary>Reboots the selected instances. EC2 queues a reboot, and does not show when it happens.</summary>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    Task<PowerReport> RebootAsync(InstanceSelector selector, CancellationToken cancellationToken = default);
}
