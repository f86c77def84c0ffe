namespace Stopinator.Testing.Wire;

/// <summary>EC2's names of the states.</summary>
internal static class StateNames
{
    public static string ToName(this SimulatedState state) => state switch
    {
        SimulatedState.Pending => "pending",
        SimulatedState.Running => "running",
        SimulatedState.ShuttingDown => "shutting-down",
        SimulatedState.Terminated => "terminated",
        SimulatedState.Stopping => "stopping",
        SimulatedState.Stopped => "stopped",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of EC2."),
    };
}
