namespace Stopinator.Scheduling.Preview;

/// <summary>The weeks of many instances, each schedule previewed once. For one thread.</summary>
/// <param name="at">The instant.</param>
/// <param name="isAhead">Whether the week begins on the day of the instant; if not, on its Monday.</param>
internal sealed class WeekPreviews(DateTimeOffset at, bool isAhead)
{
    private readonly Dictionary<object, SchedulePreview> _weeks = [];

    public DateTimeOffset At => at;

    public SchedulePreview Of(PowerSchedule schedule)
    {
        // In our own notation the text says everything. That of other tools leaves out what their policies say.
        object key = schedule.Notation is null ? schedule.ToString() : schedule;
        if (!_weeks.TryGetValue(key, out var week))
        {
            _weeks[key] = week = isAhead ? SchedulePreview.WeekAhead(schedule, at) : SchedulePreview.OfWeek(schedule, at);
        }

        return week;
    }
}
