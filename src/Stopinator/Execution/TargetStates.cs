namespace Stopinator.Execution;

/// <summary>What a state means on the way of an action.</summary>
internal static class TargetStates
{
    /// <summary>Whether the state is the one wanted.</summary>
    public static bool IsReached(PowerAction action, PowerState state) =>
        (action, state) is (PowerAction.Start, PowerState.Running) or (PowerAction.Stop, PowerState.Stopped);

    /// <summary>Whether the state leads to the one wanted.</summary>
    public static bool IsOnItsWay(PowerAction action, PowerState state) =>
        (action, state) is (PowerAction.Start, PowerState.Pending) or (PowerAction.Stop, PowerState.Stopping);
}
