using NodaTime;
using Stopinator.Diagnostics;
using Stopinator.Scheduling.Sources.Calendars;

namespace Stopinator.Scheduling.Sources;

/// <summary>The events of an iCalendar file (RFC 5545). Each event closes the days on which it takes place.</summary>
/// <remarks>
/// Only the dates of an event matter, not its text or its display as busy or free. An event with a time closes each day on which it takes
/// place in the time zone of the schedule; an all-day event closes its dates in every zone. Cancelled events close nothing. Recurrence,
/// with its exceptions and moved occurrences, follows the standard. To-dos and alarms are ignored.
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5545"/>
/// <threadsafety>Immutable; safe for use by several threads.</threadsafety>
public sealed class CalendarFile : IScheduleCalendar
{
    /// <summary>The most days between the first and the last date of a reading.</summary>
    private const int MostDays = 3660;

    private readonly IReadOnlyList<EventSpan> _spans;

    private CalendarFile(IReadOnlyList<EventSpan> spans, DateOnly from, DateOnly to) => (_spans, From, To) = (spans, from, to);

    /// <summary>The first date that the calendar covers.</summary>
    public DateOnly From { get; }

    /// <summary>The last date that the calendar covers.</summary>
    public DateOnly To { get; }

    /// <summary>Reads a file, and lists the days that its events close between two dates.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="from">The first date. Earlier days are left out.</param>
    /// <param name="to">The last date, at most ten years later, because a recurrence rule may have no end.</param>
    /// <exception cref="ScheduleFormatException">
    /// The text is not an iCalendar file, or its recurrence rules have too many steps; the message names the line.
    /// </exception>
    /// <exception cref="ArgumentException">The last date is before the first, or more than ten years later.</exception>
    public static CalendarFile Parse(string text, DateOnly from, DateOnly to)
    {
        ArgumentNullException.ThrowIfNull(text);
        return to < from || to.DayNumber - from.DayNumber > MostDays || to.Year > 9990
            ? throw new ArgumentException(
                $"The last date, {to:yyyy-MM-dd}, is not within ten years after the first, {from:yyyy-MM-dd}.", nameof(to))
            : new(new EventExpander(from, to).Expand(CalendarEventReader.Read(text)), from, to);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SpecialDay> SpecialDaysIn(string timeZone)
    {
        ArgumentNullException.ThrowIfNull(timeZone);
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone)
            ?? throw new ArgumentException($"{ErrorText.Quote(timeZone)} is not the name of an IANA time zone.", nameof(timeZone));
        List<(DateOnly First, DateOnly Last)> ranges = [];
        var closed = _spans.Select(span => span.DatesIn(zone)).Where(dates => dates.Last >= From && dates.First <= To);
        foreach (var (first, last) in closed.Order())
        {
            if (ranges.Count > 0 && first <= ranges[^1].Last.AddDays(1))
            {
                ranges[^1] = (ranges[^1].First, last > ranges[^1].Last ? last : ranges[^1].Last);
            }
            else
            {
                ranges.Add((first, last));
            }
        }

        return [.. ranges.Select(Closed)];
    }

    private SpecialDay Closed((DateOnly First, DateOnly Last) range) => SpecialDay.Closed(
        ScheduleDates.Between(range.First < From ? From : range.First, range.Last > To ? To : range.Last));
}
