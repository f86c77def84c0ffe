using NodaTime;
using Stopinator.Scheduling;

namespace Stopinator.Bench.Schedules;

/// <summary>
/// The simplest evaluation: for every question the local date and, for this date and the day before, the begin and end of each window.
/// </summary>
internal sealed class NaiveSchedule(PowerSchedule schedule)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[schedule.TimeZone];

    /// <summary>Returns true when an instance should run at an instant.</summary>
    public bool IsRunningAt(DateTimeOffset at)
    {
        var instant = Instant.FromDateTimeOffset(at);
        var today = instant.InZone(_zone).Date;
        for (var date = today.PlusDays(-1); date <= today; date = date.PlusDays(1))
        {
            var dateOnly = date.ToDateOnly();
            var special = schedule.SpecialDays.Where(day => day.Dates.Contains(dateOnly)).OrderBy(day => day.Dates.IsYearly).FirstOrDefault();
            var hours = special?.Hours ?? schedule.Windows.Where(window => window.Days.Contains(dateOnly)).SelectMany(window => window.Hours);
            foreach (var hour in hours)
            {
                var begin = _zone.MapLocal(date.At(LocalTime.FromTimeOnly(hour.Begin)));
                var end = _zone.MapLocal((hour.End <= hour.Begin ? date.PlusDays(1) : date).At(LocalTime.FromTimeOnly(hour.End)));
                var from = begin.Count == 0 ? begin.LateInterval.Start : begin.First().ToInstant();
                var to = end.Count == 0 ? end.LateInterval.Start : end.Last().ToInstant();
                if (from <= instant && instant < to)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
