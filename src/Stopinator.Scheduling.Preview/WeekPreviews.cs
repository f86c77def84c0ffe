namespace Stopinator.Scheduling.Preview;

/// <summary>Previews the weeks of many instances, each schedule once. For use by one thread.</summary>
/// <param name="at">The instant.</param>
/// <param name="isAhead">True when the week begins on the day of the instant; false when it begins on the Monday of that week.</param>
internal sealed class WeekPreviews(DateTimeOffset at, bool isAhead)
{
    private readonly Dictionary<object, SchedulePreview> _weeks = [];

    public DateTimeOffset At => at;

    public SchedulePreview Of(PowerSchedule schedule)
    {
        // The text of a schedule in Stopinator's own notation is complete. The text of other notations leaves out the details of their
        // policies.
        object key = schedule.Notation is null ? schedule.ToString() : schedule;
        if (!_weeks.TryGetValue(key, out var week))
        {
            _weeks[key] = week = isAhead ? SchedulePreview.WeekAhead(schedule, at) : SchedulePreview.OfWeek(schedule, at);
        }

        return week;
    }
}
