using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Runs;

/// <summary>The data for the line of a run.</summary>
internal sealed class RunRecord
{
    public required DateTimeOffset StartedAt { get; init; }

    public string? RequestId { get; init; }

    /// <summary>True for the first run of the process.</summary>
    public bool ColdStart { get; init; }

    public TimeSpan Duration { get; set; }

    public EventKind? Kind { get; set; }

    public FunctionCommand? Command { get; set; }

    /// <summary>The sender of the event, as an ARN.</summary>
    public string? Caller { get; set; }

    /// <summary>The id of the message of a queue; null for any other event.</summary>
    public string? MessageId { get; set; }

    /// <summary>The reason why the event asked for nothing; null when there was a run.</summary>
    public string? Idle { get; set; }

    /// <summary>The name of the target that the event selects; null for any other event.</summary>
    public string? Target { get; set; }

    public CommandResult? Result { get; set; }

    /// <summary>The error that made the run fail or kept it from starting; null when the run succeeded.</summary>
    public Exception? Error { get; set; }
}
