using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stopinator.Lambda.Template.Tests.Infrastructure;

/// <summary>A CloudFormation template as sorted lines, one for each value: two templates deploy the same when their lines are the same.</summary>
internal static partial class StackLines
{
    // What CDK's constructs name by themselves, and the name in template.yaml.
    private static readonly Dictionary<string, string> NamesOfCdk = new(StringComparer.Ordinal)
    {
        ["FunctionCurrentVersion"] = "Version",
        ["LiveRulesMayInvoke"] = "RulesMayInvoke",
        ["LiveTopicMayInvoke"] = "TopicMayInvoke",
        ["UndeliveredEventsPolicy"] = "RulesMaySend",
        ["StopSchedule"] = "Stop",
        ["StartSchedule"] = "Start",
        ["ReconcileSchedule"] = "Reconcile",
        ["ApiDefaultStage"] = "ApiStage",
        ["ApiPOST"] = "ApiRoute",
        ["ApiPOSTApiToFunction"] = "ApiToFunction",
        ["ApiPOSTApiToFunctionPermission"] = "ApiMayInvoke",
    };

    // Prose, the order of the deployment, and the place of the program, which each notation uploads in its own way.
    private static readonly string[] Ignored = ["Description", "DependsOn", "Metadata", "Code"];
    private static readonly string[] IgnoredParameters = ["ImageUri", "CodeBucket", "CodeKey", "BootstrapVersion"];

    /// <summary>Reads a template.</summary>
    /// <param name="template">The template, with its functions written out.</param>
    /// <param name="name">The name of the stack.</param>
    /// <param name="region">The region, when the stack is for one.</param>
    public static IReadOnlyList<string> Of(JsonNode template, string name, string? region)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["${AWS::StackName}"] = name,
            ["${Function}"] = name,
            ["${Function.Arn}"] = $"arn:${{AWS::Partition}}:lambda:${{AWS::Region}}:${{AWS::AccountId}}:function:{name}",
            ["${Logs}"] = $"/aws/lambda/{name}",
            ["${AWS::Region}"] = region ?? "${AWS::Region}",
        };
        var resources = ((JsonObject)template["Resources"]!).ToDictionary(
            resource => Renamed(resource.Key), resource => (JsonObject)Plain(resource.Value, known)!, StringComparer.Ordinal);
        MoveSubscriptions(resources);
        foreach (var permission in resources.Values.Where(resource => TypeOf(resource) == "AWS::Lambda::Permission"))
        {
            // The name and the ARN of a function say the same here.
            permission["Properties"]!["FunctionName"] = name;
        }

        var parameters = ((JsonObject)template["Parameters"]!).Where(parameter => !IgnoredParameters.Contains(parameter.Key))
            .Select(parameter => KeyValuePair.Create(parameter.Key, Plain(parameter.Value, known)));
        var all = new JsonObject
        {
            ["Parameters"] = new JsonObject(parameters),
            ["Resources"] = new JsonObject(resources.Select(resource => KeyValuePair.Create(resource.Key, (JsonNode?)resource.Value))),
            ["Outputs"] = Plain(template["Outputs"], known),
        };
        return [.. Flat("", all).Order(StringComparer.Ordinal)];
    }

    // A subscription within its topic is one of its own.
    private static void MoveSubscriptions(Dictionary<string, JsonObject> resources)
    {
        foreach (var (id, resource) in resources.Where(resource => TypeOf(resource.Value) == "AWS::SNS::Topic").ToArray())
        {
            if (resource["Properties"]?["Subscription"] is { } subscription)
            {
                resource["Properties"]!.AsObject().Remove("Subscription");
                if (resource["Properties"]!.AsObject().Count == 0)
                {
                    resource.Remove("Properties");
                }

                resources[$"{id}Subscription"] = new JsonObject
                {
                    ["Type"] = "AWS::SNS::Subscription",
                    ["Properties"] = new JsonObject
                    {
                        ["TopicArn"] = $"${{{id}}}",
                        ["Protocol"] = subscription["Protocol"]!.ToString(),
                        ["Endpoint"] = subscription["Endpoint"]!.ToString(),
                    },
                };
            }
        }

        foreach (var (id, _) in resources.Where(resource => TypeOf(resource.Value) == "AWS::SNS::Subscription").ToArray())
        {
            resources.Remove(id, out var subscription);
            resources[$"{subscription!["Properties"]!["TopicArn"]!.ToString().Trim('$', '{', '}')}Subscription"] = subscription;
        }
    }

    private static string TypeOf(JsonObject resource) => resource["Type"]!.ToString();

    private static string Renamed(string id) =>
        NameOfCdk().Match(id) is { Success: true } match
            ? NamesOfCdk.GetValueOrDefault(match.Groups["name"].Value, match.Groups["name"].Value)
            : id;

    // Every function as the text that Fn::Sub would take; lists in order, and a list of one as that one.
    private static JsonNode? Plain(JsonNode? node, Dictionary<string, string> known) => node switch
    {
        JsonObject { Count: 1 } call when call["Ref"] is { } name => Known($"${{{Renamed(name.ToString())}}}", known),
        JsonObject { Count: 1 } call when call["Fn::GetAtt"] is JsonArray path => Known(
            $"${{{Renamed(path[0]!.ToString())}.{path[1]}}}", known),
        JsonObject { Count: 1 } call when call["Fn::Sub"] is { } text => Known(text.ToString(), known),
        JsonObject { Count: 1 } call when call["Fn::Join"] is JsonArray { Count: 2 } join =>
            Known(string.Concat(join[1]!.AsArray().Select(part => Plain(part, known))), known),
        JsonObject mapping => new JsonObject(
            mapping.Where(child => !Ignored.Contains(child.Key)).OrderBy(child => child.Key, StringComparer.Ordinal)
                .Select(child => KeyValuePair.Create(child.Key, Plain(child.Value, known)))),
        JsonArray { Count: 1 } list => Plain(list[0], known),
        JsonArray list => new JsonArray(
            [.. list.Select(item => Plain(item, known)).OrderBy(item => item!.ToJsonString(), StringComparer.Ordinal)]),
        null => null,
        _ => node.ToString(),
    };

    private static string Known(string text, Dictionary<string, string> known) =>
        known.Aggregate(text, (all, value) => all.Replace(value.Key, value.Value, StringComparison.Ordinal));

    private static IEnumerable<string> Flat(string path, JsonNode? node) => node switch
    {
        JsonObject mapping => mapping.SelectMany(child => Flat($"{path}/{child.Key}", child.Value)),
        JsonArray list => list.SelectMany((item, index) => Flat($"{path}/{index}", item)),
        _ => [$"{path} = {node}"],
    };

    [GeneratedRegex("^NightStop(?<name>[A-Za-z0-9]+?)[0-9A-F]{8}([0-9a-f]{32})?$", RegexOptions.ExplicitCapture)]
    private static partial Regex NameOfCdk();
}
