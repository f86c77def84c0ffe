namespace Stopinator;

/// <summary>A run was cancelled after it had begun; what was done until then is in the report.</summary>
public sealed class PowerCanceledException : OperationCanceledException
{
    /// <summary>Creates the exception.</summary>
    public PowerCanceledException(PowerReport report, Exception innerException, CancellationToken cancellationToken)
        : base($"{report}", innerException, cancellationToken) => Report = report;

    /// <summary>
    /// What was done. Instances of a call that was under way are <see cref="Outcome.Unknown"/>, those not yet asked for
    /// <see cref="Outcome.NotAttempted"/>.
    /// </summary>
    public PowerReport Report { get; }
}
