namespace Stopinator.Scheduling;

/// <summary>The begin of an hour in which Cloud Custodian's filters match.</summary>
/// <param name="At">The first instant at which they do, with the offset of the schedule's time zone.</param>
/// <param name="StartsInstances">Whether <c>onhour</c> matches.</param>
/// <param name="StopsInstances">Whether <c>offhour</c> matches.</param>
public sealed record OffHoursPoint(DateTimeOffset At, bool StartsInstances, bool StopsInstances);
