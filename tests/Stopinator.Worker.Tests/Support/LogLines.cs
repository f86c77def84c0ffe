using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Stopinator.Worker.Tests.Support;

/// <summary>Keeps what is logged, whatever its category.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = [];

    public IEnumerable<string> All => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception?.Message}".TrimEnd());

    public void Dispose()
    {
    }
}
