using System.Text.Json;
using Stopinator.Scheduling;

namespace Stopinator.Tool.Output;

/// <summary>A schedule as JSON: the state at an instant, and the changes after it.</summary>
internal sealed record ScheduleDocument(
    string Schedule, string TimeZone, DateTimeOffset From, DateTimeOffset To, DesiredState State, string Why,
    IReadOnlyList<TransitionDocument> Transitions, IReadOnlyList<string> Warnings)
{
    public static string JsonOf(PowerSchedule schedule, DateTimeOffset from, DateTimeOffset to)
    {
        var decision = schedule.DesiredStateAt(from);
        return JsonSerializer.Serialize(
            new ScheduleDocument(
                schedule.ToString(), schedule.TimeZone, from, to, decision.State, decision.Why,
                [.. schedule.Transitions(from, to).Select(one => new TransitionDocument(one.At, one.From, one.To, one.Decision.Why))],
                schedule.Warnings),
            ToolJson.Default.ScheduleDocument);
    }
}

/// <summary>A change as JSON.</summary>
internal sealed record TransitionDocument(DateTimeOffset At, DesiredState From, DesiredState To, string Why);
