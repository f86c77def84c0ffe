using System.Globalization;

namespace Stopinator.Scheduling.Text;

/// <summary>Writes dates and special days.</summary>
internal static class DatesText
{
    public static string Of(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Of(ScheduleDates dates) => (dates.IsYearly, dates.First == dates.Last) switch
    {
        (true, true) => OfEveryYear(dates.First),
        (true, false) => $"{OfEveryYear(dates.First)}-{OfEveryYear(dates.Last)}",
        (false, true) => Of(dates.First),
        (false, false) => $"{Of(dates.First)}/{Of(dates.Last)}",
    };

    public static string Of(SpecialDay day) => day.Hours switch
    {
        [] when day.HasMoments => $"{day.Dates} {MomentText.Of(day.Starts, day.Stops)}",
        [] => $"{day.Dates} off",
        [{ } only] when only == ScheduleHours.WholeDay => $"{day.Dates} on",
        var hours => $"{day.Dates} {WindowText.Hours(hours)}",
    };

    private static string OfEveryYear(DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateNames.Months[date.Month - 1]}{date.Day}");
}
