using System.Text.Json.Serialization;

namespace Stopinator.Scheduling;

/// <summary>Which part of a schedule decides.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScheduleReason>))]
public enum ScheduleReason
{
    /// <summary>A window is open; in the other notations: a running period, the time after an on hour.</summary>
    [JsonStringEnumMemberName("window")]
    Window,

    /// <summary>No window is open; in the other notations: no running period, the time after an off hour.</summary>
    [JsonStringEnumMemberName("outside-windows")]
    OutsideWindows,

    /// <summary>A special day: a window it opens, or one it closes.</summary>
    [JsonStringEnumMemberName("special-day")]
    SpecialDay,

    /// <summary>An override.</summary>
    [JsonStringEnumMemberName("override")]
    Override,

    /// <summary>The schedule always says the same.</summary>
    [JsonStringEnumMemberName("always")]
    Always,

    /// <summary>The schedule asks for nothing now, as a period without begin or end does.</summary>
    [JsonStringEnumMemberName("undecided")]
    Undecided,
}
