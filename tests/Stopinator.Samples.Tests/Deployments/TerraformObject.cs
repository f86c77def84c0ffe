using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stopinator.Samples.Tests.Deployments;

/// <summary>An object of Terraform's language as JSON, each expression in it as text with <c>${...}</c>.</summary>
internal sealed partial class TerraformObject
{
    private readonly Queue<string> _tokens;

    private TerraformObject(string text) => _tokens = new Queue<string>(Token().Matches(text).Select(match => match.Value));

    /// <summary>Reads it.</summary>
    public static JsonNode Read(string text)
    {
        var reader = new TerraformObject(text);
        var node = reader.Value();
        Assert.Empty(reader._tokens);
        return node;
    }

    private JsonNode Value()
    {
        var token = _tokens.Dequeue();
        return token switch
        {
            "{" => Mapping(),
            "[" => List(),
            ['"', ..] => JsonValue.Create(JsonSerializer.Deserialize<string>(token)!),
            [>= '0' and <= '9', ..] => JsonNode.Parse(token)!,
            _ => JsonValue.Create($"${{{token}}}"),
        };
    }

    private JsonObject Mapping()
    {
        var mapping = new JsonObject();
        while (!Ends("}"))
        {
            var name = _tokens.Dequeue().Trim('"');
            Assert.Equal("=", _tokens.Dequeue());
            mapping[name] = Value();
        }

        return mapping;
    }

    private JsonArray List()
    {
        var list = new JsonArray();
        while (!Ends("]"))
        {
            list.Add(Value());
        }

        return list;
    }

    // Commas and line breaks part what is beside each other anyway.
    private bool Ends(string token)
    {
        while (_tokens.Peek() == ",")
        {
            _tokens.Dequeue();
        }

        if (_tokens.Peek() != token)
        {
            return false;
        }

        _tokens.Dequeue();
        return true;
    }

    [GeneratedRegex("""[{}\[\]=,]|"(?:[^"\\]|\\.)*"|[A-Za-z0-9_.-]+""")]
    private static partial Regex Token();
}
