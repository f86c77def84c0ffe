using System.Text.Json.Serialization;

namespace Stopinator.Scheduling;

/// <summary>What an instance should be.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DesiredState>))]
public enum DesiredState
{
    /// <summary>Nothing is asked: it is left as it is.</summary>
    [JsonStringEnumMemberName("unmanaged")]
    Unmanaged,

    /// <summary>It should run.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It should be stopped.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,
}
