using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stopinator.Lambda.Events;

/// <summary>How JSON is read and written here.</summary>
internal static class Json
{
    /// <summary>A property that stands twice could mean either; such an event is refused.</summary>
    public static JsonDocumentOptions Reading { get; } = new() { AllowDuplicateProperties = false };

    /// <summary>What a converter is given that has no use for options.</summary>
    public static JsonSerializerOptions Options { get; } = new();

    /// <summary>Nothing of it goes into a web page, so a quotation mark need not be six characters.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
