namespace Stopinator;

/// <summary>
/// Code of your own that runs before and after an instance is acted on, e.g. to remove it from a load balancer, or to post a message.
/// </summary>
/// <remarks>
/// <para>
/// The methods are called for each instance on which the run acts. They are not called for an instance that is skipped, nor in a dry run.
/// Calls for different instances run in parallel, up to <see cref="ExecutionOptions.MaxParallelObservers"/>. A call may take
/// <see cref="ExecutionOptions.ObserverTimeout"/>. When a call takes longer or throws, the failure is logged and the run continues.
/// </para>
/// <para>
/// Add observers by <c>AddPowerObserver</c> or with the constructor of the service. An observer must not depend on the service itself.
/// </para>
/// </remarks>
/// <threadsafety>Implementations must be safe for use by several threads.</threadsafety>
public interface IPowerObserver
{
    /// <summary>Called once for each instance on which the run acts, just before the call to EC2 that names the instance.</summary>
    /// <param name="decision">The decision to act, with the instance as the plan saw it.</param>
    /// <param name="cancellationToken">Cancelled when the time is over or the run is cancelled.</param>
    /// <returns>
    /// <see cref="ObserverAnswer.Proceed"/>, or <see cref="ObserverAnswer.Hold"/> to leave the instance alone. After a hold, the later
    /// observers are not called.
    /// </returns>
    ValueTask<ObserverAnswer> BeforeAsync(InstanceDecision decision, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ObserverAnswer.Proceed);

    /// <summary>
    /// Called at the end of the run with the outcome of each instance for which <see cref="BeforeAsync"/> was called, also when the
    /// instance was held or the run was cancelled. An observer cannot change an outcome.
    /// </summary>
    /// <param name="outcome">The outcome, as the report has it.</param>
    /// <param name="cancellationToken">
    /// Cancelled when the time is over. After a cancelled run all calls together have <see cref="ExecutionOptions.ObserverTimeout"/>.
    /// </param>
    ValueTask AfterAsync(InstanceOutcome outcome, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>The answer of an observer before an instance is acted on.</summary>
public readonly record struct ObserverAnswer
{
    private ObserverAnswer(string reason) => Reason = reason;

    /// <summary>The instance may be acted on.</summary>
    public static ObserverAnswer Proceed => default;

    /// <summary>The reason of a hold; null when the instance may be acted on.</summary>
    public string? Reason { get; }

    /// <summary>
    /// Leaves the instance alone. Its outcome is <see cref="Outcome.Skipped"/> with <see cref="ReasonCode.HeldByObserver"/>.
    /// </summary>
    /// <param name="reason">The reason, as a sentence.</param>
    public static ObserverAnswer Hold(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return new ObserverAnswer(reason);
    }
}
