using System.Globalization;
using Stopinator.Scheduling.Calendar;

namespace Stopinator.Scheduling.Custodian;

/// <summary>The hours of a week in which a filter matches, e.g. <c>(m-f,7)</c>.</summary>
/// <param name="Entries">Days, where bit 0 is Monday, and an hour for each entry.</param>
internal sealed record OnOffHours(IReadOnlyList<(int Days, int Hour)> Entries)
{
    public bool Contains(int weekday, int hour)
    {
        for (var entry = 0; entry < Entries.Count; entry++)
        {
            if (Entries[entry].Hour == hour && (Entries[entry].Days >> weekday & 1) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns the hours as text for people, e.g. <c>mon-fri 7:00, sun 10:00</c>.</summary>
    public override string ToString() => string.Join(
        ", ",
        Entries.Select(entry => string.Create(
            CultureInfo.InvariantCulture, $"{new ScheduleDays(new DayRule { Weekdays = entry.Days })} {entry.Hour:00}:00")));
}
