using System.Text.Json.Serialization;

namespace Stopinator;

/// <summary>How it ended for one instance. Nothing is claimed here that was not seen.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    /// <summary>The wanted state was seen.</summary>
    [JsonStringEnumMemberName("reached")]
    Reached,

    /// <summary>EC2 took the request; the state was not awaited.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    /// <summary>It was in the wanted state already.</summary>
    [JsonStringEnumMemberName("already-there")]
    AlreadyThere,

    /// <summary>It was on its way to the wanted state already; that was not awaited.</summary>
    [JsonStringEnumMemberName("on-its-way")]
    OnItsWay,

    /// <summary>A rule kept it from the action.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,

    /// <summary>EC2 does not know it.</summary>
    [JsonStringEnumMemberName("not-found")]
    NotFound,

    /// <summary>EC2 took the request, and the instance went to another state; EC2's state reason tells why.</summary>
    [JsonStringEnumMemberName("fell-back")]
    FellBack,

    /// <summary>EC2 took the request; the wanted state was not seen in time.</summary>
    [JsonStringEnumMemberName("timed-out")]
    TimedOut,

    /// <summary>It cannot be known, e.g. after a reboot whose answer was lost. It was not tried again.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>EC2 refused, the request was lost and nothing changed, or what the instance should be could not be told.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>EC2 was not asked, or did not look at it; the reason tells why.</summary>
    [JsonStringEnumMemberName("not-attempted")]
    NotAttempted,
}
