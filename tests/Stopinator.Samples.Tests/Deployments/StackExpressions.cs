using System.Text.Json.Nodes;

namespace Stopinator.Samples.Tests.Deployments;

/// <summary>Resolves the functions of CloudFormation in an account, for given parameters.</summary>
internal sealed class StackExpressions
{
    private const string NoValue = "AWS::NoValue";
    private readonly Dictionary<string, string> _values;
    private readonly HashSet<string> _lists = new(StringComparer.Ordinal);
    private readonly JsonNode? _conditions;

    /// <summary>Resolves for a template.</summary>
    /// <param name="template">The template, its short functions written out.</param>
    /// <param name="parameters">Values of parameters; each other has its default.</param>
    public StackExpressions(JsonNode template, IReadOnlyDictionary<string, string>? parameters)
    {
        _values = new Dictionary<string, string>(Arns, StringComparer.Ordinal);
        _conditions = template["Conditions"];
        foreach (var (name, parameter) in template["Parameters"] as JsonObject ?? [])
        {
            _values[name] = parameters?.GetValueOrDefault(name) ?? parameter!["Default"]?.ToString() ?? "";
            if (parameter!["Type"]!.ToString() == "CommaDelimitedList")
            {
                _lists.Add(name);
            }
        }
    }

    /// <summary>The names of the resources after their creation.</summary>
    public static Dictionary<string, string> Arns { get; } = new(StringComparer.Ordinal)
    {
        ["AWS::Partition"] = "aws",
        ["AWS::Region"] = Names.Region,
        ["AWS::AccountId"] = Names.Account,
        ["AWS::StackName"] = Names.Function,
        ["Function"] = Names.Function,
        ["Function.Arn"] = Names.FunctionArn,
        ["Function.Alias"] = Names.AliasArn,
        ["FunctionLambdaFunction"] = Names.Function,
        ["FunctionLambdaFunction.Arn"] = Names.FunctionArn,
        ["Live"] = Names.AliasArn,
        ["FunctionRole.Arn"] = Names.FunctionRole,
        ["ScheduleRole.Arn"] = Names.ScheduleRole,
        ["FailedRuns.Arn"] = Names.FailedRunsArn,
        ["UndeliveredEvents.Arn"] = Names.UndeliveredEventsArn,
        ["UndeliveredEvents.QueueName"] = Names.UndeliveredEvents,
        ["UndeliveredEvents"] = Names.UndeliveredEventsArn,
        ["Commands.Arn"] = Names.CommandsArn,
        ["RejectedCommands.Arn"] = Names.RejectedCommandsArn,
        ["RejectedCommands.QueueName"] = Names.RejectedCommands,
        ["Topic"] = Names.TopicArn,
        ["CommandsTopic"] = Names.CommandsTopicArn,
        ["Logs"] = Names.Logs,
        ["Logs.Arn"] = $"{Names.LogsArn}:*",
    };

    /// <summary>A node without functions; null where it has no value.</summary>
    public JsonNode? Resolve(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } call when call["Ref"] is { } name => Reference(name.ToString()),
        JsonObject { Count: 1 } call when call["Fn::GetAtt"] is JsonArray path => _values.GetValueOrDefault(string.Join('.', path.Select(part => part!.ToString())), "?"),
        JsonObject { Count: 1 } call when call["Fn::Sub"] is { } text => Filled(text.ToString()),
        JsonObject { Count: 1 } call when call["Fn::Join"] is JsonArray join => string.Join(join[0]!.ToString(), Texts(join[1])),
        JsonObject { Count: 1 } call when call["Fn::If"] is JsonArray choice => Resolve(choice[Holds(_conditions![choice[0]!.ToString()]) ? 1 : 2]),
        JsonObject mapping => new JsonObject(
            mapping.Select(child => KeyValuePair.Create(child.Key, Resolve(child.Value))).Where(child => child.Value is not null)),
        JsonArray list => new JsonArray([.. list.Select(Resolve).Where(item => item is not null)]),
        null => null,
        _ => node.DeepClone(),
    };

    private string Filled(string text) =>
        _values.Aggregate(text, (all, value) => all.Replace($"${{{value.Key}}}", value.Value, StringComparison.Ordinal));

    private JsonNode? Reference(string name) => name == NoValue ? null
        : _lists.Contains(name) ? new JsonArray([.. _values[name].Split(',').Select(item => JsonValue.Create(item))])
        : _values.GetValueOrDefault(name, name);

    private bool Holds(JsonNode? condition) => condition!["Fn::Not"] is JsonArray not ? !Holds(not[0])
        : condition["Fn::Equals"] is JsonArray equals && Resolve(equals[0])?.ToString() == Resolve(equals[1])?.ToString();

    private IEnumerable<string> Texts(JsonNode? list) => Resolve(list)!.AsArray().Select(item => item!.ToString());
}
