using YamlDotNet.RepresentationModel;

namespace Stopinator.Lambda.Template.Tests.Infrastructure;

/// <summary>A statement of an IAM policy.</summary>
internal sealed class Statement(YamlNode node)
{
    public string Effect => Assert.Single(InfrastructureFile.Texts(InfrastructureFile.At(node, "Effect")));

    public IReadOnlyList<string> Actions => [.. InfrastructureFile.Texts(InfrastructureFile.At(node, "Action"))];

    public IReadOnlyList<string> Resources => [.. InfrastructureFile.Texts(InfrastructureFile.At(node, "Resource"))];

    /// <summary>Each condition as <c>operator key = values</c>.</summary>
    public IEnumerable<string> Conditions =>
        from condition in (YamlMappingNode?)InfrastructureFile.At(node, "Condition") ?? []
        from key in (YamlMappingNode)condition.Value
        select $"{condition.Key} {key.Key} = {string.Join(", ", InfrastructureFile.Texts(key.Value))}";

    /// <summary>Properties that would turn the meaning around, such as <c>NotAction</c>.</summary>
    public IEnumerable<string> Negations =>
        ((YamlMappingNode)node).Children.Keys.Select(key => key.ToString()).Where(key => key.StartsWith("Not", StringComparison.Ordinal));

    /// <summary>The statements of a role that it always has.</summary>
    public static IReadOnlyList<Statement> Of(YamlNode role) =>
        [.. Nodes(role).OfType<YamlMappingNode>().Select(statement => new Statement(statement))];

    /// <summary>The statements of a role that it has under a condition only.</summary>
    public static IReadOnlyList<Statement> When(string condition, YamlNode role) =>
        [.. Nodes(role).OfType<YamlSequenceNode>().Where(choice => choice[0].ToString() == condition).Select(choice => new Statement(choice[1]))];

    private static IEnumerable<YamlNode> Nodes(YamlNode role) =>
        ((YamlSequenceNode)InfrastructureFile.At(role, "Properties/Policies")!)
            .SelectMany(policy => (YamlSequenceNode)InfrastructureFile.At(policy, "PolicyDocument/Statement")!);
}
