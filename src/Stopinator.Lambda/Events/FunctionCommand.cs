namespace Stopinator.Lambda.Events;

/// <summary>The request of an event. The settings supply everything that the event leaves out.</summary>
internal sealed record FunctionCommand
{
    public PowerAction? Action { get; init; }

    /// <summary>The report of the run to turn back; null for any other command. The action is then null, too.</summary>
    public PowerReport? Undo { get; init; }

    public InstanceSelector? Selector { get; init; }

    /// <summary>The targets to which the command is narrowed; none for all targets of the settings.</summary>
    public CommandTarget[] Targets { get; init; } = [];

    public bool? DryRun { get; init; }

    /// <summary>The older form of <see cref="Await"/>: true awaits the state, false nothing.</summary>
    public bool? Verify { get; init; }

    public AwaitedSign? Await { get; init; }

    /// <summary>The instances of an unfinished wave, which are awaited and not acted on.</summary>
    public string[] AwaitFirst { get; init; } = [];

    public bool? WaitForTransition { get; init; }

    public StopMode? StopMode { get; init; }

    public HibernationFallback? HibernationFallback { get; init; }

    public ReasonCode[] Allow { get; init; } = [];

    public int? MaxInstances { get; init; }

    public TimeSpan? OnlyStoppedWithin { get; init; }

    /// <summary>True when the caller reads the answer and continues with the remainder itself, as a state machine does.</summary>
    public bool Synchronous { get; init; }

    /// <summary>The time for which the event was scheduled; null when it is not given.</summary>
    public DateTimeOffset? ScheduledTime { get; init; }

    /// <summary>The id under which the sender knows the event.</summary>
    public string? ExecutionId { get; init; }
}
