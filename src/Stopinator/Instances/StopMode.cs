using System.Text.Json.Serialization;

namespace Stopinator;

/// <summary>The way to stop an instance. The library never changes the mode to a more forceful one by itself.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-stop-methods.html"/>
[JsonConverter(typeof(JsonStringEnumConverter<StopMode>))]
public enum StopMode
{
    /// <summary>The guest shuts down. EC2 allows a few minutes for that, which cannot be configured.</summary>
    [JsonStringEnumMemberName("normal")]
    Normal,

    /// <summary>EC2 writes the memory to the root volume. Only for instances launched with hibernation enabled.</summary>
    [JsonStringEnumMemberName("hibernate")]
    Hibernate,

    /// <summary>EC2 bypasses the guest at once; data in its caches may be lost. Frees an instance stuck in stopping.</summary>
    [JsonStringEnumMemberName("skip-os-shutdown")]
    SkipOsShutdown,

    /// <summary>
    /// EC2 tries a shutdown, then forces the stop. Frees an instance stuck in stopping. AWS advises against it for Windows.
    /// </summary>
    [JsonStringEnumMemberName("force")]
    Force,
}
