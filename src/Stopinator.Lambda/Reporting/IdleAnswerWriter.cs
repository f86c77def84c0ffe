using System.Buffers;
using System.Text.Json;
using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Reporting;

/// <summary>Writes the answer to an event that asked for nothing.</summary>
internal static class IdleAnswerWriter
{
    public static byte[] Write(string summary)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Json.Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("summary", summary);
            writer.WriteBoolean("isSuccess", value: true);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
