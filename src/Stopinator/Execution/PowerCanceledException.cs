namespace Stopinator;

/// <summary>The error of a run that was cancelled after it had begun. The report has the outcomes until then.</summary>
public sealed class PowerCanceledException : OperationCanceledException
{
    /// <summary>Creates the exception.</summary>
    public PowerCanceledException(PowerReport report, Exception innerException, CancellationToken cancellationToken)
        : base($"{report}", innerException, cancellationToken) => Report = report;

    /// <summary>
    /// The report of what was done. Instances of a call that was running are <see cref="Outcome.Unknown"/>. Instances that EC2 was not yet
    /// asked to change are <see cref="Outcome.NotAttempted"/>.
    /// </summary>
    public PowerReport Report { get; }
}
