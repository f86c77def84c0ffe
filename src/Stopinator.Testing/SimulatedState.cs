namespace Stopinator.Testing;

/// <summary>The state of an instance; each value is EC2's <c>instance-state-code</c>.</summary>
public enum SimulatedState
{
    /// <summary><c>pending</c>: on its way to running.</summary>
    Pending = 0,

    /// <summary><c>running</c>.</summary>
    Running = 16,

    /// <summary><c>shutting-down</c>: on its way to terminated.</summary>
    ShuttingDown = 32,

    /// <summary><c>terminated</c>: gone for good, visible for a while.</summary>
    Terminated = 48,

    /// <summary><c>stopping</c>: on its way to stopped.</summary>
    Stopping = 64,

    /// <summary><c>stopped</c>.</summary>
    Stopped = 80,
}
