using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>
/// Dates on which other hours hold than those of the windows: closed (a holiday), or open at hours of their own. A window past midnight
/// belongs to the date on which it begins, and is closed as a whole.
/// </summary>
/// <remarks>
/// Where several fit a date, a dated one goes before a yearly one, a shorter range before a longer one, a later one before an earlier one.
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

    /// <summary>The hours that hold on these dates instead; none when they are closed.</summary>
    public ImmutableArray<ScheduleHours> Hours { get; }

    /// <summary>Dates without any window.</summary>
    public static SpecialDay Closed(ScheduleDates dates) => new(dates, []);

    /// <summary>Dates with hours of their own.</summary>
    /// <param name="dates">The dates.</param>
    /// <param name="hours">The hours; none is the whole day.</param>
    public static SpecialDay Open(ScheduleDates dates, params IEnumerable<ScheduleHours> hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        return new(dates, [.. hours.DefaultIfEmpty(ScheduleHours.WholeDay)]);
    }

    /// <summary>Reads the text, e.g. <c>dec25 off</c>, <c>2026-12-24/2026-12-31 08:00-12:00</c>, <c>2026-12-05 on</c>.</summary>
    /// <exception cref="ScheduleFormatException">The text is no special day.</exception>
    public static SpecialDay Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ScheduleParser.ParseSpecialDay(text);
    }

    /// <summary>Reads the text.</summary>
    /// <returns>Whether it is a special day.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SpecialDay? day) =>
        Parsing.Try(text, Parse, out day);

    /// <summary>The special day as text; <see cref="Parse"/> reads it back.</summary>
    public override string ToString() => _text;

    /// <summary>Whether both are written the same.</summary>
    public bool Equals(SpecialDay? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpecialDay);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);
}
