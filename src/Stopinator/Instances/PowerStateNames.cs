namespace Stopinator.Instances;

/// <summary>EC2's names of the states.</summary>
internal static class PowerStateNames
{
    public static string Ec2Name(this PowerState state) =>
        state switch
        {
            PowerState.Pending => "pending",
            PowerState.Running => "running",
            PowerState.ShuttingDown => "shutting-down",
            PowerState.Terminated => "terminated",
            PowerState.Stopping => "stopping",
            PowerState.Stopped => "stopped",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of an EC2 instance."),
        };

    /// <summary>Returns the state of a code. Only the low byte counts; EC2 uses the high byte internally.</summary>
    public static PowerState? FromCode(int code) =>
        (PowerState)(code & 0xFF) is var state && Enum.IsDefined(state) ? state : null;

    /// <summary>Returns the state of a name; null when EC2 has no state of that name.</summary>
    public static PowerState? FromName(string? name)
    {
        foreach (var state in Enum.GetValues<PowerState>())
        {
            if (state.Ec2Name() == name)
            {
                return state;
            }
        }

        return null;
    }

    public static bool IsTransitional(this PowerState state) =>
        state is PowerState.Pending or PowerState.Stopping or PowerState.ShuttingDown;
}
