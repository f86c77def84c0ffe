using NodaTime;

namespace Stopinator.Scheduling.Tests.Reference;

/// <summary>A window: what its fields hold, an empty one being every day, and its hours in minutes, an end of 1440 being midnight.</summary>
internal sealed record WindowSpec(List<DaySpec> Months, List<DaySpec> Monthdays, List<DaySpec> Weekdays, List<(int Begin, int End)> Hours)
{
    public bool Contains(LocalDate date) =>
        new[] { Months, Monthdays, Weekdays }.All(field => field.Count == 0 || field.Exists(item => item.Contains(date)));

    public override string ToString()
    {
        var parts = new[] { List("", Months), List("day ", Monthdays), List("", Weekdays), HoursText(Hours) }.Where(part => part.Length > 0).ToList();
        return parts.Count == 0 ? "24x7" : string.Join(' ', parts);
    }

    public static string HoursText(List<(int Begin, int End)> hours) =>
        string.Join(',', hours.Select(hour => $"{Time(hour.Begin)}-{Time(hour.End)}"));

    private static string Time(int minute) => $"{minute / 60:00}:{minute % 60:00}";

    private static string List(string before, List<DaySpec> items) =>
        items.Count == 0 ? "" : before + string.Join(',', items.Select(item => item.Text));
}
