using Stopinator.Testing;

namespace Quickstart;

/// <summary>A small fleet with one instance of each kind that makes trouble for scripts.</summary>
internal static class DemoFleet
{
    /// <summary>An id from somebody's old notes.</summary>
    public const string UnknownId = "i-0badc0de0badc0de0";

    /// <summary>The tag with the number of an instance's wave: the database is in the first, the web servers in the second.</summary>
    public const string WaveTag = "stopinator:wave";

    public static void Build(FleetBuilder fleet)
    {
        fleet.Add(instance => instance.Named("database").Tagged("Env", "dev").Tagged(WaveTag, "1").Running());
        fleet.Add(3, (instance, index) => instance.Named($"web-{index + 1}").Tagged("Env", "dev").Tagged(WaveTag, "2").Running());
        fleet.Add(instance => instance.Named("build").Tagged("Env", "dev").Stopped());
        fleet.Add(instance => instance.Named("scaled").Tagged("Env", "dev").InAutoScalingGroup("web-asg"));
        fleet.Add(instance => instance.Named("cheap").Tagged("Env", "dev").Spot(persistent: false));
        fleet.Add(instance => instance.Named("license").Tagged("Env", "dev").StopProtected());
        fleet.Add(instance => instance.Named("shop").Tagged("Env", "prod").Running());
    }
}
