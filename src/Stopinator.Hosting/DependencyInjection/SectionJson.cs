using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Stopinator.Hosting.DependencyInjection;

/// <summary>Writes a section of configuration as JSON. Configuration has only strings; numbered children are a list.</summary>
internal static class SectionJson
{
    public static string Of(IConfigurationSection section)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            Write(json, section);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter json, IConfigurationSection section)
    {
        IConfigurationSection[] children = [.. section.GetChildren()];
        if (children.Length == 0)
        {
            WriteLeaf(json, section.Value);
        }
        else if (Array.TrueForAll(children, child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            json.WriteStartArray();
            Array.ForEach(children, child => Write(json, child));
            json.WriteEndArray();
        }
        else
        {
            json.WriteStartObject();
            foreach (var child in children)
            {
                json.WritePropertyName(child.Key);
                Write(json, child);
            }

            json.WriteEndObject();
        }
    }

    // The empty list of a JSON file is the empty string here.
    private static void WriteLeaf(Utf8JsonWriter json, string? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case "":
                json.WriteStartArray();
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(value);
                break;
        }
    }
}
