using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stopinator.Lambda.Events;

/// <summary>The options for reading and writing JSON.</summary>
internal static class Json
{
    /// <summary>The reading options. An event with a duplicate property is rejected, since either value could be meant.</summary>
    public static JsonDocumentOptions Reading { get; } = new() { AllowDuplicateProperties = false };

    /// <summary>The options for converters that need an argument and ignore it.</summary>
    public static JsonSerializerOptions Options { get; } = new();

    /// <summary>The writing options. The output does not go into a web page, so a quotation mark need not become six characters.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
