using Stopinator.Testing;

namespace Stopinator.Tests.Support;

/// <summary>Groups of databases (wave 1) and applications (wave 2).</summary>
internal static class OrderedFleet
{
    public const string WaveTag = "stopinator:wave";
    public const string GroupTag = "stopinator:group";

    public static PowerOrder ByTag { get; } = PowerOrder.ByTag(WaveTag, groupBy: GroupTag);

    /// <summary>Adds an instance of a wave.</summary>
    public static void Add(FleetBuilder fleet, string id, string wave, string group, Func<InstanceBuilder, InstanceBuilder> state) =>
        fleet.Add(id, instance => state(instance.Tagged(WaveTag, wave).Tagged(GroupTag, group)));

    /// <summary>An id that shows what it is of.</summary>
    public static string Id(int group, int wave, int number = 1) => $"i-{(group * 1_000_000) + (wave * 1_000) + number:x17}";
}
