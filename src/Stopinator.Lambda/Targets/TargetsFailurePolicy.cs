using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Running;
using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda.Targets;

/// <summary>Decides from the reports of many targets whether the invocation fails, and why.</summary>
internal static class TargetsFailurePolicy
{
    /// <summary>Returns the exception with which the invocation fails; null when it succeeds.</summary>
    /// <param name="report">The reports and failures of the targets.</param>
    /// <param name="failOn">The runs that fail. A target that failed counts as failed instances do.</param>
    /// <param name="callerGoesOn">True when the caller continues with a remainder itself.</param>
    public static Exception? Of(MultiTargetReport report, FailOn failOn, bool callerGoesOn)
    {
        // Credentials or permissions of the function itself: no run would get further.
        if (report.Targets.All(target => target.HasFailed()))
        {
            return new RunFailedException(report);
        }

        if (!callerGoesOn && !report.Remaining().IsEmpty)
        {
            return new RunIncompleteException(report);
        }

        var fails = failOn switch
        {
            FailOn.Any => report.Targets.Any(target => Fails(target, FailOn.Any)),
            FailOn.All => report.Targets.All(target => Fails(target, FailOn.All)),
            _ => false,
        };
        return fails ? new RunFailedException(report) : null;
    }

    private static bool Fails(TargetReport target, FailOn failOn) =>
        target.HasFailed() || (target.Report is { } report && FailurePolicy.Of(report, failOn, callerGoesOn: true) is not null);
}
