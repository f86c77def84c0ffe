using System.Text.Json.Serialization;

namespace Stopinator;

/// <summary>The state of an EC2 instance. The numbers are EC2's own state codes.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html"/>
[JsonConverter(typeof(JsonStringEnumConverter<PowerState>))]
public enum PowerState
{
    /// <summary>Starting; not billed.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending = 0,

    /// <summary>Running.</summary>
    [JsonStringEnumMemberName("running")]
    Running = 16,

    /// <summary>Being terminated.</summary>
    [JsonStringEnumMemberName("shutting-down")]
    ShuttingDown = 32,

    /// <summary>Terminated for good; still visible for about an hour.</summary>
    [JsonStringEnumMemberName("terminated")]
    Terminated = 48,

    /// <summary>Stopping; billed only when it hibernates.</summary>
    [JsonStringEnumMemberName("stopping")]
    Stopping = 64,

    /// <summary>Stopped.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped = 80,
}
