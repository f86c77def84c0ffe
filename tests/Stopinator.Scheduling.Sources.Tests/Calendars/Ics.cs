namespace Stopinator.Scheduling.Sources.Tests.Calendars;

/// <summary>Texts of iCalendar files.</summary>
internal static class Ics
{
    public static readonly DateOnly From = new(2026, 1, 1);
    public static readonly DateOnly To = new(2027, 12, 31);

    /// <summary>A file with one event: <c>|</c> ends a line.</summary>
    public static string Event(string lines) => File($"BEGIN:VEVENT|UID:1|{lines}|END:VEVENT");

    public static string File(string lines) =>
        $"BEGIN:VCALENDAR|VERSION:2.0|PRODID:-//test//EN|{lines}|END:VCALENDAR|".Replace("|", "\r\n", StringComparison.Ordinal);

    /// <summary>The days that a file closes, in the notation of schedules.</summary>
    public static string Days(string file, string zone = "Europe/Paris") =>
        string.Join("; ", CalendarFile.Parse(file, From, To).SpecialDaysIn(zone));
}
