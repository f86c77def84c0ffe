using NodaTime;
using Stopinator.Scheduling;

namespace Stopinator.Tool.Commands.Convert;

/// <summary>Says a one-sided schedule of another tool in moments: starts without stops, or stops without starts.</summary>
internal static class MomentSuggestion
{
    /// <summary>
    /// Returns the moments at which a schedule begins to ask for a state; null when it has windows, too, or depends on more than the day of
    /// the week.
    /// </summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="zone">The time zone of the schedule.</param>
    /// <param name="dates">The dates that are read. Clocks change on none of them.</param>
    public static PowerSchedule? Of(PowerSchedule schedule, DateTimeZone zone, IEnumerable<LocalDate> dates)
    {
        var days = new Dictionary<DayOfWeek, Moments>();
        foreach (var date in dates)
        {
            var (from, to) = (zone.AtStartOfDay(date).ToDateTimeOffset(), zone.AtStartOfDay(date.PlusDays(1)).ToDateTimeOffset());
            ScheduleTransition[] changes = [.. schedule.Transitions(from, to).Where(change => change.At > from && change.At < to)];
            var begin = schedule.DesiredStateAt(from).State;
            if (begin == DesiredState.Running || Array.Exists(changes, change => change.From != DesiredState.Unmanaged))
            {
                return null;
            }

            var moments = new Moments(TimesOf(changes, DesiredState.Running), TimesOf(changes, DesiredState.Stopped));
            if (!days.TryAdd(from.DayOfWeek, moments) && days[from.DayOfWeek] != moments)
            {
                return null;
            }
        }

        return Schedule(days, schedule.TimeZone);
    }

    /// <summary>Returns the hours of one side as moments.</summary>
    /// <param name="hours">The hours of Cloud Custodian.</param>
    /// <param name="starts">True for the starts; false for the stops.</param>
    /// <param name="from">The begin of the time that is read.</param>
    /// <param name="to">The end of that time.</param>
    public static PowerSchedule? Of(CustodianOffHours hours, bool starts, DateTimeOffset from, DateTimeOffset to) =>
        Schedule(
            hours.Points(from, to)
                .Where(point => starts ? point.StartsInstances : point.StopsInstances)
                .GroupBy(point => point.At.DayOfWeek)
                .ToDictionary(
                    day => day.Key,
                    day =>
                    {
                        TimeOnly[] times = [.. day.Select(point => new TimeOnly(point.At.Hour, point.At.Minute)).Distinct().Order()];
                        return starts ? new Moments(times, []) : new Moments([], times);
                    }),
            hours.Schedule.TimeZone);

    private static TimeOnly[] TimesOf(IEnumerable<ScheduleTransition> changes, DesiredState state) =>
        [.. changes.Where(change => change.To == state).Select(change => new TimeOnly(change.At.Hour, change.At.Minute))];

    private static PowerSchedule? Schedule(Dictionary<DayOfWeek, Moments> days, string timeZone)
    {
        var rules = days
            .Where(day => day.Value.Starts.Length + day.Value.Stops.Length > 0)
            .GroupBy(day => day.Value)
            .OrderBy(group => group.Min(day => ((int)day.Key + 6) % 7))
            .Select(group => new ScheduleMomentRule(
                ScheduleDays.Of(group.Select(day => day.Key).Order()), group.Key.Starts, group.Key.Stops))
            .ToList();
        return rules.Count == 0 ? null : PowerSchedule.OfMoments(timeZone, rules);
    }

    /// <summary>The moments of a day.</summary>
    private sealed record Moments(TimeOnly[] Starts, TimeOnly[] Stops)
    {
        public bool Equals(Moments? other) => other is not null && Starts.SequenceEqual(other.Starts) && Stops.SequenceEqual(other.Stops);

        public override int GetHashCode() => Starts.Concat(Stops).Aggregate(0, HashCode.Combine);
    }
}
