using System.Text.Json.Serialization;

namespace Stopinator.Scheduling;

/// <summary>The state that a schedule asks of an instance.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DesiredState>))]
public enum DesiredState
{
    /// <summary>The schedule asks for nothing: the instance is left as it is.</summary>
    [JsonStringEnumMemberName("unmanaged")]
    Unmanaged,

    /// <summary>The instance should run.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>The instance should be stopped.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,
}
