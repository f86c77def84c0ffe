using System.Globalization;
using Stopinator.Diagnostics;

namespace Stopinator.Scheduling;

/// <summary>
/// A time of day from a begin up to, and not including, an end. An end that is not after the begin is on the next day. Midnight as an end
/// is the end of the day, <c>24:00</c>. The default is the whole day.
/// </summary>
public readonly record struct ScheduleHours
{
    /// <summary>Creates hours.</summary>
    /// <param name="begin">The begin, in whole minutes.</param>
    /// <param name="end">The end, in whole minutes; <see cref="TimeOnly.MinValue"/> is 24:00.</param>
    /// <exception cref="ArgumentException">
    /// Begin and end are equal and are not the whole day, or a time is not in whole minutes.
    /// </exception>
    public ScheduleHours(TimeOnly begin, TimeOnly end)
    {
        if (begin == end && begin != TimeOnly.MinValue)
        {
            throw new ArgumentException(
                $"The hours begin and end at {begin:HH:mm}. The whole day is 00:00-24:00, and a window of no time is invalid.",
                nameof(end));
        }

        foreach (var time in new[] { begin, end })
        {
            if (time.Ticks % TimeSpan.TicksPerMinute != 0)
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture, $"The time {ErrorText.Quote($"{time:HH:mm:ss.FFFFFFF}")} is not in whole minutes."),
                    time == begin ? nameof(begin) : nameof(end));
            }
        }

        (Begin, End) = (begin, end);
    }

    /// <summary>The whole day, 00:00 to 24:00.</summary>
    public static ScheduleHours WholeDay => default;

    /// <summary>The begin of the hours.</summary>
    public TimeOnly Begin { get; }

    /// <summary>The end of the hours; midnight is the end of the day, 24:00.</summary>
    public TimeOnly End { get; }

    /// <summary>
    /// True when the hours end on the day after the one on which they begin. An end at midnight still belongs to the same day.
    /// </summary>
    public bool IsOvernight => End != TimeOnly.MinValue && End < Begin;

    /// <summary>Returns the hours as text, e.g. <c>22:00-06:00</c>, <c>07:00-24:00</c>.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Begin:HH\\:mm}-{(End == TimeOnly.MinValue ? "24:00" : End.ToString("HH:mm", CultureInfo.InvariantCulture))}");
}
