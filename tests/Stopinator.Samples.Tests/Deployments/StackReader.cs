using System.Text.Json.Nodes;

namespace Stopinator.Samples.Tests.Deployments;

/// <summary>Reads what a CloudFormation template says: a plain one, one of AWS SAM, or one that the Serverless Framework has made.</summary>
internal static class StackReader
{
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["AWS::Partition"] = "aws",
        ["AWS::Region"] = Names.Region,
        ["AWS::AccountId"] = Names.Account,
        ["AWS::StackName"] = Names.Function,
        ["DryRun"] = "false",
        ["Schedules"] = "ENABLED",
        ["Function"] = Names.Function,
        ["Function.Arn"] = Names.FunctionArn,
        ["FunctionLambdaFunction"] = Names.Function,
        ["FunctionLambdaFunction.Arn"] = Names.FunctionArn,
        ["FunctionRole.Arn"] = Names.FunctionRole,
        ["ScheduleRole.Arn"] = Names.ScheduleRole,
        ["FailedRuns.Arn"] = Names.FailedRunsArn,
        ["UndeliveredEvents.Arn"] = Names.UndeliveredEventsArn,
        ["UndeliveredEvents.QueueName"] = Names.UndeliveredEvents,
        ["Logs"] = Names.Logs,
        ["Logs.Arn"] = $"{Names.LogsArn}:*",
    };

    public static Deployment Read(JsonNode template)
    {
        var deployment = new Deployment();
        foreach (var (id, resource) in Resolve(template["Resources"]!)!.AsObject())
        {
            Add(deployment, id, resource!["Type"]!.ToString(), resource["Properties"] ?? new JsonObject());
        }

        return deployment;
    }

    private static void Add(Deployment deployment, string id, string type, JsonNode properties)
    {
        switch (type)
        {
            case "AWS::Lambda::Function" or "AWS::Serverless::Function":
                deployment.Function(
                    properties["Runtime"], properties["Handler"], properties["Architectures"], properties["MemorySize"], properties["Timeout"], properties["Role"],
                    properties["LoggingConfig"]?["LogGroup"] ?? Names.Logs);
                deployment.Variables(properties["Environment"]!["Variables"]);
                AddRetries(deployment, properties["EventInvokeConfig"]);
                foreach (var (_, sent) in properties["Events"] as JsonObject ?? [])
                {
                    AddSchedule(deployment, sent!["Properties"]!, sent["Properties"]!, Names.FunctionArn);
                }

                break;
            case "AWS::Lambda::EventInvokeConfig":
                AddRetries(deployment, properties);
                break;
            case "AWS::Scheduler::Schedule":
                AddSchedule(deployment, properties, properties["Target"]!, properties["Target"]!["Arn"]);
                break;
            case "AWS::IAM::Role":
                deployment.Role(Values[$"{id}.Arn"], properties["AssumeRolePolicyDocument"], properties["Policies"]!.AsArray().Select(policy => policy!["PolicyDocument"]));
                break;
            case "AWS::SQS::Queue":
                deployment.Queue(Values[$"{id}.Arn"], properties["MessageRetentionPeriod"], properties["SqsManagedSseEnabled"]);
                break;
            case "AWS::Logs::LogGroup":
                deployment.LogGroup(properties["LogGroupName"], properties["RetentionInDays"]);
                break;
            case "AWS::CloudWatch::Alarm":
                var dimension = Assert.Single(properties["Dimensions"]!.AsArray())!;
                deployment.Alarm([.. AlarmFigures.Select(figure => properties[figure]), dimension["Name"], dimension["Value"]]);
                break;
        }
    }

    /// <summary>What makes an alarm, in the words of AWS's API.</summary>
    public static IReadOnlyList<string> AlarmFigures { get; } =
        ["Namespace", "MetricName", "Statistic", "Period", "EvaluationPeriods", "ComparisonOperator", "Threshold", "TreatMissingData"];

    private static void AddRetries(Deployment deployment, JsonNode? retries)
    {
        if (retries is not null)
        {
            deployment.Retries(retries["MaximumEventAgeInSeconds"], retries["MaximumRetryAttempts"], retries["DestinationConfig"]!["OnFailure"]!["Destination"]);
        }
    }

    // A flexible window that is not given is none.
    private static void AddSchedule(Deployment deployment, JsonNode schedule, JsonNode target, JsonNode? arn) => deployment.Schedule(
        schedule["ScheduleExpression"], schedule["ScheduleExpressionTimezone"], schedule["FlexibleTimeWindow"]?["Mode"] ?? "OFF", schedule["State"], ScheduleTarget.Of(target, arn));

    private static JsonNode? Resolve(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } call when call["Ref"] is { } name => Values.GetValueOrDefault(name.ToString(), name.ToString()),
        JsonObject { Count: 1 } call when call["Fn::GetAtt"] is JsonArray path => Values.GetValueOrDefault(string.Join('.', path.Select(part => part!.ToString())), "?"),
        JsonObject { Count: 1 } call when call["Fn::Sub"] is { } text => Values.Aggregate(
            text.ToString(), (all, value) => all.Replace($"${{{value.Key}}}", value.Value, StringComparison.Ordinal)),
        JsonObject mapping => new JsonObject(mapping.Select(child => KeyValuePair.Create(child.Key, Resolve(child.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Resolve)]),
        null => null,
        _ => node.DeepClone(),
    };
}
