using System.Text.Json.Serialization;

namespace Stopinator;

/// <summary>What to do with an instance that is to hibernate and was launched without hibernation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HibernationFallback>))]
public enum HibernationFallback
{
    /// <summary>Leave it running.</summary>
    [JsonStringEnumMemberName("skip")]
    Skip,

    /// <summary>Stop it normally: its memory is lost.</summary>
    [JsonStringEnumMemberName("stop-normally")]
    StopNormally,
}
