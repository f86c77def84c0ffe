using Microsoft.Extensions.Logging;

namespace Stopinator.Scheduling.Sources;

/// <summary>Every log message of the package, with stable ids.</summary>
internal static partial class SourceLog
{
    [LoggerMessage(101, LogLevel.Information, "Read {Schedules} schedules from {Location}.")]
    public static partial void Read(ILogger logger, string location, int schedules);

    [LoggerMessage(102, LogLevel.Warning, "{Problem} The {What} of {ReadAt} stay in force.")]
    public static partial void Kept(ILogger logger, string problem, string what, string readAt);

    [LoggerMessage(103, LogLevel.Information, "Read {Accounts} accounts of targets from {Location}.")]
    public static partial void ReadTargets(ILogger logger, string location, int accounts);
}
