using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stopinator.Samples.Tests.Deployments;

/// <summary>Reads what a Terraform configuration says, from the JSON that a parser of its language has made of it.</summary>
internal sealed partial class TerraformReader
{
    private static readonly string[] Types =
    [
        "aws_cloudwatch_event_rule", "aws_cloudwatch_event_target", "aws_cloudwatch_log_group", "aws_cloudwatch_metric_alarm", "aws_iam_role",
        "aws_iam_role_policy", "aws_lambda_alias", "aws_lambda_event_source_mapping", "aws_lambda_function",
        "aws_lambda_function_event_invoke_config", "aws_lambda_permission", "aws_scheduler_schedule", "aws_sns_topic",
        "aws_sns_topic_subscription", "aws_sqs_queue", "aws_sqs_queue_policy",
    ];

    private readonly JsonNode _file;
    private readonly TerraformExpressions _expressions;
    private readonly Deployment _deployment = new();

    private TerraformReader(JsonNode file, IReadOnlyDictionary<string, JsonNode>? variables) =>
        (_file, _expressions) = (file, new TerraformExpressions(file, variables));

    /// <summary>Reads it.</summary>
    /// <param name="file">The configuration, as JSON.</param>
    /// <param name="variables">Values of variables; each other has its default.</param>
    public static Deployment Read(JsonNode file, IReadOnlyDictionary<string, JsonNode>? variables = null)
    {
        var reader = new TerraformReader(file, variables);
        reader.AddFunction();
        reader.AddSchedules();
        reader.AddRoles();
        reader.AddRecords();
        reader.AddTopicsAndMapping();
        reader.AddRules();
        reader.CheckTypes();
        return reader._deployment;
    }

    private bool IsInVpc => _expressions.Variable("subnet_ids") is JsonArray { Count: > 0 };

    private void AddFunction()
    {
        var function = Resource("aws_lambda_function", "function");
        Assert.Equal("true", function["publish"]!.ToString());
        _deployment.Function(
            function["runtime"], function["handler"], function["architectures"], function["memory_size"], function["timeout"], function["role"], function["logging_config"]![0]!["log_group"]);
        _deployment.Variables(function["environment"]![0]!["variables"]);

        // A dynamic block: there when there are subnets, and -1 reserves nothing.
        var vpc = function["dynamic"]!["vpc_config"]![0]!["content"]![0]!;
        Assert.Equal("${length(var.subnet_ids) > 0 ? [\"in\"] : []}", _file["resource"]!["aws_lambda_function"]!["function"]![0]!["dynamic"]!["vpc_config"]![0]!["for_each"]!.ToString());
        _deployment.Placement(
            function["reserved_concurrent_executions"]!.ToString() == "-1" ? null : function["reserved_concurrent_executions"],
            IsInVpc ? vpc["subnet_ids"] : null,
            IsInVpc ? vpc["security_group_ids"] : null);

        _deployment.Alias(Resource("aws_lambda_alias", "live")["name"]);
        var retries = Resource("aws_lambda_function_event_invoke_config", "retries");
        _deployment.Retries(
            retries["qualifier"], retries["maximum_event_age_in_seconds"], retries["maximum_retry_attempts"], retries["destination_config"]![0]!["on_failure"]![0]!["destination"],
            retries["destination_config"]![0]!["on_success"]?[0]!["destination"]);
    }

    private void AddSchedules()
    {
        foreach (var schedule in Resources("aws_scheduler_schedule"))
        {
            var target = schedule["target"]![0]!;
            _deployment.Schedule(
                schedule["schedule_expression"],
                schedule["schedule_expression_timezone"],
                schedule["flexible_time_window"]![0]!["mode"],
                schedule["state"],
                new ScheduleTarget(
                    target["arn"]?.ToString(),
                    target["role_arn"]?.ToString(),
                    target["input"]?.ToString(),
                    target["retry_policy"]![0]!["maximum_event_age_in_seconds"]?.ToString(),
                    target["retry_policy"]![0]!["maximum_retry_attempts"]?.ToString(),
                    target["dead_letter_config"]![0]!["arn"]?.ToString()));
        }
    }

    private void AddRoles()
    {
        Assert.Equal("${length(var.subnet_ids) > 0 ? 1 : 0}", _file["resource"]!["aws_iam_role_policy"]!["network"]![0]!["count"]!.ToString());
        AddRole(Names.FunctionRole, "function", "lambda", IsInVpc ? ["function", "network"] : ["function"]);
        if (_file["resource"]!["aws_iam_role"]!["schedule"] is not null)
        {
            AddRole(Names.ScheduleRole, "schedule", "scheduler", ["schedule"]);
        }
    }

    private void AddRole(string arn, string name, string trust, IEnumerable<string> policies)
    {
        var role = Resource("aws_iam_role", name);
        _deployment.Role(arn, role["path"], role["permissions_boundary"], Policy(trust), policies.Select(Policy));
    }

