using Microsoft.Extensions.Logging;
using Stopinator;

namespace WorkerSample;

/// <summary>What the worker logs besides the library.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(1, LogLevel.Warning, "Asked to stop in the middle of a run. Done: {Report} Left for the next run: {Left}.")]
    public static partial void StoppedMidway(ILogger logger, PowerReport report, string left);

    [LoggerMessage(2, LogLevel.Error, "The run failed before anything was done; the next one tries again.")]
    public static partial void RunFailed(ILogger logger, Exception exception);
}
