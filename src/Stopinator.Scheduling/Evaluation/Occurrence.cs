using System.Runtime.InteropServices;

namespace Stopinator.Scheduling.Evaluation;

/// <summary>One opening of a window, or an opening that a special day has closed.</summary>
/// <param name="Begin">The first instant in it, in UTC ticks.</param>
/// <param name="End">The first instant after it, in UTC ticks.</param>
/// <param name="Decision">The decision that holds during the occurrence.</param>
/// <param name="Order">The rank among the other occurrences.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Occurrence(long Begin, long End, ScheduleDecision Decision, int Order)
{
    public bool IsOpen => Decision.State == DesiredState.Running;

    /// <summary>Compares by begin, then by rank.</summary>
    public static int ByBegin(Occurrence one, Occurrence other) =>
        one.Begin != other.Begin ? one.Begin.CompareTo(other.Begin) : one.Order.CompareTo(other.Order);
}
