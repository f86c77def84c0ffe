using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>The hours in which an instance should run on certain days. Hours past midnight belong to the day on which they begin.</summary>
public sealed class ScheduleWindow : IEquatable<ScheduleWindow>
{
    private readonly string _text;

    /// <summary>Creates a window.</summary>
    /// <param name="days">The days on which the window begins.</param>
    /// <param name="hours">One or several times of day; no times is the whole day.</param>
    public ScheduleWindow(ScheduleDays days, params IEnumerable<ScheduleHours> hours)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(hours);
        Days = days;
        Hours = [.. hours.DefaultIfEmpty(ScheduleHours.WholeDay)];
        _text = WindowText.Of(this);
    }

    /// <summary>The days on which the window begins.</summary>
    public ScheduleDays Days { get; }

    /// <summary>The times of day; at least one.</summary>
    public ImmutableArray<ScheduleHours> Hours { get; }

    /// <summary>Reads the text of a window, e.g. <c>mon-fri 07:00-12:00,13:00-20:00</c>.</summary>
    /// <exception cref="ScheduleFormatException">The text is not a window.</exception>
    public static ScheduleWindow Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ScheduleParser.ParseWindow(text);
    }

    /// <summary>Reads the text of a window.</summary>
    /// <returns>True when the text is a window.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ScheduleWindow? window) =>
        Parsing.Try(text, Parse, out window);

    /// <summary>Returns the window as text, e.g. <c>mon-fri 07:00-20:00</c>; <see cref="Parse"/> reads the text back.</summary>
    public override string ToString() => _text;

    /// <summary>True when both windows have the same text.</summary>
    public bool Equals(ScheduleWindow? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ScheduleWindow);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);
}
