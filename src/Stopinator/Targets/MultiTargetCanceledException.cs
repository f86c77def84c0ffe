namespace Stopinator;

/// <summary>A run over many targets was cancelled; what was done until then is in the report.</summary>
public sealed class MultiTargetCanceledException : OperationCanceledException
{
    /// <summary>Creates the exception.</summary>
    public MultiTargetCanceledException(MultiTargetReport report, CancellationToken cancellationToken)
        : base($"The run was cancelled.{Environment.NewLine}{report}", cancellationToken) => Report = report;

    /// <summary>What was done. A target that had not begun has a failure instead of a report.</summary>
    public MultiTargetReport Report { get; }
}
