using System.Text.Json.Serialization;

namespace Stopinator.Scheduling;

/// <summary>Selects the ticks at which an instance is brought to the state its schedule asks for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReconcileMode>))]
public enum ReconcileMode
{
    /// <summary>Acts at every tick. Manual changes are undone, and the next tick makes up for a missed tick. Recommended.</summary>
    [JsonStringEnumMemberName("enforce")]
    Enforce,

    /// <summary>
    /// Acts only when the schedule has asked for a change since the last tick. Manual changes are kept until the next change of the
    /// schedule. The changes of a missed tick are lost, unless <see cref="ScheduledPowerOptions.LookBack"/> covers them.
    /// </summary>
    [JsonStringEnumMemberName("edges")]
    Edges,
}
