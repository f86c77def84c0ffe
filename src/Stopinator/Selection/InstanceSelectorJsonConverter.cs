using System.Text.Json;
using System.Text.Json.Serialization;
using Stopinator.Diagnostics;
using Stopinator.Selection;

namespace Stopinator;

/// <summary>Reads and writes the JSON form of an <see cref="InstanceSelector"/>; System.Text.Json finds it by itself.</summary>
/// <remarks>
/// An object is one of: <c>{"all": true}</c>, <c>{"ids": [...]}</c>, <c>{"tag": "key"}</c>, <c>{"tag": "key", "values": [...]}</c>,
/// <c>{"tag": "key", "like": [...]}</c>, <c>{"filter": "name", "values": [...]}</c> or <c>"like"</c>, <c>{"and": [...]}</c>,
/// <c>{"or": [...]}</c>, <c>{"from": ..., "except": ...}</c>. <c>values</c> are literal, <c>like</c> holds patterns. The text form is
/// not accepted here.
/// </remarks>
public sealed class InstanceSelectorJsonConverter : JsonConverter<InstanceSelector>
{
    /// <summary>Reads a selector.</summary>
    /// <exception cref="JsonException">The JSON is not a selector; the message names the property and what is accepted.</exception>
    public override InstanceSelector Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        try
        {
            return new InstanceSelector(SelectorJson.Read(document.RootElement));
        }
        catch (ArgumentException exception)
        {
            throw new JsonException(ErrorText.MessageOf(exception), exception);
        }
        catch (InvalidOperationException exception)
        {
            // JsonElement throws this for a string with half a surrogate pair.
            throw new JsonException($"A string of the selector is no text: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a selector.</summary>
    public override void Write(Utf8JsonWriter writer, InstanceSelector value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        SelectorJson.Write(writer, value.Node);
    }
}
