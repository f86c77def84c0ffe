using System.Text.Json.Serialization;

namespace Stopinator;

/// <summary>The kind of a decision on a selected instance.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionKind>))]
public enum DecisionKind
{
    /// <summary>EC2 is asked to act.</summary>
    [JsonStringEnumMemberName("act")]
    Act,

    /// <summary>The end of a transition is awaited, then EC2 is asked to act.</summary>
    [JsonStringEnumMemberName("act-after-wait")]
    ActAfterWait,

    /// <summary>Nothing is done: the instance is in the wanted state.</summary>
    [JsonStringEnumMemberName("already-there")]
    AlreadyThere,

    /// <summary>Nothing is done: the instance is on its way to the wanted state.</summary>
    [JsonStringEnumMemberName("on-its-way")]
    OnItsWay,

    /// <summary>Nothing is done: the instance is awaited before later waves (<see cref="PowerOrder.AwaitFirst"/>).</summary>
    [JsonStringEnumMemberName("await-first")]
    AwaitFirst,

    /// <summary>Nothing is done: a rule keeps the instance from the action.</summary>
    [JsonStringEnumMemberName("skip")]
    Skip,

    /// <summary>Nothing is done: EC2 does not know the id.</summary>
    [JsonStringEnumMemberName("not-found")]
    NotFound,

    /// <summary>Nothing is done: the wanted state is unclear, e.g. because the instance's schedule is malformed.</summary>
    [JsonStringEnumMemberName("invalid")]
    Invalid,
}
