using System.Text.Json.Serialization;

namespace Stopinator;

/// <summary>The outcome of one instance. An outcome never claims a state that EC2 did not show.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    /// <summary>The wanted state was seen.</summary>
    [JsonStringEnumMemberName("reached")]
    Reached,

    /// <summary>EC2 accepted the request; the state was not awaited.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    /// <summary>The instance was in the wanted state already.</summary>
    [JsonStringEnumMemberName("already-there")]
    AlreadyThere,

    /// <summary>The instance was on its way to the wanted state already; the state was not awaited.</summary>
    [JsonStringEnumMemberName("on-its-way")]
    OnItsWay,

    /// <summary>A rule kept the instance from the action.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,

    /// <summary>EC2 does not know the instance.</summary>
    [JsonStringEnumMemberName("not-found")]
    NotFound,

    /// <summary>EC2 accepted the request, and the instance went to another state; EC2's state reason tells why.</summary>
    [JsonStringEnumMemberName("fell-back")]
    FellBack,

    /// <summary>EC2 accepted the request; the wanted state was not seen in time.</summary>
    [JsonStringEnumMemberName("timed-out")]
    TimedOut,

    /// <summary>The instance runs; it was not seen ready in time (<see cref="PowerRequest.Await"/>).</summary>
    [JsonStringEnumMemberName("not-ready")]
    NotReady,

    /// <summary>The result cannot be known, e.g. after a reboot whose answer was lost. The request was not tried again.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>EC2 refused, the request was lost and nothing changed, or the wanted state was unclear.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>No call was sent for the instance, or EC2 did not process it; the reason tells why.</summary>
    [JsonStringEnumMemberName("not-attempted")]
    NotAttempted,
}
