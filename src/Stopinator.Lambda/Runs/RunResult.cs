using Stopinator.Lambda.Events;
using Stopinator.Scheduling;

namespace Stopinator.Lambda.Runs;

/// <summary>The result of a command.</summary>
/// <param name="Report">The report with the outcome of each instance.</param>
/// <param name="Remaining">The command for the remainder; null when there is none.</param>
/// <param name="Failure">The exception with which the invocation fails; null when it succeeds.</param>
internal sealed record RunResult(PowerReport Report, FunctionCommand? Remaining, Exception? Failure)
{
    /// <summary>The schedules that tags name and that do not exist; null when there are none.</summary>
    public IReadOnlyList<UnknownSchedule>? UnknownSchedules { get; init; }

    /// <summary>The decisions on instances that an undo does not turn back.</summary>
    public InstanceDecision[] NotReversible { get; init; } = [];

    /// <summary>The problems of schedules that could not be read this time; the last good ones are in force.</summary>
    public IReadOnlyList<string> CatalogProblems { get; init; } = [];
}
