using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Runs;

/// <summary>The result of a command at one target.</summary>
/// <param name="Report">The report with the outcome of each instance.</param>
/// <param name="Remaining">The command for the remainder; null when there is none.</param>
/// <param name="Failure">The exception with which the invocation fails; null when it succeeds.</param>
internal sealed record RunResult(PowerReport Report, FunctionCommand? Remaining, Exception? Failure) : CommandResult(Remaining, Failure)
{
    /// <summary>The name of the target; null for a function without a list of targets.</summary>
    public string? Target { get; init; }

    /// <summary>The decisions on instances that an undo does not turn back.</summary>
    public InstanceDecision[] NotReversible { get; init; } = [];

    public override bool IsSuccess => Report.IsSuccess;

    public override string Summary => Target is null ? Report.ToString() : $"{Target}: {Report}";

    public override RunIncompleteException Incomplete() => new(Report);
}
