using System.Diagnostics.CodeAnalysis;
using NodaTime;
using Stopinator.Scheduling.Calendar;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>
/// A set of days, given by days of the week, days of the month, and months. A day must satisfy each part that is given: <c>day 1-7 mon</c>
/// is the first Monday of a month.
/// </summary>
public sealed record ScheduleDays
{
    internal ScheduleDays(DayRule rule) => Rule = rule;

    /// <summary>Every day.</summary>
    public static ScheduleDays Every { get; } = new(default(DayRule));

    internal DayRule Rule { get; }

    /// <summary>Returns the given days of the week.</summary>
    /// <param name="days">The days of the week, at least one.</param>
    /// <exception cref="ArgumentException">No day is given.</exception>
    public static ScheduleDays Of(params IEnumerable<DayOfWeek> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        var weekdays = days.Aggregate(0, (mask, day) => mask | (1 << (((int)day + 6) % 7)));
        return weekdays != 0
            ? new(new DayRule { Weekdays = weekdays })
            : throw new ArgumentException("No day of the week is given. Every day is ScheduleDays.Every.", nameof(days));
    }

    /// <summary>
    /// Reads days as they are written in a window: <c>mon-fri</c>, <c>mon#2,friL</c>, <c>day 1-7,15W,L</c>, <c>dec-feb sat,sun</c>.
    /// </summary>
    /// <exception cref="ScheduleFormatException">The text is not a list of days.</exception>
    public static ScheduleDays Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ScheduleParser.ParseDays(text);
    }

    /// <summary>Reads days as a window's text holds them.</summary>
    /// <returns>True when the text is a list of days.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ScheduleDays? days) =>
        Parsing.Try(text, Parse, out days);

    /// <summary>True when a date is one of the days.</summary>
    public bool Contains(DateOnly date) => Rule.Contains(LocalDate.FromDateOnly(date));

    /// <summary>Returns the days as text; <see cref="Parse"/> reads the text back. Every day is <c>mon-sun</c>.</summary>
    public override string ToString() => DaysText.Of(Rule) is { Length: > 0 } text ? text : "mon-sun";
}
