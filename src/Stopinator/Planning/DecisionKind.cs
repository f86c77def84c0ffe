using System.Text.Json.Serialization;

namespace Stopinator;

/// <summary>What is to happen to a selected instance.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionKind>))]
public enum DecisionKind
{
    /// <summary>EC2 is asked to act.</summary>
    [JsonStringEnumMemberName("act")]
    Act,

    /// <summary>The end of a transition is awaited, then EC2 is asked to act.</summary>
    [JsonStringEnumMemberName("act-after-wait")]
    ActAfterWait,

    /// <summary>Nothing: it is in the wanted state.</summary>
    [JsonStringEnumMemberName("already-there")]
    AlreadyThere,

    /// <summary>Nothing: it is on its way to the wanted state.</summary>
    [JsonStringEnumMemberName("on-its-way")]
    OnItsWay,

    /// <summary>Nothing: a rule keeps it from the action.</summary>
    [JsonStringEnumMemberName("skip")]
    Skip,

    /// <summary>Nothing: EC2 does not know the id.</summary>
    [JsonStringEnumMemberName("not-found")]
    NotFound,

    /// <summary>Nothing: what it should be cannot be told, e.g. because its schedule is malformed.</summary>
    [JsonStringEnumMemberName("invalid")]
    Invalid,
}
