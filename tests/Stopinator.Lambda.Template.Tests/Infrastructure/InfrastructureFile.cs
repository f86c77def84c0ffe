using YamlDotNet.RepresentationModel;

namespace Stopinator.Lambda.Template.Tests.Infrastructure;

/// <summary>An infra/template.yaml, read without knowing what CloudFormation makes of it.</summary>
internal sealed class InfrastructureFile
{
    private readonly YamlMappingNode _root;

    private InfrastructureFile(YamlMappingNode root) => _root = root;

    /// <summary>The resources by their logical ids.</summary>
    public IReadOnlyDictionary<string, YamlNode> Resources =>
        ((YamlMappingNode)_root["Resources"]).ToDictionary(resource => resource.Key.ToString(), resource => resource.Value, StringComparer.Ordinal);

    public static InfrastructureFile Read(string file) => new(ReadYaml(file));

    /// <summary>The document of any YAML file.</summary>
    public static YamlMappingNode ReadYaml(string file)
    {
        using var reader = File.OpenText(file);
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    /// <summary>The node at a path such as <c>Resources/Function/Properties</c>, or null.</summary>
    public YamlNode? At(string path) => At(_root, path);

    /// <summary>The text at a path; an intrinsic function comes with its tag, e.g. <c>!Ref Topic</c>.</summary>
    public string? TextAt(string path) => At(path) is { } node ? Text(node) : null;

    /// <summary>A text as CloudFormation resolves it where every parameter has its default.</summary>
    public string Resolved(YamlNode node) => node.Tag is { IsEmpty: false, Value: "!Ref" }
        ? TextAt($"Parameters/{node}/Default")!
        : ((YamlMappingNode)_root["Parameters"]).Aggregate(
            node.ToString(),
            (text, parameter) => text.Replace($"${{{parameter.Key}}}", At(parameter.Value, "Default")?.ToString(), StringComparison.Ordinal));

    public static YamlNode? At(YamlNode node, string path) => path.Split('/').Aggregate(
        (YamlNode?)node,
        (at, key) => at is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null);

    /// <summary>A scalar with its tag, or each of a list; a choice of CloudFormation as <c>!If</c> and its parts.</summary>
    public static IEnumerable<string> Texts(YamlNode? node) => node switch
    {
        null => [],
        YamlSequenceNode { Tag: { IsEmpty: false, Value: "!If" } } choice => [$"!If {string.Join(' ', choice.SelectMany(Texts))}"],
        YamlSequenceNode list => list.SelectMany(Texts),
        _ => [Text(node)],
    };

    private static string Text(YamlNode node) =>
        node.Tag is { IsEmpty: false, Value: var tag } && tag.StartsWith('!') ? $"{tag} {node}" : node.ToString();
}
