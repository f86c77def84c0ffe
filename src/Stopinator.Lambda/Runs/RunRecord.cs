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

    /// <summary>The sender of an HTTP request.</summary>
    public string? Caller { get; set; }

    public RunResult? Result { get; set; }

    /// <summary>The error that made the run fail or kept it from starting; null when the run succeeded.</summary>
    public Exception? Error { get; set; }
}
