using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Runs;

/// <summary>The result of a command at many targets.</summary>
/// <param name="Request">The request, before it was narrowed for a target.</param>
/// <param name="Report">The reports and failures of the targets.</param>
/// <param name="Remaining">The command for the remainder; null when there is none.</param>
/// <param name="Failure">The exception with which the invocation fails; null when it succeeds.</param>
internal sealed record TargetsResult(PowerRequest Request, MultiTargetReport Report, FunctionCommand? Remaining, Exception? Failure)
    : CommandResult(Remaining, Failure)
{
    /// <summary>The targets that the run left for the next one, wholly or in part.</summary>
    public int LeftTargets => Remaining?.Targets.Length ?? 0;

    /// <summary>The targets that failed. A target that did not have its turn is left, and has not failed.</summary>
    public IEnumerable<TargetReport> FailedTargets => Report.Targets.Where(target => target.HasFailed());

    public int Calls => Report.Targets.Sum(target => target.Report?.Calls ?? 0);

    public int OmittedCount => Report.Targets.Sum(target => target.Report?.OmittedCount ?? 0);

    public override bool IsSuccess => Report.IsSuccess;

    public override string Summary => TargetsText.Of(Request.Action, Report);

    public override RunIncompleteException Incomplete() => new(Report);
}
