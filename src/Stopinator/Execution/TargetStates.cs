namespace Stopinator.Execution;

/// <summary>What a state means on the way of an action.</summary>
internal static class TargetStates
{
    /// <summary>Whether the state is the one wanted.</summary>
    public static bool IsReached(PowerAction action, InstanceState state) =>
        (action, state) is (PowerAction.Start, InstanceState.Running) or (PowerAction.Stop, InstanceState.Stopped);

    /// <summary>Whether the state leads to the one wanted.</summary>
    public static bool IsOnItsWay(PowerAction action, InstanceState state) =>
        (action, state) is (PowerAction.Start, InstanceState.Pending) or (PowerAction.Stop, InstanceState.Stopping);
}
