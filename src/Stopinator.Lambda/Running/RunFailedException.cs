namespace Stopinator.Lambda;

/// <summary>The exception for a run that failed according to the settings.</summary>
public sealed class RunFailedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="report">The report with the outcome of each instance.</param>
    public RunFailedException(PowerReport report)
        : base(FailureText.Of(report)) => Report = report;

    /// <summary>The report with the outcome of each instance.</summary>
    public PowerReport Report { get; }
}
