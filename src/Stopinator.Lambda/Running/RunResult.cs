using Stopinator.Lambda.Events;
using Stopinator.Scheduling;

namespace Stopinator.Lambda.Running;

/// <summary>The result of a command.</summary>
/// <param name="Report">The report with the outcome of each instance.</param>
/// <param name="Remaining">The command for the remainder; null when there is none.</param>
/// <param name="Failure">The exception with which the invocation fails; null when it succeeds.</param>
internal sealed record RunResult(PowerReport Report, FunctionCommand? Remaining, Exception? Failure)
{
    /// <summary>The schedules that tags name and that do not exist; null when there are none.</summary>
    public IReadOnlyList<UnknownSchedule>? UnknownSchedules { get; init; }
}
