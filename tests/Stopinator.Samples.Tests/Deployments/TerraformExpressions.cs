using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stopinator.Samples.Tests.Deployments;

/// <summary>Resolves the expressions of a Terraform configuration in an account, for given variables.</summary>
internal sealed partial class TerraformExpressions
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["data.aws_partition.current.partition"] = "aws",
        ["data.aws_region.current.region"] = Names.Region,
        ["data.aws_caller_identity.current.account_id"] = Names.Account,
        ["aws_lambda_function.function.function_name"] = Names.Function,
        ["aws_lambda_function.function.arn"] = Names.FunctionArn,
        ["aws_lambda_alias.live.arn"] = Names.AliasArn,
        ["aws_lambda_alias.live.name"] = "live",
        ["aws_iam_role.function.arn"] = Names.FunctionRole,
        ["aws_iam_role.schedule.arn"] = Names.ScheduleRole,
        ["aws_sqs_queue.failed_runs.arn"] = Names.FailedRunsArn,
        ["aws_sqs_queue.undelivered_events.arn"] = Names.UndeliveredEventsArn,
        ["aws_sqs_queue.undelivered_events.name"] = Names.UndeliveredEvents,
        ["aws_sqs_queue.undelivered_events.url"] = Names.UndeliveredEventsArn,
        ["aws_sqs_queue.commands.arn"] = Names.CommandsArn,
        ["aws_sqs_queue.rejected_commands.arn"] = Names.RejectedCommandsArn,
        ["aws_sqs_queue.rejected_commands.name"] = Names.RejectedCommands,
        ["aws_sns_topic.topic.arn"] = Names.TopicArn,
        ["aws_sns_topic.commands.arn"] = Names.CommandsTopicArn,
        ["aws_cloudwatch_event_rule.alarm.name"] = $"{Names.Function}-alarm",
        ["aws_cloudwatch_event_rule.state_change.name"] = $"{Names.Function}-state-change",
        ["aws_cloudwatch_log_group.logs.name"] = Names.Logs,
        ["aws_cloudwatch_log_group.logs.arn"] = Names.LogsArn,
    };

    private readonly Dictionary<string, JsonNode?> _values;

    /// <summary>Resolves for a configuration.</summary>
    /// <param name="file">The configuration, as JSON.</param>
    /// <param name="variables">Values of variables; each other has its default.</param>
    public TerraformExpressions(JsonNode file, IReadOnlyDictionary<string, JsonNode>? variables)
    {
        _values = Known.ToDictionary(known => known.Key, known => (JsonNode?)JsonValue.Create(known.Value), StringComparer.Ordinal);
        _values["local.network_actions"] = file["locals"]![0]!["network_actions"];
        foreach (var (name, variable) in file["variable"]!.AsObject())
        {
            _values[$"var.{name}"] = variables?.GetValueOrDefault(name) ?? variable![0]!["default"];
        }
    }

    /// <summary>The value of a variable.</summary>
    public JsonNode? Variable(string name) => _values[$"var.{name}"];

    /// <summary>A node without expressions; null where it has no value.</summary>
    public JsonNode? Resolve(JsonNode? node) => node switch
    {
        JsonObject mapping => new JsonObject(mapping.Select(child => KeyValuePair.Create(child.Key, Resolve(child.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Resolve)]),
        JsonValue value when value.TryGetValue<string>(out var text) => ResolveText(text),
        null => null,
        _ => node.DeepClone(),
    };

    private JsonNode? ResolveText(string text)
    {
        if (Compact().Match(text) is { Success: true } compact)
        {
            var items = compact.Groups["items"].Value.Split(", ").Select(item => _values[item]?.DeepClone());
            return new JsonArray([.. items.Where(item => item is not null)]);
        }

        if (text is ['$', '{', .. var expression, '}'] && _values.TryGetValue(expression, out var whole))
        {
            return whole?.DeepClone();
        }

        if (Encoded().Match(text) is { Success: true } encoded)
        {
            return Resolve(TerraformObject.Read(encoded.Groups["object"].Value))!.ToJsonString();
        }

        return Call().Replace(
            _values.Aggregate(text, (all, value) => all.Replace($"${{{value.Key}}}", value.Value?.ToString(), StringComparison.Ordinal)),
            call => _values[call.Groups["argument"].Value]!.ToString());
    }

    [GeneratedRegex(@"^\$\{compact\(\[(?<items>.*)\]\)\}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Compact();

    [GeneratedRegex(@"^\$\{jsonencode\((?<object>\{.*\})\)\}$", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Encoded();

    [GeneratedRegex(@"^\$\{tostring\((?<argument>[a-z._]+)\)\}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Call();
}
