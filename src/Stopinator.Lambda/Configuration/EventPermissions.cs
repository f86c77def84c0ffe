using System.Collections.Immutable;

namespace Stopinator.Lambda.Configuration;

/// <summary>What an event may ask for beyond the settings.</summary>
/// <param name="SkipReasons">The skip rules it may lift.</param>
/// <param name="StopModes">The stop modes it may choose.</param>
/// <param name="MaxInstances">Whether it may raise the number of instances.</param>
/// <param name="StoppedWithin">Whether it may start what was stopped longer ago.</param>
internal sealed record EventPermissions(ImmutableArray<ReasonCode> SkipReasons, ImmutableArray<StopMode> StopModes, bool MaxInstances, bool StoppedWithin)
{
    public const string MaxInstancesWord = "max-instances";
    public const string StoppedWithinWord = "stopped-within";

    /// <summary>Nothing.</summary>
    public static EventPermissions None { get; } = new([], [], MaxInstances: false, StoppedWithin: false);

    /// <summary>The modes that need a permission: they do not let the guest shut down.</summary>
    public static StopMode[] HardStopModes => [StopMode.SkipOsShutdown, StopMode.Force];

    /// <summary>All that can be permitted.</summary>
    public static string[] AllWords => [.. Words.SkipReasons.Select(Words.Of), .. HardStopModes.Select(Words.Of), MaxInstancesWord, StoppedWithinWord];
}
