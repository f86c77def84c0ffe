using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stopinator.Samples.Tests.Support;

namespace Stopinator.Samples.Tests.Deployments;

/// <summary>
/// Invocations and permissions name the alias <c>live</c>: the function without it is the version that nobody has released, and IAM decides
/// by the ARN that is invoked.
/// </summary>
public sealed partial class AliasTests
{
    private static readonly string[] Texts = [".md", ".sh", ".json", ".yaml", ".yml", ".tf", ".cs"];

    public static TheoryData<string> Stacks { get; } =
    [
        "eventbridge/rules.yaml", "eventbridge/schedules.yaml", "step-functions/function.yaml", "step-functions/template.yaml",
        "cloudformation/template.yaml", "sam/template.yaml", "serverless/resources.yml", "http-api/template.yaml",
    ];

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Stack_TargetsAndPermissions_NameTheAlias(string file)
    {
        // A condition compares with the function that calls, whose ARN has no alias.
        var arns = Leaves(Sample.Yaml(file)["Resources"]!)
            .Where(leaf => leaf.Text.Contains(":function:", StringComparison.Ordinal))
            .Where(leaf => !leaf.Path.Contains("SourceFunctionArn", StringComparison.Ordinal));

        Assert.All(arns, arn => Assert.EndsWith(":live", arn.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("eventbridge/rules.yaml", 2)]
    [InlineData("eventbridge/schedules.yaml", 0)]
    public void Stack_ResourcePolicies_AreOfTheAlias(string file, int count)
    {
        var functions = Sample.Yaml(file)["Resources"]!.AsObject().Select(resource => resource.Value!)
            .Where(resource => resource["Type"]!.ToString() == "AWS::Lambda::Permission")
            .Select(resource => resource["Properties"]!["FunctionName"]!.ToJsonString());

        Assert.Equal(Enumerable.Repeat("""{"Fn::Sub":"${FunctionName}:live"}""", count), functions);
    }

    [Fact]
    public void Machines_InvokeTheAlias()
    {
        var target = JsonNode.Parse(File.ReadAllText(Sample.PathOf("step-functions/events/fan-out.json")))!["targets"]![0]!;
        var once = JsonNode.Parse(File.ReadAllText(Sample.PathOf("step-functions/continue.asl.json")))!["States"]!["Run"]!;

        Assert.EndsWith(":function:night-stop:live", target["function"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("${Function}:live", once["Arguments"]!["FunctionName"]!.ToString());
    }

    [Fact]
    public void Commands_ThatInvokeOrPermit_NameTheAlias()
    {
        var commands = Directory.GetFiles(Sample.Folder, "*", SearchOption.AllDirectories)
            .Where(file => Texts.Contains(Path.GetExtension(file)) && !Built().IsMatch(file))
            .SelectMany(file => Command().Matches(File.ReadAllText(file)).Select(match => (File: file, match.Value)))
            .ToArray();

        Assert.True(commands.Length >= 8, $"{commands.Length} commands");
        Assert.All(commands, command => Assert.Matches("--function-name night-stop(:live| --qualifier live)( |$)", command.Value));
    }

    private static IEnumerable<(string Path, string Text)> Leaves(JsonNode node) => node switch
    {
        JsonObject mapping => mapping.SelectMany(child => Leaves(child.Value!)),
        JsonArray list => list.SelectMany(item => Leaves(item!)),
        _ => [(node.GetPath(), node.ToString())],
    };

    [GeneratedRegex("aws lambda (invoke|add-permission) [^`\n]*", RegexOptions.ExplicitCapture)]
    private static partial Regex Command();

    [GeneratedRegex(@"[\\/](bin|obj|publish|node_modules)[\\/]")]
    private static partial Regex Built();
}
