namespace Stopinator.Lambda.Configuration;

/// <summary>
/// The requests beyond the settings that an event can be permitted to make, by their words: skip rules, stop modes, limits.
/// </summary>
internal static class EventPermission
{
    public const string MaxInstances = "max-instances";
    public const string StoppedWithin = "stopped-within";

    /// <summary>The stop modes that need a permission, because they do not let the guest shut down.</summary>
    public static Enum[] HardStopModes => [StopMode.SkipOsShutdown, StopMode.Force];

    /// <summary>All permissions.</summary>
    public static string[] All => [.. Words.SkipReasons.Select(Words.Of), .. HardStopModes.Select(Words.Of), MaxInstances, StoppedWithin];
}
