using NodaTime;

namespace Stopinator.Scheduling.Sources.Calendars;

/// <summary>The time of one occurrence of an event.</summary>
/// <param name="Start">The start: in UTC, or as it stands in the file.</param>
/// <param name="End">The end, which is not included; the start itself for an event without a duration.</param>
/// <param name="IsUtc">False when the times are the same in every time zone: those of all-day events and of events without a zone.</param>
internal readonly record struct EventSpan(DateTime Start, DateTime End, bool IsUtc)
{
    /// <summary>Returns the first and the last date in a time zone.</summary>
    public (DateOnly First, DateOnly Last) DatesIn(DateTimeZone zone)
    {
        var last = End > Start ? End.AddTicks(-1) : Start;
        return (DateIn(zone, Start), DateIn(zone, last));
    }

    private DateOnly DateIn(DateTimeZone zone, DateTime time) => IsUtc
        ? Instant.FromDateTimeUtc(DateTime.SpecifyKind(time, DateTimeKind.Utc)).InZone(zone).Date.ToDateOnly()
        : DateOnly.FromDateTime(time);
}
