using System.Collections.Immutable;

namespace Stopinator.Scheduling.Preview;

/// <summary>A day of a week, as its clock shows it.</summary>
/// <param name="Date">The date.</param>
/// <param name="Begin">Its first instant.</param>
/// <param name="Length">Its length, which is not 24 hours when clocks change.</param>
/// <param name="Running">The time for which the instance should run.</param>
/// <param name="Pieces">Its parts, in chronological order.</param>
/// <param name="Moments">Its moments, in chronological order.</param>
internal sealed record WeekDay(
    DateOnly Date,
    DateTimeOffset Begin,
    TimeSpan Length,
    TimeSpan Running,
    ImmutableArray<WeekPiece> Pieces,
    ImmutableArray<ScheduleMoment> Moments)
{
    public const int Minutes = 24 * 60;

    /// <summary>The note for people about a day of unusual length; null on an ordinary day.</summary>
    public string? ClockChange => Length == TimeSpan.FromDays(1) ? null
        : Length == TimeSpan.Zero ? "this day does not come"
        : $"{HourText.Of(Length)}: clocks go {(Length > TimeSpan.FromDays(1) ? "back" : "forward")}";
}
