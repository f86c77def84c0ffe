namespace Stopinator.Instances;

/// <summary>The names of the actions in logs, metrics and sentences.</summary>
internal static class PowerActionNames
{
    public static string Name(this PowerAction action) =>
        action switch
        {
            PowerAction.Start => "start",
            PowerAction.Stop => "stop",
            PowerAction.Reboot => "reboot",
            PowerAction.Reconcile => "reconcile",
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not a power action."),
        };
}