    private void AddRecords()
    {
        foreach (var queue in Resources("aws_sqs_queue"))
        {
            _deployment.Queue(
                $"arn:aws:sqs:{Names.Region}:{Names.Account}:{queue["name"]}", queue["message_retention_seconds"], queue["sqs_managed_sse_enabled"],
                queue["visibility_timeout_seconds"], queue["redrive_policy"]);
        }

        foreach (var policy in Resources("aws_sqs_queue_policy"))
        {
            var document = DocumentOf().Match(policy["policy"]!.ToString()).Groups["name"].Value;
            _deployment.QueuePolicy(policy["queue_url"], Policy(document));
        }

        var logs = Resource("aws_cloudwatch_log_group", "logs");
        _deployment.LogGroup(logs["name"], logs["retention_in_days"], logs["kms_key_id"]);
        foreach (var alarm in Resources("aws_cloudwatch_metric_alarm"))
        {
            var (name, value) = Assert.Single(alarm["dimensions"]!.AsObject());
            _deployment.Alarm(
                alarm["alarm_actions"],
                alarm["namespace"], alarm["metric_name"], alarm["statistic"], alarm["period"], alarm["evaluation_periods"], alarm["comparison_operator"], alarm["threshold"],
                alarm["treat_missing_data"], name, value);
        }
    }

    private void AddTopicsAndMapping()
    {
        foreach (var topic in Resources("aws_sns_topic"))
        {
            _deployment.Topic($"arn:aws:sns:{Names.Region}:{Names.Account}:{topic["name"]}");
        }

        foreach (var subscription in Resources("aws_sns_topic_subscription"))
        {
            _deployment.Subscription(subscription["topic_arn"], subscription["protocol"], subscription["endpoint"]);
        }

        foreach (var mapping in Resources("aws_lambda_event_source_mapping"))
        {
            _deployment.Mapping(
                mapping["event_source_arn"], mapping["function_name"], mapping["batch_size"], mapping["function_response_types"],
                mapping["scaling_config"]![0]!["maximum_concurrency"]);
        }

        foreach (var permission in Resources("aws_lambda_permission"))
        {
            Assert.Equal((Names.Function, "live"), (permission["function_name"]!.ToString(), permission["qualifier"]!.ToString()));
            _deployment.Permission(permission["action"], permission["principal"], permission["source_arn"]);
        }
    }

    private void AddRules()
    {
        foreach (var (name, _) in _file["resource"]!["aws_cloudwatch_event_rule"] as JsonObject ?? [])
        {
            var rule = Resource("aws_cloudwatch_event_rule", name);
            var target = Resource("aws_cloudwatch_event_target", name);
            Assert.Equal(rule["name"]!.ToString(), target["rule"]!.ToString());
            _deployment.Rule(
                rule["name"],
                JsonNode.Parse(rule["event_pattern"]!.ToString()),
                rule["state"],
                new ScheduleTarget(
                    target["arn"]?.ToString(),
                    Role: null,
                    target["input"]?.ToString(),
                    target["retry_policy"]![0]!["maximum_event_age_in_seconds"]?.ToString(),
                    target["retry_policy"]![0]!["maximum_retry_attempts"]?.ToString(),
                    target["dead_letter_config"]?[0]!["arn"]?.ToString()));
        }
    }

    // Nothing stands in the file that is not read here.
    private void CheckTypes() => Assert.All(_file["resource"]!.AsObject(), type => Assert.Contains(type.Key, Types));

    private JsonNode Resource(string type, string name) => _expressions.Resolve(_file["resource"]![type]![name]![0])!;

    private IEnumerable<JsonNode> Resources(string type) => (_file["resource"]![type] as JsonObject ?? []).Select(resource => _expressions.Resolve(resource.Value![0])!);

    [GeneratedRegex(@"^\$\{data\.aws_iam_policy_document\.(?<name>[a-z_]+)\.json\}$", RegexOptions.ExplicitCapture)]
    private static partial Regex DocumentOf();

    // As the provider writes the document.
    private JsonObject Policy(string name) => new()
    {
        ["Statement"] = new JsonArray(
        [
            .. from statement in _expressions.Resolve(_file["data"]!["aws_iam_policy_document"]![name]![0])!["statement"]!.AsArray()
               select new JsonObject
               {
                   ["Effect"] = statement["effect"]?.DeepClone() ?? "Allow",
                   ["Action"] = statement["actions"]!.DeepClone(),
                   ["Resource"] = statement["resources"]?.DeepClone(),
                   ["Principal"] = statement["principals"] is { } principals ? new JsonObject { ["Service"] = Assert.Single(principals[0]!["identifiers"]!.AsArray())!.DeepClone() } : null,
                   ["Condition"] = new JsonObject(
                       from condition in statement["condition"] as JsonArray ?? []
                       group condition by condition["test"]!.ToString() into test
                       select KeyValuePair.Create(test.Key, (JsonNode?)new JsonObject(test.Select(one => KeyValuePair.Create(one["variable"]!.ToString(), one["values"]?.DeepClone()))))),
               },
        ]),
    };
}
