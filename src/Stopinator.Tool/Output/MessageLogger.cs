using Microsoft.Extensions.Logging;
using Spectre.Console;
using Stopinator.Diagnostics;

namespace Stopinator.Tool.Output;

/// <summary>Writes log lines of the library to the console of messages, for <c>--verbose</c>.</summary>
internal sealed class MessageLogger(IAnsiConsole messages) : ILoggerFactory, ILogger
{
    private const int LongestLine = 4096;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The tool logs to its console of messages only.");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = exception is null ? formatter(state, null) : $"{formatter(state, exception)} {exception.Message}";
        messages.WriteLine(ErrorText.Clean($"{EnumText.Of(logLevel)}: {text}", LongestLine), new Style(Color.Grey));
    }

    public void Dispose()
    {
        // The console belongs to the process.
    }
}
