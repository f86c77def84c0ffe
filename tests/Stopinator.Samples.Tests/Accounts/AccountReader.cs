using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stopinator.Samples.Tests.Deployments;

namespace Stopinator.Samples.Tests.Accounts;

/// <summary>Reads what there is in an account.</summary>
internal static partial class AccountReader
{
    /// <summary>All of a deployment.</summary>
    public static async Task<Deployment> ReadAsync(Account account)
    {
        var deployment = await ReadWithoutSchedulesAsync(account);
        var retries = await account.AwsAsync("lambda", "get-function-event-invoke-config", "--function-name", Names.Function, "--qualifier", "live");
        deployment.Retries("live", retries["MaximumEventAgeInSeconds"], retries["MaximumRetryAttempts"], retries["DestinationConfig"]!["OnFailure"]!["Destination"],
            retries["DestinationConfig"]!["OnSuccess"]?["Destination"]);

        foreach (var listed in (await account.AwsAsync("scheduler", "list-schedules"))["Schedules"]!.AsArray())
        {
            var schedule = await account.AwsAsync("scheduler", "get-schedule", "--name", listed!["Name"]!.ToString());
            deployment.Schedule(
                schedule["ScheduleExpression"], schedule["ScheduleExpressionTimezone"], schedule["FlexibleTimeWindow"]!["Mode"], schedule["State"],
                ScheduleTarget.Of(schedule["Target"]!, schedule["Target"]!["Arn"]));
        }

        foreach (var alarm in (await account.AwsAsync("cloudwatch", "describe-alarms"))["MetricAlarms"]!.AsArray())
        {
            var dimension = Assert.Single(alarm!["Dimensions"]!.AsArray())!;
            deployment.Alarm(alarm["AlarmActions"], [.. StackReader.AlarmFigures.Select(figure => alarm[figure]), dimension["Name"], dimension["Value"]]);
        }

        return deployment;
    }

    /// <summary>What else invokes the function: topics, rules, the mapping of a queue, and the permissions of all of them.</summary>
    public static async Task AddTriggersAsync(Account account, Deployment deployment)
    {
        foreach (var topic in (await account.AwsAsync("sns", "list-topics"))["Topics"]!.AsArray())
        {
            deployment.Topic(topic!["TopicArn"]);
        }

        foreach (var subscription in (await account.AwsAsync("sns", "list-subscriptions"))["Subscriptions"]!.AsArray())
        {
            deployment.Subscription(subscription!["TopicArn"], subscription["Protocol"], subscription["Endpoint"]);
        }

        foreach (var rule in (await account.AwsAsync("events", "list-rules"))["Rules"]!.AsArray())
        {
            var target = Assert.Single((await account.AwsAsync("events", "list-targets-by-rule", "--rule", rule!["Name"]!.ToString()))["Targets"]!.AsArray())!;
            deployment.Rule(rule["Name"], JsonNode.Parse(rule["EventPattern"]!.ToString()), rule["State"], ScheduleTarget.Of(target, target["Arn"]));
        }

        // Lambda keeps the alias of a mapping, and refuses a second mapping. moto keeps the version that the alias names, so a second run makes
        // a second mapping.
        var mappings = (await account.AwsAsync("lambda", "list-event-source-mappings"))["EventSourceMappings"]!.AsArray();
        foreach (var mapping in mappings.DistinctBy(mapping => mapping!["EventSourceArn"]!.ToString()))
        {
            deployment.Mapping(
                mapping!["EventSourceArn"], Version().Replace(mapping["FunctionArn"]!.ToString(), ":live"), mapping["BatchSize"], mapping["FunctionResponseTypes"], mapping["ScalingConfig"]?["MaximumConcurrency"]);
        }

        var policy = await account.RunAsync("bash", "-c", $"aws lambda get-policy --function-name {Names.Function} --qualifier live --output json || true");
        foreach (var statement in policy.Contains("Statement", StringComparison.Ordinal) ? JsonNode.Parse(JsonNode.Parse(policy)!["Policy"]!.ToString())!["Statement"]!.AsArray() : [])
        {
            deployment.Permission(statement!["Action"], statement["Principal"]!["Service"] ?? statement["Principal"], statement["Condition"]!["ArnLike"]!["AWS:SourceArn"]);
        }
    }

    /// <summary>Function, roles, queues and log group.</summary>
    public static async Task<Deployment> ReadWithoutSchedulesAsync(Account account)
    {
        var deployment = new Deployment();
        var function = await account.AwsAsync("lambda", "get-function-configuration", "--function-name", Names.Function);

        // moto keeps no logging configuration; the group that Lambda then takes is the same one.
        deployment.Function(
            function["Runtime"], function["Handler"], function["Architectures"], function["MemorySize"], function["Timeout"], function["Role"], function["LoggingConfig"]?["LogGroup"] ?? Names.Logs);
        deployment.Placement(
            (await account.AwsAsync("lambda", "get-function-concurrency", "--function-name", Names.Function))["ReservedConcurrentExecutions"],
            function["VpcConfig"]?["SubnetIds"], function["VpcConfig"]?["SecurityGroupIds"]);
        deployment.Variables(function["Environment"]!["Variables"]);
        foreach (var alias in (await account.AwsAsync("lambda", "list-aliases", "--function-name", Names.Function))["Aliases"]!.AsArray())
        {
            deployment.Alias(alias!["Name"]);
        }

        foreach (var role in (await account.AwsAsync("iam", "list-roles"))["Roles"]!.AsArray())
        {
            var name = role!["RoleName"]!.ToString();
            var policies = new List<JsonNode?>();
            foreach (var policy in (await account.AwsAsync("iam", "list-role-policies", "--role-name", name))["PolicyNames"]!.AsArray())
            {
                // moto gives a policy that comes from a stack back as Python writes it, with None where the stack has no value.
                policies.Add((await account.AwsAsync("iam", "get-role-policy", "--role-name", name, "--policy-name", policy!.ToString()))["PolicyDocument"] is var document
                    && document is JsonValue text ? JsonNode.Parse(text.ToString().Replace('\'', '"').Replace(", None", "", StringComparison.Ordinal)) : document);
            }

            var boundary = (await account.AwsAsync("iam", "get-role", "--role-name", name))["Role"]!["PermissionsBoundary"];
            deployment.Role(
                $"arn:aws:iam::{Names.Account}:role/{name}", role["Path"], boundary?["PermissionsBoundaryArn"], role["AssumeRolePolicyDocument"], policies);
        }

        foreach (var url in (await account.AwsAsync("sqs", "list-queues"))["QueueUrls"] as JsonArray ?? [])
        {
            var attributes = (await account.AwsAsync("sqs", "get-queue-attributes", "--queue-url", url!.ToString(), "--attribute-names", "All"))["Attributes"]!;
            deployment.Queue(
                attributes["QueueArn"], attributes["MessageRetentionPeriod"], attributes["SqsManagedSseEnabled"], attributes["VisibilityTimeout"], attributes["RedrivePolicy"]);
            if (attributes["Policy"] is { } policy)
            {
                deployment.QueuePolicy(attributes["QueueArn"], JsonNode.Parse(policy.ToString()));
            }
        }

        foreach (var group in (await account.AwsAsync("logs", "describe-log-groups"))["logGroups"]!.AsArray())
        {
            deployment.LogGroup(group!["logGroupName"], group["retentionInDays"], group["kmsKeyId"]);
        }

        return deployment;
    }

    [GeneratedRegex(":[0-9]+$")]
    private static partial Regex Version();
}
