namespace Stopinator.Lambda;

/// <summary>A run failed, as the settings understand it.</summary>
public sealed class RunFailedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="report">What became of each instance.</param>
    public RunFailedException(PowerReport report)
        : base(FailureText.Of(report)) => Report = report;

    /// <summary>What became of each instance.</summary>
    public PowerReport Report { get; }
}
