namespace Stopinator.Execution;

/// <summary>Relates states to the state that an action aims at.</summary>
internal static class TargetStates
{
    /// <summary>Returns true when the state is the wanted one.</summary>
    public static bool IsReached(PowerAction action, PowerState state) =>
        (action, state) is (PowerAction.Start, PowerState.Running) or (PowerAction.Stop, PowerState.Stopped);

    /// <summary>Returns true when the state leads to the wanted one.</summary>
    public static bool IsOnItsWay(PowerAction action, PowerState state) =>
        (action, state) is (PowerAction.Start, PowerState.Pending) or (PowerAction.Stop, PowerState.Stopping);
}
