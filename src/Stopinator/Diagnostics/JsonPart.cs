using System.Globalization;
using System.Text.Json;

namespace Stopinator.Diagnostics;

/// <summary>An element of a JSON document that is read strictly, with the path that errors name.</summary>
/// <remarks>A package that compiles this file adds the errors in a second part: <c>Error</c>, <c>NotA</c> and <c>Unknown</c>.</remarks>
internal readonly partial record struct JsonPart(JsonElement Element, string Path)
{
    /// <summary>A length above that of any message of .NET about invalid JSON.</summary>
    private const int LongestReason = 300;

    public bool IsNull => Element.ValueKind == JsonValueKind.Null;

    public bool IsText => Element.ValueKind == JsonValueKind.String;

    /// <summary>Returns the properties of an object by name, without those that are null.</summary>
    /// <param name="what">The description of the object.</param>
    /// <param name="known">The names that the object may have. Any other name is an error, and so is a name that is given twice.</param>
    public Dictionary<string, JsonPart> Properties(string what, IReadOnlyCollection<string> known)
    {
        var properties = new Dictionary<string, JsonPart>(StringComparer.Ordinal);
        foreach (var (name, part) in Entries(what))
        {
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw Unknown(
                    part,
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

    /// <summary>Returns the properties of an object with arbitrary names. A name that is given twice is an error.</summary>
    public List<(string Name, JsonPart Part)> Entries(string what)
    {
        if (Element.ValueKind != JsonValueKind.Object)
        {
            throw NotA(JsonValueKind.Object, what);
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
    public string String()
    {
        var element = Element;
        return IsText ? Text(() => element.GetString()!) : throw NotA(JsonValueKind.String, "a string");
    }

    /// <summary>Returns the items of an array.</summary>
    public List<JsonPart> Items()
    {
        var path = Path;
        return Element.ValueKind == JsonValueKind.Array
            ?
            [
                .. Element.EnumerateArray().Select((item, index) =>
                    new JsonPart(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"))),
            ]
            : throw NotA(JsonValueKind.Array, "an array");
    }

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
}
