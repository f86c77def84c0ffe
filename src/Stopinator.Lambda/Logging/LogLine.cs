using System.Buffers;
using System.Text.Json;
using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Logging;

/// <summary>Writes lines of JSON, each in one call.</summary>
internal sealed class LogLine(Stream output)
{
    private readonly Lock _gate = new();

    /// <summary>Writes an object on its own line.</summary>
    public void Write(Action<Utf8JsonWriter> properties)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Json.Writing))
        {
            writer.WriteStartObject();
            properties(writer);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        lock (_gate)
        {
            output.Write(buffer.WrittenSpan);
            output.Flush();
        }
    }
}
