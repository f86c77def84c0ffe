using Stopinator.Lambda.Configuration;

namespace Stopinator.Lambda.Running;

/// <summary>Judges a report: whether the invocation fails, and why.</summary>
internal static class Verdict
{
    // The codes of an early end that leave a remainder for the next run; any other means that no run would get further.
    private static readonly string[] OutOfTime = ["Deadline", "Cancelled"];

    /// <summary>What the invocation fails with; null when it succeeds.</summary>
    /// <param name="report">The report.</param>
    /// <param name="failOn">Which runs fail.</param>
    /// <param name="callerGoesOn">Whether the caller takes care of a remainder.</param>
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

            // Nothing that another run would mend: the report and the metrics tell of it, at every tick.
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
