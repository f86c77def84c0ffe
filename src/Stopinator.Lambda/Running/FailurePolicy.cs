using Stopinator.Lambda.Configuration;

namespace Stopinator.Lambda.Running;

/// <summary>Decides from a report whether the invocation fails, and why.</summary>
internal static class FailurePolicy
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

        var remaining = report.Remaining();
        if (!callerGoesOn && remaining is not null)
        {
            return new RunIncompleteException(report);
        }

        // The next command of the caller goes on waiting for these.
        string[] awaited = report.EarlyEnd is null ? [] : [.. remaining?.Order?.AwaitFirst ?? []];
        var failed = report.Instances.Any(instance => instance is { IsSuccess: false, Outcome: not Outcome.NotAttempted }
            && !(instance.Outcome is Outcome.TimedOut or Outcome.NotReady && awaited.Contains(instance.InstanceId))

            // Another run would not help. The report and the metrics show the problem at every tick.
            && instance.Reason is not (ReasonCode.InvalidSchedule or ReasonCode.UnknownSchedule or ReasonCode.InvalidWave));
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
