using System.Collections.Immutable;
using Stopinator.Lambda.Events;
using Stopinator.Scheduling;

namespace Stopinator.Lambda.Running;

/// <summary>What became of a command.</summary>
/// <param name="Report">What became of each instance.</param>
/// <param name="Remaining">The command for what is left; null when nothing is.</param>
/// <param name="Failure">What the invocation fails with; null when it succeeds.</param>
internal sealed record RunResult(PowerReport Report, FunctionCommand? Remaining, Exception? Failure)
{
    /// <summary>The schedules that tags name and that do not exist; only of a reconcile.</summary>
    public ImmutableArray<UnknownSchedule> UnknownSchedules { get; init; } = [];
}
