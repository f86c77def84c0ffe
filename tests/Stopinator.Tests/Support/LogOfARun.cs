using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Stopinator.Tests.Support;

/// <summary>Keeps every message that a service logs.</summary>
internal sealed class LogOfARun : IDisposable
{
    private readonly FakeLogCollector _log = new();

    public LogOfARun() =>
        Loggers = LoggerFactory.Create(
            logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(_log)));

    public ILoggerFactory Loggers { get; }

    /// <summary>The messages of an id, in order.</summary>
    public IReadOnlyList<string> Of(int id) => [.. _log.GetSnapshot().Where(entry => entry.Id.Id == id).Select(entry => entry.Message)];

    /// <summary>The one message of an id.</summary>
    public string Only(int id) => Assert.Single(Of(id));

    public void Dispose() => Loggers.Dispose();
}
