using System.Text.Json.Serialization;

namespace Stopinator.Scheduling;

/// <summary>When a schedule is held against an instance.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReconcileMode>))]
public enum ReconcileMode
{
    /// <summary>At every tick: whatever somebody did by hand is undone, and a missed tick is made up for by the next. Recommended.</summary>
    [JsonStringEnumMemberName("enforce")]
    Enforce,

    /// <summary>
    /// Only when the schedule has asked for a change since the last tick: what is done by hand stands until the next change. The changes of a
    /// missed tick are lost, unless <see cref="ScheduledPowerOptions.LookBack"/> covers them.
    /// </summary>
    [JsonStringEnumMemberName("edges")]
    Edges,
}
