using Microsoft.Extensions.Logging;
using Stopinator.Lambda.Configuration;

namespace Stopinator.Lambda.Logging;

/// <summary>Writes what the library logs as lines of JSON.</summary>
internal sealed class LineLoggerFactory : ILoggerFactory
{
    /// <summary>The id of the library's warning that a client sends failed requests again by itself.</summary>
    private const int ClientRepeats = 12;

    private readonly LineLogger _logger;

    private LineLoggerFactory(LineLogger logger) => _logger = logger;

    /// <summary>
    /// Makes the factory for a level. Below debug the line of a run says everything but the warning about a client that was handed over, so
    /// for a client of the function's own no logger is made.
    /// </summary>
    /// <returns>The factory; null when nothing is to be logged.</returns>
    public static LineLoggerFactory? For(LogDetail level, bool isClientHandedOver, LogLine line, TimeProvider time) => level switch
    {
        LogDetail.Debug => new(new LineLogger(line, time)),
        LogDetail.Information or LogDetail.Warning when isClientHandedOver => new(new LineLogger(line, time, onlyEventId: ClientRepeats)),
        _ => null,
    };

    public ILogger CreateLogger(string categoryName) => _logger;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The lines go to one place.");

    public void Dispose()
    {
    }
}
