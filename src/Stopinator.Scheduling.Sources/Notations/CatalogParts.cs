using System.Text.Json;
using System.Text.Json.Nodes;
using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Sources.Notations;

/// <summary>
/// Puts the parts of a catalog together: each is a catalog, and a name is in one of them only. Leaves everything else to the reader of
/// catalogs.
/// </summary>
internal static class CatalogParts
{
    private const string Calendars = "calendars";

    private static readonly string[] Named = [Calendars, "schedules"];
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Returns one catalog as JSON.</summary>
    /// <param name="parts">The parts, by name.</param>
    /// <exception cref="ScheduleFormatException">A part is not a JSON object, or two parts have the same name.</exception>
    public static string Join(IReadOnlyList<(string Name, string Text)> parts)
    {
        if (parts is [var only])
        {
            return only.Text;
        }

        var all = new JsonObject { ["schedules"] = new JsonObject() };
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, text) in parts)
        {
            foreach (var (property, value) in ObjectOf(name, text))
            {
                Add(all, owners, name, property, value);
            }
        }

        return all.ToJsonString();
    }

    /// <summary>Returns the files of calendars that a catalog names, each once. A text that is no catalog names none.</summary>
    public static IEnumerable<string> FilesOf(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: Options) is JsonObject catalog && catalog[Calendars] is JsonObject calendars
                ? calendars.Select(calendar => calendar.Value).OfType<JsonValue>()
                    .Where(value => value.GetValueKind() == JsonValueKind.String)
                    .Select(value => value.GetValue<string>()).Distinct(StringComparer.Ordinal).ToArray()
                : [];
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            // The reader of catalogs says what is wrong, with its place.
            return [];
        }
    }

    private static void Add(JsonObject all, Dictionary<string, string> owners, string part, string property, JsonNode? value)
    {
        var isNamed = Named.Contains(property, StringComparer.Ordinal) && value is JsonObject;
        if (!isNamed)
        {
            Own(owners, part, property, $"the property {ErrorText.Quote(property)}");
            all[property] = value?.DeepClone();
            return;
        }

        var target = all[property] as JsonObject;
        if (target is null)
        {
            all[property] = target = [];
        }

        foreach (var (name, one) in (JsonObject)value!)
        {
            Own(owners, part, $"{property}/{name}", $"{ErrorText.Quote(name)} of the {property}");
            target[name] = one?.DeepClone();
        }
    }

    private static void Own(Dictionary<string, string> owners, string part, string key, string what)
    {
        if (!owners.TryAdd(key, part) && key != "$schema")
        {
            throw new ScheduleFormatException($"{what} is in {owners[key]} and in {part}; it may be in one of them.", position: 0, "$");
        }
    }

    private static JsonObject ObjectOf(string name, string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Options) as JsonObject
                ?? throw new ScheduleFormatException($"{name} is not a JSON object, as a part of a catalog is.", position: 0, "$");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new ScheduleFormatException(
                $"{name} is not valid JSON: {ErrorText.Clean(exception.Message, 300)}", position: 0, "$", exception);
        }
    }
}
