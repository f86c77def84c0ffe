using Stopinator.Scheduling;

namespace Stopinator.Tool.Commands.Convert;

/// <summary>A schedule of another tool, and the same in Stopinator's own notation.</summary>
/// <param name="Name">The name in the catalog.</param>
/// <param name="TheirTag">The tag that instances have now.</param>
/// <param name="Schedule">The schedule in Stopinator's own notation; null where it cannot be said.</param>
/// <param name="Notes">What is lost, and what cannot be said.</param>
internal sealed record ConvertedSchedule(string Name, string TheirTag, PowerSchedule? Schedule, IReadOnlyList<string> Notes)
{
    /// <summary>The moments that are close to a schedule that starts only or stops only; null otherwise.</summary>
    public PowerSchedule? Suggestion { get; init; }

    /// <summary>Converts a schedule.</summary>
    public static ConvertedSchedule Of(string name, string theirTag, PowerSchedule schedule, DateTimeOffset now)
    {
        var week = WeeklySchedule.Of(schedule, now);
        return new(name, theirTag, week.Schedule, [.. week.Notes, .. schedule.Warnings]) { Suggestion = week.Suggestion };
    }

    /// <summary>Takes the suggestion, or says what can be done with it.</summary>
    public ConvertedSchedule Decide(bool takesMoments) =>
        Suggestion is null ? this
        : takesMoments ? this with { Schedule = Suggestion }
        : this with
        {
            Notes =
            [
                .. Notes,
                $"Suggested: {Suggestion}. --moments takes it into the catalog. Without it, keep the tag: Stopinator reads it as it is.",
            ],
        };
}
