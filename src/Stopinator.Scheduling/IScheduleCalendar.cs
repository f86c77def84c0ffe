namespace Stopinator.Scheduling;

/// <summary>
/// A calendar whose events close their days, such as an iCalendar file. The package <c>Stopinator.Scheduling.Sources</c> reads such files.
/// </summary>
public interface IScheduleCalendar
{
    /// <summary>Returns the days that the calendar closes, as they fall in a time zone.</summary>
    /// <param name="timeZone">The IANA name of the time zone of the schedule.</param>
    /// <exception cref="ArgumentException">The zone is unknown.</exception>
    IReadOnlyList<SpecialDay> SpecialDaysIn(string timeZone);
}
