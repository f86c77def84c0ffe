using System.Text.Json.Serialization;

namespace Stopinator;

/// <summary>The treatment of an instance that should hibernate but was launched without hibernation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HibernationFallback>))]
public enum HibernationFallback
{
    /// <summary>Leaves the instance running.</summary>
    [JsonStringEnumMemberName("skip")]
    Skip,

    /// <summary>Stops the instance normally: its memory is lost.</summary>
    [JsonStringEnumMemberName("stop-normally")]
    StopNormally,
}
