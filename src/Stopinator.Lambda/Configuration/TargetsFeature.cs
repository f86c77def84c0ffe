using System.Diagnostics.CodeAnalysis;

namespace Stopinator.Lambda.Configuration;

/// <summary>The switch by which a trimmed or native program leaves out the code for targets.</summary>
internal static class TargetsFeature
{
    /// <summary>The property of a project that sets the switch.</summary>
    public const string Property = "StopinatorTargets";

    private const string Switch = "Stopinator.Lambda.SupportsTargets";

    /// <summary>True unless the program was published without the code.</summary>
    [FeatureSwitchDefinition(Switch)]
    public static bool IsSupported => !AppContext.TryGetSwitch(Switch, out var isSupported) || isSupported;
}
