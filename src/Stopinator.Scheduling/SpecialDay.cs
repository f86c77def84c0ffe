using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>
/// Dates on which other hours hold than those of the windows: closed (a holiday), or open at hours of their own. A window past midnight
/// belongs to the date on which it begins, and is closed as a whole.
/// </summary>
/// <remarks>
/// When several special days fit a date, a dated one takes precedence over a yearly one, a shorter range over a longer one, and a later one
/// over an earlier one.
/// </remarks>
public sealed class SpecialDay : IEquatable<SpecialDay>
{
    private readonly string _text;

    private SpecialDay(ScheduleDates dates, ImmutableArray<ScheduleHours> hours)
    {
        ArgumentNullException.ThrowIfNull(dates);
        (Dates, Hours) = (dates, hours);
        _text = DatesText.Of(this);
    }

    /// <summary>The dates.</summary>
    public ScheduleDates Dates { get; }

    /// <summary>The hours that replace the hours of the windows on the dates; empty when the dates are closed.</summary>
    public ImmutableArray<ScheduleHours> Hours { get; }

    /// <summary>Returns a special day that closes every window on the dates.</summary>
    public static SpecialDay Closed(ScheduleDates dates) => new(dates, []);

    /// <summary>Returns a special day that opens the dates at hours of their own.</summary>
    /// <param name="dates">The dates.</param>
    /// <param name="hours">The hours; no hours is the whole day.</param>
    public static SpecialDay Open(ScheduleDates dates, params IEnumerable<ScheduleHours> hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        return new(dates, [.. hours.DefaultIfEmpty(ScheduleHours.WholeDay)]);
    }

    /// <summary>
    /// Reads the text of a special day, e.g. <c>dec25 off</c>, <c>2026-12-24/2026-12-31 08:00-12:00</c>, <c>2026-12-05 on</c>.
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
