using System.Text.Json.Nodes;
using NodaTime;

namespace Stopinator.Scheduling.Tests.Reference;

/// <summary>A period of AWS Instance Scheduler, as its rules are told: conditions on the day, then begin and end, each of which may be missing.</summary>
internal sealed record PeriodSpec(string Name, int? Begin, int? End, List<DaySpec> Months, List<DaySpec> Monthdays, List<DaySpec> Weekdays)
{
    public bool Contains(LocalDate date) =>
        new[] { Months, Monthdays, Weekdays }.All(field => field.Count == 0 || field.Exists(item => item.Contains(date)));

    public DesiredState StateOnItsDays(int minute)
    {
        if (Begin is null && End is null)
        {
            return DesiredState.Running;
        }

        if (Begin is null)
        {
            return minute >= End ? DesiredState.Stopped : DesiredState.Unmanaged;
        }

        if (End is null)
        {
            return minute >= Begin ? DesiredState.Running : DesiredState.Unmanaged;
        }

        return minute >= Begin && minute < End ? DesiredState.Running : DesiredState.Stopped;
    }

    public JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["begintime"] = Time(Begin),
        ["endtime"] = Time(End),
        ["months"] = List(Months),
        ["monthdays"] = List(Monthdays),
        ["weekdays"] = List(Weekdays),
    };

    private static string? Time(int? minute) => minute is { } time ? $"{time / 60:00}:{time % 60:00}" : null;

    private static JsonArray? List(List<DaySpec> items) => items.Count == 0 ? null : [.. items.Select(item => (JsonNode)item.Text)];
}
