using System.Text.Json.Serialization;

namespace Stopinator.Scheduling;

/// <summary>The part of a schedule that decides.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScheduleReason>))]
public enum ScheduleReason
{
    /// <summary>An open window; in the other notations, a running period or the time after an on hour.</summary>
    [JsonStringEnumMemberName("window")]
    Window,

    /// <summary>No open window; in the other notations, no running period or the time after an off hour.</summary>
    [JsonStringEnumMemberName("outside-windows")]
    OutsideWindows,

    /// <summary>A special day, either because it opens a window or because it closes one.</summary>
    [JsonStringEnumMemberName("special-day")]
    SpecialDay,

    /// <summary>An override.</summary>
    [JsonStringEnumMemberName("override")]
    Override,

    /// <summary>A schedule that always asks for the same state.</summary>
    [JsonStringEnumMemberName("always")]
    Always,

    /// <summary>A schedule that asks for nothing now, such as a period without a begin or an end.</summary>
    [JsonStringEnumMemberName("undecided")]
    Undecided,
}
