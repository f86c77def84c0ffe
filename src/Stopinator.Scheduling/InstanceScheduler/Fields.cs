using System.Text.Json;
using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.InstanceScheduler;

/// <summary>
/// Reads objects as the forms of Instance Scheduler write them. Names are compared without regard to case and underscores:
/// <c>begintime</c>, <c>Begintime</c>, <c>BeginTime</c>, <c>begin_time</c>. Values may be wrapped in their DynamoDB types:
/// <c>{"S":"x"}</c>.
/// </summary>
internal static class Fields
{
    private static readonly string[] Types = ["S", "N", "BOOL", "SS", "NS", "L", "M"];
    private static readonly JsonElement Null = JsonElement.Parse("null");

    /// <summary>Returns the properties of an object by their known names, without those that are null.</summary>
    /// <exception cref="ScheduleFormatException">The element is not an object, has a property twice, or has an unknown one.</exception>
    public static Dictionary<string, JsonPart> Of(JsonPart part, string what, IReadOnlyCollection<string> known)
    {
        var fields = new Dictionary<string, JsonPart>(StringComparer.Ordinal);
        foreach (var (name, value) in Unwrap(part).Entries(what))
        {
            var plain = Plain(name);
            var field = known.FirstOrDefault(one => Plain(one) == plain) ?? throw Unknown(value, name, what, known);
            if (!fields.TryAdd(field, Unwrap(value)))
            {
                throw value.Error($"{what} has the property '{field}' twice; case and underscores do not count.");
            }
        }

        return fields.Where(field => !field.Value.IsNull).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Returns the value of a property, whatever other properties exist; null when it is missing.</summary>
    public static JsonPart? Find(JsonPart part, string name) =>
        FindAsWritten(part, name) is { } found && !Unwrap(found).IsNull ? Unwrap(found) : null;

    /// <summary>Returns the value of a property, with the type that may be wrapped around it; null when it is missing.</summary>
    public static JsonPart? FindAsWritten(JsonPart part, string name)
    {
        var entries = part.Element.ValueKind == JsonValueKind.Object ? part.Entries("the object") : [];
        var index = entries.FindIndex(entry => Plain(entry.Name) == Plain(name));
        return index < 0 ? null : entries[index].Part;
    }

    /// <summary>Returns the items of an array.</summary>
    public static List<JsonPart> Items(JsonPart part) => [.. Unwrap(part).Items().Select(Unwrap)];

    /// <summary>True when the value is false, or the text <c>false</c>, as CloudFormation writes it.</summary>
    public static bool IsFalse(JsonPart part) =>
        part.Element.ValueKind == JsonValueKind.False || (part.IsText && part.String().Equals("false", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Returns the value inside the type that DynamoDB wraps around it. A value without such a type is returned as it is.
    /// </summary>
    public static JsonPart Unwrap(JsonPart part)
    {
        if (part.Element.ValueKind != JsonValueKind.Object || part.Entries("the value") is not [var (type, value)])
        {
            return part;
        }

        return type == "NULL" ? new JsonPart(Null, value.Path)
            : Types.Contains(type, StringComparer.Ordinal) ? value
            : part;
    }

    private static ScheduleFormatException Unknown(JsonPart part, string name, string what, IReadOnlyCollection<string> known)
    {
        var suggestion = name.Length > 40 ? "" : Suggestion.For(Plain(name), known);
        return part.Error($"{ErrorText.Quote(name)} is not a property of {what}; those are {string.Join(", ", known)}.{suggestion}");
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
