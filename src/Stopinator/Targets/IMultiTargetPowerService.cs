namespace Stopinator;

/// <summary>Runs requests in many regions and accounts at once, each within its own rate limits, and merges the reports.</summary>
/// <remarks>
/// Scope and guards apply to each target separately. A target that cannot be reached, or that a guard refuses, does not stop the others.
/// </remarks>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public interface IMultiTargetPowerService
{
    /// <summary>Plans and executes a request at each target.</summary>
    /// <param name="requests">The requests with their targets; no target twice.</param>
    /// <param name="progress">Receives each target's report as the target ends.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ArgumentException">There is no target, a target is named twice, or a request contradicts itself.</exception>
    /// <exception cref="MultiTargetCanceledException">The run was cancelled; the exception carries the report.</exception>
    Task<MultiTargetReport> RunAsync(
        IEnumerable<TargetRequest> requests, IProgress<TargetReport>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Plans and executes the same request at every target.</summary>
    /// <inheritdoc cref="RunAsync(IEnumerable{TargetRequest}, IProgress{TargetReport}?, CancellationToken)"/>
    Task<MultiTargetReport> RunAsync(
        IEnumerable<PowerTarget> targets, PowerRequest request, IProgress<TargetReport>? progress = null,
        CancellationToken cancellationToken = default);
}
