using Stopinator.Lambda.Events;
using Stopinator.Lambda.Running;

namespace Stopinator.Lambda.Logging;

/// <summary>What the line of a run tells.</summary>
internal sealed class RunRecord
{
    public required DateTimeOffset StartedAt { get; init; }

    public string? RequestId { get; init; }

    /// <summary>Whether it is the first run of the process.</summary>
    public bool ColdStart { get; init; }

    public TimeSpan Duration { get; set; }

    public EventKind? Kind { get; set; }

    public FunctionCommand? Command { get; set; }

    /// <summary>Who sent an HTTP request.</summary>
    public string? Caller { get; set; }

    public RunResult? Result { get; set; }

    /// <summary>Why the run failed or never came about; null when it went well.</summary>
    public Exception? Error { get; set; }
}
