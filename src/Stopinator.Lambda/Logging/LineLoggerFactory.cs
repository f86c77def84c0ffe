using Microsoft.Extensions.Logging;

namespace Stopinator.Lambda.Logging;

/// <summary>Takes what the library logs to lines of JSON. Only at the debug level: nothing of it is made otherwise.</summary>
internal sealed class LineLoggerFactory(LogLine line, TimeProvider time) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new LineLogger(line, time);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The lines go to one place.");

    public void Dispose()
    {
    }
}
