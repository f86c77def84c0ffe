using System.Globalization;
using System.Text.Json;

namespace Stopinator.Testing.Wire;

/// <summary>A value of a JSON document, with the path that errors name.</summary>
internal readonly record struct DocumentPart(JsonElement Element, string Path)
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static DocumentPart Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            // The element outlives the document.
            using var document = JsonDocument.Parse(json, Options);
            return new(document.RootElement.Clone(), "$");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new FormatException($"The document is not valid JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Returns the properties of an object, each once. A property that is null counts as missing.</summary>
    /// <param name="known">The names of the properties; null when any name is allowed.</param>
    public Dictionary<string, DocumentPart> Properties(IEnumerable<string>? known = null)
    {
        var properties = new Dictionary<string, DocumentPart>(StringComparer.Ordinal);
        foreach (var property in Is(JsonValueKind.Object, "an object").EnumerateObject())
        {
            var name = Decode(() => property.Name);
            var part = new DocumentPart(property.Value, $"{Path}.{name}");
            if (known is not null && !known.Contains(name, StringComparer.Ordinal))
            {
                throw part.Error($"there is no such property. The properties here are {string.Join(", ", known)}.");
            }

            if (property.Value.ValueKind != JsonValueKind.Null && !properties.TryAdd(name, part))
            {
                throw part.Error("the property is given twice.");
            }
        }

        return properties;
    }

    /// <summary>Returns a property of an object, or throws the error that it is missing.</summary>
    public DocumentPart Required(IReadOnlyDictionary<string, DocumentPart> properties, string name) =>
        properties.TryGetValue(name, out var part) ? part : throw Error($"the property {name} is missing.");

    public IReadOnlyList<DocumentPart> Items()
    {
        var path = Path;
        return
        [
            .. Is(JsonValueKind.Array, "an array").EnumerateArray()
                .Select((item, index) => new DocumentPart(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"))),
        ];
    }

    public string Text()
    {
        var element = Is(JsonValueKind.String, "a text");
        var text = Decode(() => element.GetString()!);
        return text.AsSpan().IndexOfAny(XmlBuffer.NotInXml) is >= 0 and var index
            ? throw Error($"the text has the character U+{(int)text[index]:X4}, which EC2's answers cannot have; leave it out.")
            : text;
    }

    public string NonEmptyText() => Text() is { Length: > 0 } text ? text : throw Error("the text is empty.");

    public bool Flag() => Element.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? Element.GetBoolean()
        : throw Expected("true or false");

    public int Number(int most) =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var number) && number >= 0 && number <= most
            ? number
            : throw Expected(string.Create(CultureInfo.InvariantCulture, $"a whole number from 0 to {most}"));

    /// <summary>Returns a number that is not negative.</summary>
    public double Amount(double most) =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out var amount) && amount >= 0 && amount <= most
            ? amount
            : throw Expected(string.Create(CultureInfo.InvariantCulture, $"a number from 0 to {most}"));

    /// <summary>Returns a time, which must have an offset, so that it does not depend on the zone of the machine.</summary>
    public DateTimeOffset Time() => Text() is [.., 'Z'] or [.., '+' or '-', _, _, ':', _, _] && Element.TryGetDateTimeOffset(out var time)
        ? time
        : throw Expected("a time such as 2026-01-31T08:00:00Z");

    public T OneOf<T>(IReadOnlyDictionary<string, T> values) => values.TryGetValue(Text(), out var value)
        ? value
        : throw Expected($"one of {string.Join(", ", values.Keys)}");

    public FormatException Error(string problem) => new($"{Path}: {problem}");

    private FormatException Expected(string expected) => Error($"{expected} is expected, not {Element.GetRawText()}.");

    private JsonElement Is(JsonValueKind kind, string expected) => Element.ValueKind == kind ? Element : throw Expected(expected);

    private string Decode(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            // JsonElement throws this exception for a string with half a surrogate pair.
            throw Error("a text is not valid Unicode.");
        }
    }
}
