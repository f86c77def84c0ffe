using Microsoft.Extensions.Logging;

namespace Stopinator.Hosting.Diagnostics;

/// <summary>Every log message of the package, with stable ids.</summary>
internal static partial class Log
{
    [LoggerMessage(201, LogLevel.Information, "The worker runs at every multiple of {Interval}.")]
    public static partial void Started(ILogger logger, TimeSpan interval);

    [LoggerMessage(
        202, LogLevel.Warning,
        "Asked to stop in the middle of the tick {Tick}. Done: {Report} Left for the next run: {Left}.")]
    public static partial void StoppedMidway(ILogger logger, string tick, string report, string left);

    [LoggerMessage(203, LogLevel.Error, "The tick {Tick} failed; the next tick tries again.")]
    public static partial void TickFailed(ILogger logger, string tick, Exception exception);

    [LoggerMessage(
        204, LogLevel.Warning,
        "Ticks missed between {Last} and {Tick}: {Missed}. A run took longer than the interval, or the process stood still. In the mode "
        + "Edges, LookBack makes up for missed ticks.")]
    public static partial void TicksMissed(ILogger logger, string last, string tick, long missed);

    [LoggerMessage(
        EventId = 205,
        Message = "At the tick {Tick}, {Failed} of {Targets} targets failed; the next tick tries again. {Problem}")]
    public static partial void TargetsFailed(ILogger logger, LogLevel level, string tick, int failed, int targets, string problem);

    [LoggerMessage(
        206, LogLevel.Warning,
        "The clock was set back, from the tick {Last} to the tick {Tick}. The ticks after it run again.")]
    public static partial void ClockSetBack(ILogger logger, string last, string tick);
}
