using System.Globalization;
using NodaTime;
using Stopinator.Scheduling;

namespace Stopinator.Tool.Commands.Convert;

/// <summary>
/// Says a schedule in windows of days of the week. The windows are read from what the schedule asks for in a year, day by day, and are then
/// compared with it. So the result is right whatever notation the schedule comes from.
/// </summary>
internal static class WeeklySchedule
{
    /// <summary>The days that are read.</summary>
    public const int Days = 53 * 7;

    private const string KeepTag = " Keep its tag: Stopinator reads it as it is.";

    /// <summary>Converts a schedule.</summary>
    /// <returns>The schedule in windows, or null and the moments that are close to it, if any; and what there is to know.</returns>
    public static (PowerSchedule? Schedule, PowerSchedule? Suggestion, IReadOnlyList<string> Notes) Of(
        PowerSchedule schedule, DateTimeOffset now)
    {
        var zone = DateTimeZoneProviders.Tzdb[schedule.TimeZone];
        var first = Instant.FromDateTimeOffset(now).InZone(zone).Date;
        LocalDate[] dates = [.. Enumerable.Range(0, Days).Select(first.PlusDays).Where(date => IsWholeDay(zone, date))];
        var hours = new Dictionary<IsoDayOfWeek, Day>();
        foreach (var date in dates)
        {
            var day = Day.Of(schedule, zone, date);
            if (day.IsLeftAlone)
            {
                var suggestion = MomentSuggestion.Of(schedule, zone, dates);
                return (null, suggestion,
                [
                    "It leaves instances alone at some hours, because it has a begin or an end only, and windows cannot say that."
                    + (suggestion is null ? KeepTag : " Moments start or stop at their times, and stop nothing on days without a moment."),
                ]);
            }

            if (hours.TryGetValue(date.DayOfWeek, out var known) && known != day)
            {
                return (null, null,
                [
                    "Its hours depend on more than the day of the week, such as the month, and this conversion cannot say that." + KeepTag,
                ]);
            }

            hours[date.DayOfWeek] = day;
        }

        var result = new PowerSchedule(schedule.TimeZone, Windows(hours));
        return (result, null, [.. Differences(schedule, result, now)]);
    }

    private static IEnumerable<ScheduleWindow> Windows(Dictionary<IsoDayOfWeek, Day> hours) =>
        hours
            .Where(day => day.Value.Hours.Length > 0)
            .GroupBy(day => day.Value)
            .OrderBy(group => group.Min(day => day.Key))
            .Select(group => new ScheduleWindow(
                ScheduleDays.Of(group.Select(day => (DayOfWeek)((int)day.Key % 7)).Order()), group.Key.Hours));

    // Only a night on which clocks change can differ, since all other days were read.
    private static IEnumerable<string> Differences(PowerSchedule theirs, PowerSchedule ours, DateTimeOffset now)
    {
        var end = now.AddDays(Days);
        var changes = new HashSet<(DateTimeOffset, DesiredState)>(theirs.Transitions(now, end).Select(one => (one.At, one.To)));
        changes.SymmetricExceptWith(ours.Transitions(now, end).Select(one => (one.At, one.To)));
        if (changes.Count > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"On a night on which clocks change it differs, first at {changes.Min(change => change.Item1):yyyy-MM-dd HH:mm zzz}.");
        }
    }

    private static bool IsWholeDay(DateTimeZone zone, LocalDate date) =>
        zone.AtStartOfDay(date.PlusDays(1)).ToInstant() - zone.AtStartOfDay(date).ToInstant() == Duration.FromDays(1);

    /// <summary>The hours for which a schedule asks on one date.</summary>
    private sealed record Day(ScheduleHours[] Hours, bool IsLeftAlone)
    {
        public static Day Of(PowerSchedule schedule, DateTimeZone zone, LocalDate date)
        {
            var (from, to) = (zone.AtStartOfDay(date).ToDateTimeOffset(), zone.AtStartOfDay(date.PlusDays(1)).ToDateTimeOffset());
            var changes = schedule.Transitions(from, to).Where(change => change.At < to).ToList();
            var state = schedule.DesiredStateAt(from).State;
            var isLeftAlone = state == DesiredState.Unmanaged || changes.Any(change => change.To == DesiredState.Unmanaged);
            var hours = new List<ScheduleHours>();
            DateTimeOffset? begin = state == DesiredState.Running ? from : null;
            foreach (var change in changes)
            {
                if (begin is { } began)
                {
                    hours.Add(HoursOf(began - from, change.At - from));
                }

                begin = change.To == DesiredState.Running ? change.At : null;
            }

            if (begin is { } last)
            {
                hours.Add(last == from ? ScheduleHours.WholeDay : HoursOf(last - from, TimeSpan.Zero));
            }

            return new Day([.. hours], isLeftAlone);
        }

        public bool Equals(Day? other) => other is not null && IsLeftAlone == other.IsLeftAlone && Hours.SequenceEqual(other.Hours);

        public override int GetHashCode() => Hours.Aggregate(0, HashCode.Combine);

        // An end at 00:00 is the end of the day.
        private static ScheduleHours HoursOf(TimeSpan begin, TimeSpan end) => new(TimeOnly.FromTimeSpan(begin), TimeOnly.FromTimeSpan(end));
    }
}
