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

    /// <summary>Returns EC2's name of the method that carries out an action.</summary>
    public static string MethodName(this PowerAction action) =>
        action switch
        {
            PowerAction.Start => "StartInstances",
            PowerAction.Stop => "StopInstances",
            PowerAction.Reboot => "RebootInstances",
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not an action of EC2."),
        };
}
