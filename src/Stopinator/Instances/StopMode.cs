using System.Text.Json.Serialization;

namespace Stopinator;

/// <summary>How to stop an instance. Nothing here escalates by itself from one mode to a harder one.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-stop-methods.html"/>
[JsonConverter(typeof(JsonStringEnumConverter<StopMode>))]
public enum StopMode
{
    /// <summary>The guest shuts down, within a few minutes that EC2 does not let one configure.</summary>
    [JsonStringEnumMemberName("normal")]
    Normal,

    /// <summary>Memory is written to the root volume. Only for instances launched with hibernation enabled.</summary>
    [JsonStringEnumMemberName("hibernate")]
    Hibernate,

    /// <summary>The guest is bypassed at once; data in its caches may be lost. Frees an instance stuck in stopping.</summary>
    [JsonStringEnumMemberName("skip-os-shutdown")]
    SkipOsShutdown,

    /// <summary>A shutdown is tried, then forced. Frees an instance stuck in stopping; AWS advises against it for Windows.</summary>
    [JsonStringEnumMemberName("force")]
    Force,
}
