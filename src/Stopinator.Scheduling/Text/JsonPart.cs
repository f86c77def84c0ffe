using System.Globalization;
using System.Text;
using System.Text.Json;
using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Text;

/// <summary>An element of a JSON document, with the path that errors name.</summary>
internal readonly record struct JsonPart(JsonElement Element, string Path)
{
    /// <summary>A length above that of any message of .NET about invalid JSON.</summary>
    private const int LongestReason = 300;

    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public bool IsNull => Element.ValueKind == JsonValueKind.Null;

    public bool IsText => Element.ValueKind == JsonValueKind.String;

    /// <summary>Reads a document.</summary>
    /// <exception cref="ScheduleFormatException">The text is not JSON.</exception>
    public static JsonPart Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            // The element outlives the document.
            using var document = JsonDocument.Parse(json, Options);
            return new(document.RootElement.Clone(), "$");
        }
        catch (Exception exception) when (exception is JsonException or EncoderFallbackException or ArgumentException)
        {
            var position = PositionOf(json, exception as JsonException);
            throw new ScheduleFormatException(
                $"The schedules are not valid JSON at position {position.ToString(CultureInfo.InvariantCulture)}: " +
                $"{ErrorText.Clean(exception.Message, LongestReason)}",
                position,
                "$",
                exception);
        }
    }

    /// <summary>Returns the properties of an object by name, without those that are null.</summary>
    /// <param name="what">The description of the object.</param>
    /// <param name="known">The names that the object may have.</param>
    /// <exception cref="ScheduleFormatException">The element is not an object, has a property twice, or has an unknown one.</exception>
    public Dictionary<string, JsonPart> Properties(string what, IReadOnlyCollection<string> known)
    {
        var properties = new Dictionary<string, JsonPart>(StringComparer.Ordinal);
        foreach (var (name, part) in Entries(what))
        {
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw part.Error(
                    $"{ErrorText.Quote(name)} is not a property of {what}; those are {string.Join(", ", known)}." +
                    (name.Length > 40 ? "" : Suggestion.For(name, known)));
            }

            if (!part.IsNull)
            {
                properties.Add(name, part);
            }
        }

        return properties;
    }

    /// <summary>Returns the properties of an object with arbitrary names.</summary>
    /// <exception cref="ScheduleFormatException">The element is not an object, or has a property twice.</exception>
    public List<(string Name, JsonPart Part)> Entries(string what)
    {
        if (Element.ValueKind != JsonValueKind.Object)
        {
            throw Error($"{what} is an object, not {ErrorText.Quote(Element.GetRawText())}.");
        }

        var entries = new List<(string Name, JsonPart Part)>();
        foreach (var property in Element.EnumerateObject())
        {
            var name = Text(() => property.Name);
            entries.Add((name, new JsonPart(property.Value, PathOf(name))));
        }

        return entries.GroupBy(entry => entry.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice
            ? throw Error($"{what} has the property {ErrorText.Quote(twice.Key)} twice.")
            : entries;
    }

    /// <summary>Returns the string.</summary>
    /// <exception cref="ScheduleFormatException">The element is not a string.</exception>
    public string String()
    {
        var element = Element;
        return IsText
            ? Text(() => element.GetString()!)
            : throw Error($"a string is expected, not {ErrorText.Quote(element.GetRawText())}.");
    }

    /// <summary>Returns the items of an array.</summary>
    /// <exception cref="ScheduleFormatException">The element is not an array.</exception>
    public List<JsonPart> Items()
    {
        var path = Path;
        return Element.ValueKind == JsonValueKind.Array
            ?
            [
                .. Element.EnumerateArray().Select((item, index) =>
                    new JsonPart(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"))),
            ]
            : throw Error($"an array is expected, not {ErrorText.Quote(Element.GetRawText())}.");
    }

    /// <summary>Reads the string as a value, and adds the path to the value's errors.</summary>
    public T Read<T>(Func<string, T> read)
    {
        var text = String();
        try
        {
            return read(text);
        }
        catch (ScheduleFormatException exception)
        {
            throw new ScheduleFormatException($"{Path}: {exception.Message}", exception.Position, Path, exception);
        }
        catch (ArgumentException exception)
        {
            throw Error(ErrorText.MessageOf(exception), innerException: exception);
        }
    }

    /// <summary>Returns the boolean.</summary>
    /// <exception cref="ScheduleFormatException">The element is neither true nor false.</exception>
    public bool Boolean() => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Error($"true or false is expected, not {ErrorText.Quote(Element.GetRawText())}."),
    };

    public ScheduleFormatException Error(string problem, int position = 0, Exception? innerException = null) =>
        new($"{Path}: {problem}", position, Path, innerException);

    private string PathOf(string name) =>
        name.Length <= 40 && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
            ? $"{Path}.{name}"
            : $"{Path}[{ErrorText.Quote(name)}]";

    private string Text(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException exception)
        {
            // JsonElement throws this exception for a string with half a surrogate pair.
            throw Error($"a string is not valid text: {ErrorText.Clean(exception.Message, LongestReason)}", innerException: exception);
        }
    }

    // System.Text.Json reports the line, and the byte in the line.
    private static int PositionOf(string json, JsonException? exception)
    {
        var start = 0;
        for (var line = exception?.LineNumber ?? 0; line > 0 && json.IndexOf('\n', start) is >= 0 and var end; line--)
        {
            start = end + 1;
        }

        var bytes = exception?.BytePositionInLine ?? 0;
        var position = start;
        for (; position < json.Length && bytes > 0; position++)
        {
            bytes -= char.IsSurrogate(json[position]) ? 2 : Encoding.UTF8.GetByteCount(json.AsSpan(position, 1));
        }

        return position;
    }
}
