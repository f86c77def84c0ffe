namespace Stopinator.Scheduling.Text;

/// <summary>Writes windows.</summary>
internal static class WindowText
{
    public const string Always = "24x7";

    public static string Of(ScheduleWindow window)
    {
        var days = DaysText.Of(window.Days.Rule);
        var hours = window.Hours is [{ } only] && only == ScheduleHours.WholeDay ? "" : Hours(window.Hours);
        return (days, hours) switch
        {
            ("", "") => Always,
            ("", _) => hours,
            (_, "") => days,
            _ => $"{days} {hours}",
        };
    }

    public static string Hours(IEnumerable<ScheduleHours> hours) => string.Join(',', hours);
}
