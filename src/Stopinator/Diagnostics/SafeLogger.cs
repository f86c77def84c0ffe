using Microsoft.Extensions.Logging;

namespace Stopinator.Diagnostics;

/// <summary>
/// A logger whose failures cost nothing. .NET passes an exception of a log provider on to the caller, and that would cost a report.
/// </summary>
internal sealed class SafeLogger(ILogger logger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel)
    {
        var isEnabled = false;
        Safely.Do(() => isEnabled = logger.IsEnabled(logLevel));
        return isEnabled;
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Safely.Do(() => logger.Log(logLevel, eventId, state, exception, formatter));
}
