namespace Stopinator.Ec2;

/// <summary>EC2's names of the states.</summary>
internal static class InstanceStateNames
{
    public static string Ec2Name(this InstanceState state) =>
        state switch
        {
            InstanceState.Pending => "pending",
            InstanceState.Running => "running",
            InstanceState.ShuttingDown => "shutting-down",
            InstanceState.Terminated => "terminated",
            InstanceState.Stopping => "stopping",
            InstanceState.Stopped => "stopped",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of an EC2 instance."),
        };

    /// <summary>The state of a code: only the low byte counts, EC2 uses the high one for itself.</summary>
    public static InstanceState? FromCode(int code) =>
        (InstanceState)(code & 0xFF) is var state && Enum.IsDefined(state) ? state : null;

    public static bool IsTransitional(this InstanceState state) =>
        state is InstanceState.Pending or InstanceState.Stopping or InstanceState.ShuttingDown;
}
