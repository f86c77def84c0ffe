using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>
/// Dates with other hours than those of the windows: closed (a holiday), or open at hours of their own. A window past midnight belongs to
/// the date on which it begins, and is closed as a whole. In a schedule of moments, a closed date has no moments, and a date may have
/// moments of its own.
/// </summary>
/// <remarks>
/// When several special days match a date, a dated day takes precedence over a yearly day, a shorter range over a longer range, and a later
/// day over an earlier day.
/// </remarks>
public sealed class SpecialDay : IEquatable<SpecialDay>
{
    private readonly string _text;

    private SpecialDay(
        ScheduleDates dates,
        ImmutableArray<ScheduleHours> hours,
        ImmutableArray<TimeOnly> starts,
        ImmutableArray<TimeOnly> stops)
    {
        ArgumentNullException.ThrowIfNull(dates);
        (Dates, Hours, Starts, Stops) = (dates, hours, starts, stops);
        _text = DatesText.Of(this);
    }

    /// <summary>The dates.</summary>
    public ScheduleDates Dates { get; }

    /// <summary>The hours that replace the hours of the windows on the dates; empty when the dates are closed.</summary>
    public ImmutableArray<ScheduleHours> Hours { get; }

    /// <summary>The times of day at which an instance is started on the dates, in order; empty but for a schedule of moments.</summary>
    public ImmutableArray<TimeOnly> Starts { get; }

    /// <summary>The times of day at which an instance is stopped on the dates, in order; empty but for a schedule of moments.</summary>
    public ImmutableArray<TimeOnly> Stops { get; }

    internal bool HasMoments => !Starts.IsEmpty || !Stops.IsEmpty;

    /// <summary>Returns a special day that closes every window on the dates, and cancels every moment.</summary>
    public static SpecialDay Closed(ScheduleDates dates) => new(dates, [], [], []);

    /// <summary>Returns a special day that opens the dates at hours of their own.</summary>
    /// <param name="dates">The dates.</param>
    /// <param name="hours">The hours; no hours is the whole day.</param>
    public static SpecialDay Open(ScheduleDates dates, params IEnumerable<ScheduleHours> hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        return new(dates, [.. hours.DefaultIfEmpty(ScheduleHours.WholeDay)], [], []);
    }

    /// <summary>Returns a special day with moments of its own, which replace those of the schedule.</summary>
    /// <param name="dates">The dates.</param>
    /// <param name="starts">The times of day at which an instance is started. Default: none.</param>
    /// <param name="stops">The times of day at which an instance is stopped. Default: none.</param>
    /// <exception cref="ArgumentException">No time is given, or one time is both a start and a stop.</exception>
    public static SpecialDay At(ScheduleDates dates, IEnumerable<TimeOnly>? starts = null, IEnumerable<TimeOnly>? stops = null)
    {
        var day = new SpecialDay(dates, [], ScheduleMomentRule.Sorted(starts), ScheduleMomentRule.Sorted(stops));
        ScheduleMomentRule.ThrowIfInvalid(day.Starts, day.Stops);
        return day;
    }

    /// <summary>
    /// Reads the text of a special day, e.g. <c>dec25 off</c>, <c>2026-12-24/2026-12-31 08:00-12:00</c>, <c>2026-12-05 on</c>,
    /// <c>2026-12-24 stop 12:00</c>.
    /// </summary>
    /// <exception cref="ScheduleFormatException">The text is not a special day.</exception>
    public static SpecialDay Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ScheduleParser.ParseSpecialDay(text);
    }

    /// <summary>Reads the text of a special day.</summary>
    /// <returns>True when the text is a special day.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SpecialDay? day) =>
        Parsing.Try(text, Parse, out day);

    /// <summary>Returns the special day as text; <see cref="Parse"/> reads the text back.</summary>
    public override string ToString() => _text;

    /// <summary>True when both special days have the same text.</summary>
    public bool Equals(SpecialDay? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpecialDay);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);
}
