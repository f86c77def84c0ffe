namespace Stopinator.Scheduling.Reconciling;

/// <summary>The result of reading a tag's value: a schedule, or the reason there is none.</summary>
internal sealed record TagReading
{
    /// <summary>The schedule; null when there is a problem, or the value exempts the instance.</summary>
    public PowerSchedule? Schedule { get; private init; }

    /// <summary>The points at which Cloud Custodian acts; null for other notations.</summary>
    public CustodianOffHours? OffHours { get; private init; }

    /// <summary>The problem with the value; null when there is none.</summary>
    public Exception? Problem { get; private init; }

    public static TagReading Of(PowerSchedule schedule) => new() { Schedule = schedule };

    public static TagReading Of(CustodianOffHours hours) =>
        new() { Schedule = hours.Status == OffHoursStatus.OptedOut ? null : hours.Schedule, OffHours = hours };

    public static TagReading Of(Exception problem) => new() { Problem = problem };
}
