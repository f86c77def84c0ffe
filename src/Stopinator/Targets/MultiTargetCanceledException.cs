namespace Stopinator;

/// <summary>The error of a run over many targets that was cancelled. The report has the outcomes until then.</summary>
public sealed class MultiTargetCanceledException : OperationCanceledException
{
    /// <summary>Creates the exception.</summary>
    public MultiTargetCanceledException(MultiTargetReport report, CancellationToken cancellationToken)
        : base($"The run was cancelled.{Environment.NewLine}{report}", cancellationToken) => Report = report;

    /// <summary>The report of what was done. A target that had not begun has a failure instead of a report.</summary>
    public MultiTargetReport Report { get; }
}
