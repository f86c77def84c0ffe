namespace Stopinator.Lambda;

/// <summary>
/// A run did not get to every instance in its time. It fails the invocation, so that Lambda invokes again: every run works from the states
/// it finds, so the next one goes on with what is left.
/// </summary>
public sealed class RunIncompleteException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="report">What became of each instance.</param>
    public RunIncompleteException(PowerReport report)
        : base($"The run did not get to every instance; the next one goes on with what is left. {FailureText.Of(report)}") =>
        Report = report;

    /// <summary>What became of each instance.</summary>
    public PowerReport Report { get; }
}
