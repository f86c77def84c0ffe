using System.Runtime.InteropServices;
using System.Text.Json;

namespace Stopinator.Lambda.Events;

/// <summary>Reads a selector in its JSON form.</summary>
internal static class SelectorReader
{
    /// <summary>Reads a selector.</summary>
    /// <param name="element">The value of the property <c>selector</c>.</param>
    /// <param name="what">The description of the object that has the property, for messages.</param>
    /// <exception cref="MalformedEventException">The value is no selector.</exception>
    public static InstanceSelector Read(JsonElement element, string what)
    {
        if (element.ValueKind == JsonValueKind.String && InstanceSelector.TryParse(element.GetRawText().Trim('"'), out var text))
        {
            throw new MalformedEventException(
                $"'selector' of {what} takes the JSON form of a selector, not its text. It is {CommandWriter.ToJson(text)}.");
        }

        try
        {
            var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(element));
            reader.Read();
            return new InstanceSelectorJsonConverter().Read(ref reader, typeof(InstanceSelector), Json.Options);
        }
        catch (JsonException exception)
        {
            throw new MalformedEventException($"'selector' of {what} cannot be read: {exception.Message}", exception);
        }
    }
}
