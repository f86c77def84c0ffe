using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Stopinator.Samples.Tests.Deployments;

/// <summary>Reads a CloudFormation template, its short functions (<c>!Ref X</c>) written out (<c>{ "Ref": "X" }</c>).</summary>
internal static class YamlToJson
{
    public static JsonNode Read(string file)
    {
        using var reader = File.OpenText(file);
        var stream = new YamlStream();
        stream.Load(reader);
        return Convert(stream.Documents.Single().RootNode)!;
    }

    private static JsonNode? Convert(YamlNode node)
    {
        JsonNode? plain = node switch
        {
            YamlMappingNode mapping => new JsonObject(
                mapping.Children.Select(child => KeyValuePair.Create(child.Key.ToString(), Convert(child.Value)))),
            YamlSequenceNode list => new JsonArray([.. list.Select(Convert)]),
            _ => JsonValue.Create(node.ToString()),
        };
        return node.Tag is { IsEmpty: false, Value: var tag } ? Function(tag, plain!) : plain;
    }

    private static JsonNode Function(string tag, JsonNode argument) => tag switch
    {
        "!Ref" => new JsonObject { ["Ref"] = argument },
        "!Sub" => new JsonObject { ["Fn::Sub"] = argument },
        "!GetAtt" => new JsonObject { ["Fn::GetAtt"] = new JsonArray([.. argument.ToString().Split('.').Select(part => JsonValue.Create(part))]) },
        "!If" => new JsonObject { ["Fn::If"] = argument },
        "!Join" => new JsonObject { ["Fn::Join"] = argument },
        "!Equals" => new JsonObject { ["Fn::Equals"] = argument },
        "!Not" => new JsonObject { ["Fn::Not"] = argument },
        _ => argument,
    };
}
