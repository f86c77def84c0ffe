using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>
/// Moments at which an instance is started or stopped on certain days, e.g. <c>mon-fri stop 22:00</c>. The rule asks for nothing in the
/// time between moments, in which people may start and stop the instance.
/// </summary>
public sealed class ScheduleMomentRule : IEquatable<ScheduleMomentRule>
{
    private readonly string _text;

    /// <summary>Creates a rule.</summary>
    /// <param name="days">The days of the moments.</param>
    /// <param name="starts">The times of day at which an instance is started. Default: none.</param>
    /// <param name="stops">The times of day at which an instance is stopped. Default: none.</param>
    /// <exception cref="ArgumentException">No time is given, or one time is both a start and a stop.</exception>
    public ScheduleMomentRule(ScheduleDays days, IEnumerable<TimeOnly>? starts = null, IEnumerable<TimeOnly>? stops = null)
    {
        ArgumentNullException.ThrowIfNull(days);
        (Days, Starts, Stops) = (days, Sorted(starts), Sorted(stops));
        ThrowIfInvalid(Starts, Stops);
        var times = MomentText.Of(Starts, Stops);
        _text = DaysText.Of(days.Rule) is { Length: > 0 } text ? $"{text} {times}" : times;
    }

    /// <summary>The days of the moments.</summary>
    public ScheduleDays Days { get; }

    /// <summary>The times of day at which an instance is started, in order.</summary>
    public ImmutableArray<TimeOnly> Starts { get; }

    /// <summary>The times of day at which an instance is stopped, in order.</summary>
    public ImmutableArray<TimeOnly> Stops { get; }

    /// <summary>Reads the text of a rule, e.g. <c>mon-fri stop 22:00</c> or <c>mon-fri start 07:00 stop 20:00,22:00</c>.</summary>
    /// <exception cref="ScheduleFormatException">The text is not a rule of moments.</exception>
    public static ScheduleMomentRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ScheduleParser.ParseMomentRule(text);
    }

    /// <summary>Reads the text of a rule.</summary>
    /// <returns>True when the text is a rule of moments.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ScheduleMomentRule? rule) =>
        Parsing.Try(text, Parse, out rule);

    /// <summary>Returns the rule as text, e.g. <c>mon-fri stop 22:00</c>; <see cref="Parse"/> reads the text back.</summary>
    public override string ToString() => _text;

    /// <summary>True when both rules have the same text.</summary>
    public bool Equals(ScheduleMomentRule? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ScheduleMomentRule);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    internal static ImmutableArray<TimeOnly> Sorted(IEnumerable<TimeOnly>? times) => [.. (times ?? []).Distinct().Order()];

    /// <summary>Checks the times of a rule.</summary>
    /// <exception cref="ArgumentException">No time is given, or one time is both a start and a stop.</exception>
    internal static void ThrowIfInvalid(ImmutableArray<TimeOnly> starts, ImmutableArray<TimeOnly> stops)
    {
        if (starts.IsEmpty && stops.IsEmpty)
        {
            throw new ArgumentException("Moments need a time, such as stop 22:00.", nameof(stops));
        }

        foreach (var both in starts.Intersect(stops))
        {
            throw new ArgumentException($"{MomentText.Of(both)} is both a start and a stop; a time has one meaning.", nameof(stops));
        }
    }
}
