namespace Stopinator.Lambda.Events;

/// <summary>What an event asks for. What it does not say comes from the settings.</summary>
internal sealed record FunctionCommand
{
    public PowerAction? Action { get; init; }

    public InstanceSelector? Selector { get; init; }

    public bool? DryRun { get; init; }

    public bool? Verify { get; init; }

    public bool? WaitForTransition { get; init; }

    public StopMode? StopMode { get; init; }

    public HibernationFallback? HibernationFallback { get; init; }

    public ReasonCode[] Allow { get; init; } = [];

    public int? MaxInstances { get; init; }

    public TimeSpan? OnlyStoppedWithin { get; init; }

    /// <summary>Whether the caller reads the answer and goes on with its remainder itself, as a state machine does.</summary>
    public bool Synchronous { get; init; }

    /// <summary>When the event was meant to come; null when nobody says.</summary>
    public DateTimeOffset? ScheduledTime { get; init; }

    /// <summary>The id by which the sender knows the event.</summary>
    public string? ExecutionId { get; init; }
}
