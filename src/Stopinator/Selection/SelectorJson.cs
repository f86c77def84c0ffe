using System.Text.Json;
using Stopinator.Diagnostics;

namespace Stopinator.Selection;

/// <summary>Reads and writes the JSON form of selectors.</summary>
internal static class SelectorJson
{
    private const string All = "all";
    private const string Ids = "ids";
    private const string Tag = "tag";
    private const string Filter = "filter";
    private const string Values = "values";
    private const string Like = "like";
    private const string And = "and";
    private const string Or = "or";
    private const string From = "from";
    private const string Except = "except";

    private static readonly string[] Names = [All, Ids, Tag, Filter, Values, Like, And, Or, From, Except];

    /// <summary>Reads an element.</summary>
    /// <exception cref="JsonException">The shape of the element is not that of a selector.</exception>
    /// <exception cref="ArgumentException">A value breaks a rule of selectors.</exception>
    public static SelectorNode Read(JsonElement element) => Read(element, depth: 0);

    private static SelectorNode Read(JsonElement element, int depth)
    {
        // The depth is counted on the way in: a caller's JsonSerializerOptions.MaxDepth may allow more than the stack holds.
        if (depth > SelectorFactory.MaxDepth)
        {
            throw new JsonException($"The selector is nested more than {SelectorFactory.MaxDepth} operators deep, which is the limit.");
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException(
                $"A selector in JSON is an object such as {{\"tag\":\"Env\",\"values\":[\"dev\"]}}, not "
                + $"{ErrorText.Quote(element.GetRawText())}. The text form is not taken in its place.");
        }

        var properties = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!Names.Contains(property.Name, StringComparer.Ordinal))
            {
                throw new JsonException(
                    $"{ErrorText.Quote(property.Name)} is not a property of a selector; those are "
                    + $"{string.Join(", ", Names)}.{Suggestion.For(property.Name, Names)}");
            }

            if (!properties.TryAdd(property.Name, property.Value))
            {
                throw new JsonException($"The selector has the property '{property.Name}' twice.");
            }
        }

        return string.Join('+', properties.Keys.Order(StringComparer.Ordinal)) switch
        {
            All => properties[All].ValueKind == JsonValueKind.True
                ? new AllNode()
                : throw new JsonException("'all' takes true; an empty selector does not exist."),
            Ids => SelectorFactory.Ids(Texts(properties, Ids)),
            Tag => SelectorFactory.TagKey(Text(properties, Tag)),
            $"{Tag}+{Values}" => SelectorFactory.Tag(Text(properties, Tag), Texts(properties, Values)),
            $"{Like}+{Tag}" => SelectorFactory.TagLike(Text(properties, Tag), Texts(properties, Like)),
            $"{Filter}+{Values}" => SelectorFactory.Filter(
                Text(properties, Filter), Texts(properties, Values).Select(FilterPattern.Escape)),
            $"{Filter}+{Like}" => SelectorFactory.Filter(Text(properties, Filter), Texts(properties, Like)),
            And => SelectorFactory.And(Operands(properties, And, depth)),
            Or => SelectorFactory.Or(Operands(properties, Or, depth)),
            $"{Except}+{From}" => SelectorFactory.Except(Read(properties[From], depth + 1), Read(properties[Except], depth + 1)),
            "" => throw new JsonException("The selector is empty. Every instance is {\"all\":true}."),
            var combination => throw new JsonException(
                $"A selector does not have the properties {combination.Replace("+", ", ", StringComparison.Ordinal)} together; it is one "
                + "of all; ids; tag; tag, values; tag, like; filter, values; filter, like; and; or; from, except."),
        };
    }

    public static void Write(Utf8JsonWriter writer, SelectorNode node)
    {
        writer.WriteStartObject();
        switch (node)
        {
            case AllNode:
                writer.WriteBoolean(All, true);
                break;
            case IdsNode ids:
                Write(writer, Ids, ids.Ids);
                break;
            case FilterNode filter:
                WriteFilter(writer, filter);
                break;
            case AndNode and:
                Write(writer, And, and.Operands);
                break;
            case OrNode or:
                Write(writer, Or, or.Operands);
                break;
            case ExceptNode except:
                writer.WritePropertyName(From);
                Write(writer, except.Left);
                writer.WritePropertyName(Except);
                Write(writer, except.Right);
                break;
            default:
                throw new InvalidOperationException($"Unknown selector node {node.GetType()}.");
        }

        writer.WriteEndObject();
    }

    private static void WriteFilter(Utf8JsonWriter writer, FilterNode filter)
    {
        var literals = filter.Patterns.Select(FilterPattern.AsLiteral).OfType<string>().ToArray();
        var isLiteral = literals.Length == filter.Patterns.Length;
        if (filter.Name == "tag-key" && isLiteral && literals is [{ Length: > 0 and <= Ec2FilterLimits.MaxTagKeyLength } key])
        {
            writer.WriteString(Tag, key);
            return;
        }

        if (filter.Name.StartsWith("tag:", StringComparison.Ordinal))
        {
            writer.WriteString(Tag, filter.Name[4..]);
        }
        else
        {
            writer.WriteString(Filter, filter.Name);
        }

        Write(writer, isLiteral ? Values : Like, isLiteral ? literals : filter.Patterns);
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<SelectorNode> operands)
    {
        writer.WriteStartArray(name);
        foreach (var operand in operands)
        {
            Write(writer, operand);
        }

        writer.WriteEndArray();
    }

    private static SelectorNode[] Operands(Dictionary<string, JsonElement> properties, string name, int depth)
    {
        var operands = Items(properties[name], name, "selectors").Select(operand => Read(operand, depth + 1)).ToArray();
        return operands.Length >= 2
            ? operands
            : throw new JsonException($"'{name}' takes two selectors or more, and has {operands.Length}.");
    }

    private static string Text(Dictionary<string, JsonElement> properties, string name) =>
        properties[name] is { ValueKind: JsonValueKind.String } text
            ? text.GetString()!
            : throw new JsonException($"'{name}' takes a string, not {ErrorText.Quote(properties[name].GetRawText())}.");

    private static IEnumerable<string> Texts(Dictionary<string, JsonElement> properties, string name) =>
        Items(properties[name], name, "strings").Select(item => item.ValueKind == JsonValueKind.String
            ? item.GetString()!
            : throw new JsonException($"'{name}' takes strings, not {ErrorText.Quote(item.GetRawText())}."));

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name, string what) =>
        element.ValueKind == JsonValueKind.Array
            ? element.EnumerateArray()
            : throw new JsonException($"'{name}' takes an array of {what}, not {ErrorText.Quote(element.GetRawText())}.");
}
