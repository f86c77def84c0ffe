using Stopinator.Lambda.Events;
using Stopinator.Scheduling;

namespace Stopinator.Lambda.Running;

/// <summary>What became of a command.</summary>
/// <param name="Report">What became of each instance.</param>
/// <param name="Remaining">The command for what is left; null when nothing is.</param>
/// <param name="Failure">What the invocation fails with; null when it succeeds.</param>
internal sealed record RunResult(PowerReport Report, FunctionCommand? Remaining, Exception? Failure)
{
    /// <summary>The schedules that tags name and that do not exist; null when there are none.</summary>
    public IReadOnlyList<UnknownSchedule>? UnknownSchedules { get; init; }
}
