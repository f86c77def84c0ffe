namespace Stopinator.Scheduling;

/// <summary>The start of an hour in which Cloud Custodian's filters match.</summary>
/// <param name="At">The first instant at which a filter matches, with the offset of the schedule's time zone.</param>
/// <param name="StartsInstances">True when <c>onhour</c> matches.</param>
/// <param name="StopsInstances">True when <c>offhour</c> matches.</param>
public sealed record OffHoursPoint(DateTimeOffset At, bool StartsInstances, bool StopsInstances);
