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

    /// <summary>The state of a code: only the low byte counts, EC2 uses the high one for itself.</summary>
    public static PowerState? FromCode(int code) =>
        (PowerState)(code & 0xFF) is var state && Enum.IsDefined(state) ? state : null;

    public static bool IsTransitional(this PowerState state) =>
        state is PowerState.Pending or PowerState.Stopping or PowerState.ShuttingDown;
}
