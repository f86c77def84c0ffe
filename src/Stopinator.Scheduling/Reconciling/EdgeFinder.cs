namespace Stopinator.Scheduling.Reconciling;

/// <summary>Finds the last change that a schedule asks for within (from, to].</summary>
internal sealed class EdgeFinder(DateTimeOffset from, DateTimeOffset to)
{
    public DateTimeOffset From => from;

    /// <summary>Returns the last change; null when there is none.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="offHours">
    /// The points at which Cloud Custodian acts; null for other notations. A point counts even when the state asked for is the same as
    /// before.
    /// </param>
    public (DateTimeOffset At, DesiredState State)? Last(PowerSchedule schedule, CustodianOffHours? offHours)
    {
        if (offHours is not null)
        {
            var point = offHours.Points(from, to).LastOrDefault(point => point.StartsInstances != point.StopsInstances);
            return point is null ? null : (point.At, point.StartsInstances ? DesiredState.Running : DesiredState.Stopped);
        }

        var transition = schedule.Transitions(from, to).LastOrDefault();
        return transition is null ? null : (transition.At, transition.To);
    }
}
