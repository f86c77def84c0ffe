using Microsoft.Extensions.Logging;
using Stopinator.Lambda.Configuration;

namespace Stopinator.Lambda.Logging;

/// <summary>Writes the log events of the library as lines of JSON.</summary>
internal sealed class JsonLineLoggerFactory : ILoggerFactory
{
    /// <summary>The id of the library's warning that a client resends failed requests by itself.</summary>
    private const int ClientRepeats = 12;

    private readonly JsonLineLogger _logger;

    private JsonLineLoggerFactory(JsonLineLogger logger) => _logger = logger;

    /// <summary>
    /// Creates the factory for a level. At levels less detailed than debug, the line of a run says everything except the warning about a
    /// client that was passed in. A client created by the function therefore gets no logger.
    /// </summary>
    /// <returns>The factory; null when nothing is logged.</returns>
    public static JsonLineLoggerFactory? For(FunctionLogLevel level, bool isClientHandedOver, LogLine line, TimeProvider time) =>
        level switch
        {
            FunctionLogLevel.Debug => new(new JsonLineLogger(line, time)),
            FunctionLogLevel.Information or FunctionLogLevel.Warning when isClientHandedOver =>
                new(new JsonLineLogger(line, time, onlyEventId: ClientRepeats)),
            _ => null,
        };

    public ILogger CreateLogger(string categoryName) => _logger;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The lines go to one place.");

    public void Dispose()
    {
    }
}
