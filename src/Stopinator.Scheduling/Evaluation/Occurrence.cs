using NodaTime;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>One opening of a window, or one that a special day has closed.</summary>
/// <param name="Begin">The first instant in it.</param>
/// <param name="End">The first instant after it.</param>
/// <param name="Decision">What holds in it.</param>
internal readonly record struct Occurrence(Instant Begin, Instant End, ScheduleDecision Decision)
{
    public bool IsOpen => Decision.State == DesiredState.Running;
}
