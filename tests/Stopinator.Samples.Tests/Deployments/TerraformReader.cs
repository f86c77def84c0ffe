using System.Text.Json.Nodes;

namespace Stopinator.Samples.Tests.Deployments;

/// <summary>Reads what a Terraform file says, from the JSON that a parser of its language has made of it.</summary>
internal static class TerraformReader
{
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["tostring(var.dry_run)"] = "false",
        ["var.schedules"] = "ENABLED",
        ["local.name"] = Names.Function,
        ["data.aws_partition.current.partition"] = "aws",
        ["data.aws_region.current.region"] = Names.Region,
        ["data.aws_caller_identity.current.account_id"] = Names.Account,
        ["aws_lambda_function.function.function_name"] = Names.Function,
        ["aws_lambda_function.function.arn"] = Names.FunctionArn,
        ["aws_iam_role.function.arn"] = Names.FunctionRole,
        ["aws_iam_role.schedule.arn"] = Names.ScheduleRole,
        ["aws_sqs_queue.failed_runs.arn"] = Names.FailedRunsArn,
        ["aws_sqs_queue.undelivered_events.arn"] = Names.UndeliveredEventsArn,
        ["aws_sqs_queue.undelivered_events.name"] = Names.UndeliveredEvents,
        ["aws_cloudwatch_log_group.logs.name"] = Names.Logs,
        ["aws_cloudwatch_log_group.logs.arn"] = Names.LogsArn,
    };

    public static Deployment Read(JsonNode file)
    {
        var deployment = new Deployment();
        JsonNode Resource(string type, string name) => Resolve(file["resource"]![type]![name]![0])!;
        IEnumerable<JsonNode> Resources(string type) => file["resource"]![type]!.AsObject().Select(resource => Resolve(resource.Value![0])!);
        JsonNode Policy(string name) => PolicyOf(Resolve(file["data"]!["aws_iam_policy_document"]![name]![0])!);

        var function = Resource("aws_lambda_function", "function");
        deployment.Function(
            function["runtime"], function["handler"], function["architectures"], function["memory_size"], function["timeout"], function["role"], function["logging_config"]![0]!["log_group"]);
        deployment.Variables(function["environment"]![0]!["variables"]);

        var retries = Resource("aws_lambda_function_event_invoke_config", "retries");
        deployment.Retries(retries["maximum_event_age_in_seconds"], retries["maximum_retry_attempts"], retries["destination_config"]![0]!["on_failure"]![0]!["destination"]);

        foreach (var schedule in Resources("aws_scheduler_schedule"))
        {
            var target = schedule["target"]![0]!;
            deployment.Schedule(
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

        deployment.Role(Names.FunctionRole, Policy("lambda"), [Policy("function")]);
        deployment.Role(Names.ScheduleRole, Policy("scheduler"), [Policy("schedule")]);
        foreach (var queue in Resources("aws_sqs_queue"))
        {
            deployment.Queue($"arn:aws:sqs:{Names.Region}:{Names.Account}:{queue["name"]}", queue["message_retention_seconds"], queue["sqs_managed_sse_enabled"]);
        }

        var logs = Resource("aws_cloudwatch_log_group", "logs");
        deployment.LogGroup(logs["name"], logs["retention_in_days"]);
        foreach (var alarm in Resources("aws_cloudwatch_metric_alarm"))
        {
            var (name, value) = Assert.Single(alarm["dimensions"]!.AsObject());
            deployment.Alarm(
                alarm["namespace"], alarm["metric_name"], alarm["statistic"], alarm["period"], alarm["evaluation_periods"], alarm["comparison_operator"], alarm["threshold"],
                alarm["treat_missing_data"], name, value);
        }

        return deployment;
    }

    // As the provider writes the document.
    private static JsonObject PolicyOf(JsonNode document) => new()
    {
        ["Statement"] = new JsonArray(
        [
            .. from statement in document["statement"]!.AsArray()
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

    private static JsonNode? Resolve(JsonNode? node) => node switch
    {
        JsonObject mapping => new JsonObject(mapping.Select(child => KeyValuePair.Create(child.Key, Resolve(child.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Resolve)]),
        JsonValue value when value.TryGetValue<string>(out var text) => Values.Aggregate(
            text, (all, known) => all.Replace($"${{{known.Key}}}", known.Value, StringComparison.Ordinal)),
        null => null,
        _ => node.DeepClone(),
    };
}
