using Stopinator.Lambda.Configuration;

namespace Stopinator.Lambda.Running;

/// <summary>Decides from a report whether the invocation fails, and why.</summary>
internal static class Verdict
{
    // The codes of an early end that leaves a remainder for the next run. With any other code, no run would get further.
    private static readonly string[] OutOfTime = ["Deadline", "Cancelled"];

    /// <summary>Returns the exception with which the invocation fails; null when it succeeds.</summary>
    /// <param name="report">The report.</param>
    /// <param name="failOn">The runs that fail.</param>
    /// <param name="callerGoesOn">True when the caller continues with a remainder itself.</param>
    public static Exception? Of(PowerReport report, FailOn failOn, bool callerGoesOn)
    {
        if (report.EarlyEnd is { } end && !OutOfTime.Contains(end.Code))
        {
            return new RunFailedException(report);
        }

        if (!callerGoesOn && report.Remaining() is not null)
        {
            return new RunIncompleteException(report);
        }

        var failed = report.Instances.Any(instance => instance is { IsSuccess: false, Outcome: not Outcome.NotAttempted }

            // Another run would not help. The report and the metrics show the problem at every tick.
            && instance.Reason is not (ReasonCode.InvalidSchedule or ReasonCode.UnknownSchedule));
        var fails = failOn switch
        {
            FailOn.Any => failed,
            FailOn.All =>
                failed && !report.Instances.Any(instance =>
                    instance.Outcome is Outcome.Reached or Outcome.Accepted or Outcome.AlreadyThere or Outcome.OnItsWay),
            _ => false,
        };
        return fails ? new RunFailedException(report) : null;
    }
}
