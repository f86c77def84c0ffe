namespace Stopinator.Lambda;

/// <summary>
/// The exception for a run that did not get to every instance in its time. The exception fails the invocation, so that Lambda invokes
/// again. Every run works from the states it finds, so the next run continues with the remainder.
/// </summary>
public sealed class RunIncompleteException : Exception
{
    private const string InstancesLeft = "The run did not get to every instance; the next run continues with the remainder.";
    private const string TargetsLeft = "The run did not get to every target; the next run continues with the remainder.";

    /// <summary>Creates the exception of a run at one target.</summary>
    /// <param name="report">The report with the outcome of each instance.</param>
    public RunIncompleteException(PowerReport report)
        : base($"{InstancesLeft} {FailureText.Of(report)}")
    {
        Report = report;
        Detail = FailureText.Joined(InstancesLeft, FailureText.DetailOf(report));
    }

    /// <summary>Creates the exception of a run at many targets.</summary>
    /// <param name="targets">The reports and failures of the targets.</param>
    public RunIncompleteException(MultiTargetReport targets)
        : base($"{TargetsLeft} {FailureText.Of(targets)}")
    {
        Targets = targets;
        Detail = FailureText.Joined(TargetsLeft, FailureText.DetailOf(targets));
    }

    /// <summary>The report with the outcome of each instance; null for a run at many targets.</summary>
    public PowerReport? Report { get; }

    /// <summary>The reports and failures of the targets; null for a run at one target.</summary>
    public MultiTargetReport? Targets { get; }

    /// <summary>The message without the summary of the run.</summary>
    internal string Detail { get; }
}
