using Microsoft.Extensions.Logging;

namespace Stopinator.Diagnostics;

/// <summary>Every log message of the library, with stable ids.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Planned to {Action} {Acting} of {Selected} selected instances ({Selector}).")]
    public static partial void Planned(ILogger logger, string action, int acting, int selected, string selector);

    [LoggerMessage(2, LogLevel.Information, "{Summary}")]
    public static partial void RunEnded(ILogger logger, string summary);

    [LoggerMessage(3, LogLevel.Warning, "{Summary}")]
    public static partial void RunEndedWithFailures(ILogger logger, string summary);

    [LoggerMessage(4, LogLevel.Debug, "EC2 {Operation} answered {Code} to attempt {Attempt}; the next follows in {Delay:0.00} s.")]
    public static partial void CallRepeated(ILogger logger, string operation, string code, int attempt, double delay);

    [LoggerMessage(5, LogLevel.Debug, "EC2 accepted a {Action} of {Count} instances (request {RequestId}).")]
    public static partial void BatchAccepted(ILogger logger, string action, int count, string? requestId);

    [LoggerMessage(6, LogLevel.Information, "EC2 refused a {Action} of {Count} instances: {Error} Isolating {Named} of them.")]
    public static partial void BatchRefused(ILogger logger, string action, int count, string error, int named);

    [LoggerMessage(7, LogLevel.Warning, "The run ends early: {Cause}")]
    public static partial void RunCutShort(ILogger logger, string cause);

    [LoggerMessage(8, LogLevel.Debug, "{InstanceId}: {Outcome}, {Message}")]
    public static partial void InstanceSettled(ILogger logger, string instanceId, string outcome, string message);

    [LoggerMessage(9, LogLevel.Warning, "The states could not be read: {Error}")]
    public static partial void StatesUnreadable(ILogger logger, string error);

    [LoggerMessage(10, LogLevel.Warning, "The progress listener failed and gets no further reports.")]
    public static partial void ProgressFailed(ILogger logger, Exception exception);

    [LoggerMessage(11, LogLevel.Debug, "Waiting {Wait:0.0} s for EC2's rate limit on {Operation} ({Instances} instances).")]
    public static partial void RateLimitAwaited(ILogger logger, double wait, string operation, int instances);

    [LoggerMessage(12, LogLevel.Warning, "{Problem} Until then reboots are refused, and retries of the client bypass EC2's rate limits.")]
    public static partial void ClientRepeats(ILogger logger, string problem);

    [LoggerMessage(13, LogLevel.Information, "Wave {Wave} ({Group}) begins: {Action}, {Count} instances.")]
    public static partial void WaveBegins(ILogger logger, int wave, string group, string action, int count);

    [LoggerMessage(14, LogLevel.Information, "Wave {Wave} ({Group}) is over: {Action}, {Seen} of {Count} instances in the wanted state.")]
    public static partial void WaveEnded(ILogger logger, int wave, string group, string action, int seen, int count);

    [LoggerMessage(15, LogLevel.Warning, "The waves after wave {Wave} ({Group}) are not begun: {Cause}")]
    public static partial void WavesHalted(ILogger logger, int wave, string group, string cause);

    [LoggerMessage(16, LogLevel.Warning, "The observer {Observer} failed for {InstanceId}.")]
    public static partial void ObserverFailed(ILogger logger, string observer, string instanceId, Exception exception);

    [LoggerMessage(17, LogLevel.Warning, "No time was left to tell observers {Count} outcomes.")]
    public static partial void ObserversUntold(ILogger logger, int count);
}
