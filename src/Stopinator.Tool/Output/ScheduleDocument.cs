using System.Text.Json;
using Stopinator.Scheduling;

namespace Stopinator.Tool.Output;

/// <summary>A schedule as JSON: the state at an instant, and the changes and moments after it.</summary>
internal sealed record ScheduleDocument(
    string Schedule, string TimeZone, DateTimeOffset From, DateTimeOffset To, DesiredState State, string Why,
    IReadOnlyList<TransitionDocument> Transitions, IReadOnlyList<MomentDocument> Moments, IReadOnlyList<string> Warnings)
{
    public static string JsonOf(PowerSchedule schedule, DateTimeOffset from, DateTimeOffset to)
    {
        var decision = schedule.DesiredStateAt(from);
        return JsonSerializer.Serialize(
            new ScheduleDocument(
                schedule.ToString(), schedule.TimeZone, from, to, decision.State, decision.Why,
                [.. schedule.Transitions(from, to).Select(one => new TransitionDocument(one.At, one.From, one.To, one.Decision.Why))],
                [.. schedule.Moments(from, to).Select(one => new MomentDocument(one.At, one.State, one.Source))],
                schedule.Warnings),
            ToolJson.Default.ScheduleDocument);
    }
}

/// <summary>A change as JSON.</summary>
internal sealed record TransitionDocument(DateTimeOffset At, DesiredState From, DesiredState To, string Why);

/// <summary>A moment as JSON.</summary>
internal sealed record MomentDocument(DateTimeOffset At, DesiredState State, string Source);
