using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Stopinator.Lambda.Logging;

/// <summary>Writes an event of the library as a line, with its named values as properties, and its message.</summary>
/// <param name="line">The writer of the lines.</param>
/// <param name="time">The clock.</param>
/// <param name="onlyEventId">The id of the only event that is written; null for every event.</param>
internal sealed class JsonLineLogger(LogLine line, TimeProvider time, int? onlyEventId = null) : ILogger
{
    private const string Template = "{OriginalFormat}";

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= (onlyEventId is null ? LogLevel.Debug : LogLevel.Warning);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel) && (onlyEventId is null || onlyEventId == eventId.Id))
        {
            line.Write(writer =>
            {
                writer.WriteString("time", time.GetUtcNow().UtcDateTime);
                writer.WriteString("level", JsonNamingPolicy.CamelCase.ConvertName(logLevel.ToString()));
                writer.WriteString("event", JsonNamingPolicy.KebabCaseLower.ConvertName(eventId.Name ?? ""));
                if (state is IEnumerable<KeyValuePair<string, object?>> values)
                {
                    WriteValues(writer, values);
                }

                if (exception is not null)
                {
                    writer.WriteString("exception", exception.ToString());
                }

                writer.WriteString("text", formatter(state, exception));
            });
        }
    }

    private static void WriteValues(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> values)
    {
        foreach (var (name, value) in values.Where(value => value.Key != Template))
        {
            writer.WriteString(JsonNamingPolicy.CamelCase.ConvertName(name), Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }
}
