namespace Stopinator.Lambda;

/// <summary>The exception for a run that failed according to the settings.</summary>
public sealed class RunFailedException : Exception
{
    /// <summary>Creates the exception of a run at one target.</summary>
    /// <param name="report">The report with the outcome of each instance.</param>
    public RunFailedException(PowerReport report)
        : base(FailureText.Of(report))
    {
        Report = report;
        Detail = FailureText.DetailOf(report);
    }

    /// <summary>Creates the exception of a run at many targets.</summary>
    /// <param name="targets">The reports and failures of the targets.</param>
    public RunFailedException(MultiTargetReport targets)
        : base(FailureText.Of(targets))
    {
        Targets = targets;
        Detail = FailureText.DetailOf(targets);
    }

    /// <summary>The report with the outcome of each instance; null for a run at many targets.</summary>
    public PowerReport? Report { get; }

    /// <summary>The reports and failures of the targets; null for a run at one target.</summary>
    public MultiTargetReport? Targets { get; }

    /// <summary>The message without the summary of the run; empty when the summary is all.</summary>
    internal string Detail { get; }
}
