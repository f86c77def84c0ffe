namespace Stopinator.Lambda;

/// <summary>
/// The exception for a run that did not get to every instance in its time. The exception fails the invocation, so that Lambda invokes
/// again. Every run works from the states it finds, so the next run continues with the remainder.
/// </summary>
public sealed class RunIncompleteException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="report">The report with the outcome of each instance.</param>
    public RunIncompleteException(PowerReport report)
        : base($"The run did not get to every instance; the next run continues with the remainder. {FailureText.Of(report)}") =>
        Report = report;

    /// <summary>The report with the outcome of each instance.</summary>
    public PowerReport Report { get; }
}
