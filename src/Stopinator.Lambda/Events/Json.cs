using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stopinator.Lambda.Events;

/// <summary>The options for reading and writing JSON, and what several documents are written with.</summary>
internal static class Json
{
    /// <summary>The reading options. An event with a duplicate property is rejected, since either value could be meant.</summary>
    public static JsonDocumentOptions Reading { get; } = new() { AllowDuplicateProperties = false };

    /// <summary>The options for converters that need an argument and ignore it.</summary>
    public static JsonSerializerOptions Options { get; } = new();

    /// <summary>The writing options. The output does not go into a web page, so a quotation mark need not become six characters.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns an object as UTF-8.</summary>
    public static byte[] ObjectOf(Action<Utf8JsonWriter> properties)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            properties(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes a text unless it is null.</summary>
    public static void WriteIfAny(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>Writes an array of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
