namespace Stopinator.Testing;

/// <summary>The state of an instance. Each value is EC2's <c>instance-state-code</c>.</summary>
public enum SimulatedState
{
    /// <summary>The state <c>pending</c>, on the way to running.</summary>
    Pending = 0,

    /// <summary>The state <c>running</c>.</summary>
    Running = 16,

    /// <summary>The state <c>shutting-down</c>, on the way to terminated.</summary>
    ShuttingDown = 32,

    /// <summary>The state <c>terminated</c>, which is final. The instance stays visible for a while.</summary>
    Terminated = 48,

    /// <summary>The state <c>stopping</c>, on the way to stopped.</summary>
    Stopping = 64,

    /// <summary>The state <c>stopped</c>.</summary>
    Stopped = 80,
}
