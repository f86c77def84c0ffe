namespace Stopinator.Lambda.Configuration;

/// <summary>What an event may be permitted to ask for beyond the settings, by its words: skip rules, stop modes, limits.</summary>
internal static class EventPermission
{
    public const string MaxInstances = "max-instances";
    public const string StoppedWithin = "stopped-within";

    /// <summary>The modes that need a permission: they do not let the guest shut down.</summary>
    public static Enum[] HardStopModes => [StopMode.SkipOsShutdown, StopMode.Force];

    /// <summary>All of them.</summary>
    public static string[] All => [.. Words.SkipReasons.Select(Words.Of), .. HardStopModes.Select(Words.Of), MaxInstances, StoppedWithin];
}
