using System.Globalization;
using System.Text.Json;
using Stopinator.Diagnostics;

namespace Stopinator.Lambda.Events;

/// <summary>Reads an object of an event strictly: an unknown property is an error, and so is a value of the wrong kind.</summary>
internal readonly struct EventObject
{
    private readonly JsonElement _element;
    private readonly string _what;

    /// <summary>Creates a reader for an object.</summary>
    /// <param name="element">The object.</param>
    /// <param name="what">The description of the object, for messages.</param>
    /// <param name="known">The properties that the object may have; null when somebody else defines them.</param>
    public EventObject(JsonElement element, string what, string[]? known = null)
    {
        (_element, _what) = (element, what);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(what, element, "an object");
        }

        if (known is null)
        {
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                throw new MalformedEventException(
                    $"{ErrorText.Quote(property.Name)} is not a property of {what}, which takes {string.Join(", ", known)}." +
                    $"{Suggestion.For(property.Name, known)} {EventReader.Accepted}");
            }
        }
    }

    public bool Has(string name) => _element.TryGetProperty(name, out _);

    public JsonElement? Value(string name) => _element.TryGetProperty(name, out var value) ? value : null;

    public string? Text(string name) =>
        Value(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } value => value.GetString(),
            { } value => throw Wrong($"{ErrorText.Quote(name)} of {_what}", value, "a string"),
        };

    public bool? Switch(string name) =>
        Value(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            { } value => throw Wrong($"{ErrorText.Quote(name)} of {_what}", value, "true or false"),
        };

    public int? Number(string name) =>
        Value(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0 ? number
        : throw Wrong($"{ErrorText.Quote(name)} of {_what}", value, "a whole number, 0 or more");

    /// <summary>Returns a text that must be there and not be empty.</summary>
    public string Required(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw Missing(name);

    /// <summary>Returns an object that must be there, and whose properties somebody else defines.</summary>
    public EventObject Object(string name) =>
        Value(name) is { } value
            ? new EventObject(value, $"{ErrorText.Quote(name)} of {_what}")
            : throw Missing(name);

    /// <summary>Returns the elements of an array; none when it is not there.</summary>
    public IEnumerable<JsonElement> Elements(string name) =>
        Value(name) switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } value => value.EnumerateArray(),
            { } value => throw Wrong($"{ErrorText.Quote(name)} of {_what}", value, "an array"),
        };

    public string[] Texts(string name)
    {
        if (Value(name) is not { } value)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : throw Wrong($"{ErrorText.Quote(name)} of {_what}", value, "an array of strings");
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (text.StartsWith("<aws.", StringComparison.Ordinal))
        {
            throw new MalformedEventException(
                $"{ErrorText.Quote(name)} of {_what} is the placeholder {ErrorText.Quote(text)}, which only " +
                "EventBridge Scheduler or an input transformer replaces; leave it out elsewhere.");
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, Utc, out var time)
            ? time
            : throw new MalformedEventException(
                $"{ErrorText.Quote(name)} of {_what} is {ErrorText.Quote(text)}; it takes a time such as 2026-11-20T19:00:00Z.");
    }

    /// <summary>Returns a time that must be there.</summary>
    public DateTimeOffset RequiredTime(string name) => Time(name) ?? throw Missing(name);

    private static MalformedEventException Wrong(string what, JsonElement value, string takes) =>
        Sentence($"{what} is {ErrorText.Quote(value.GetRawText())}; it takes {takes}.");

    private static MalformedEventException Sentence(string text) => new($"{char.ToUpperInvariant(text[0])}{text[1..]}");

    private MalformedEventException Missing(string name) => Sentence($"{_what} has no {ErrorText.Quote(name)}.");
}
