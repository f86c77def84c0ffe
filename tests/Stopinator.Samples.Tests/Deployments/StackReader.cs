using System.Text.Json.Nodes;

namespace Stopinator.Samples.Tests.Deployments;

/// <summary>Reads what a CloudFormation template says: a plain one, one of AWS SAM, or one that the Serverless Framework has made.</summary>
internal sealed class StackReader
{
    private readonly StackExpressions _expressions;
    private readonly Deployment _deployment = new();

    private StackReader(JsonNode template, IReadOnlyDictionary<string, string>? parameters) => _expressions = new StackExpressions(template, parameters);

    /// <summary>The properties of an alarm, by the names of AWS's API.</summary>
    public static IReadOnlyList<string> AlarmFigures { get; } =
        ["Namespace", "MetricName", "Statistic", "Period", "EvaluationPeriods", "ComparisonOperator", "Threshold", "TreatMissingData"];

    // The version belongs to its alias; the bucket is where the Serverless Framework puts the program.
    private static readonly string[] Elsewhere = ["AWS::Lambda::Version", "AWS::S3::Bucket", "AWS::S3::BucketPolicy"];

    /// <summary>Reads it.</summary>
    /// <param name="template">The template.</param>
    /// <param name="parameters">Values of parameters; each other has its default.</param>
    public static Deployment Read(JsonNode template, IReadOnlyDictionary<string, string>? parameters = null)
    {
        var reader = new StackReader(template, parameters);
        foreach (var (id, resource) in template["Resources"]!.AsObject())
        {
            reader.Add(id, resource!["Type"]!.ToString(), reader._expressions.Resolve(resource["Properties"]) ?? new JsonObject());
        }

        return reader._deployment;
    }

    private void Add(string id, string type, JsonNode properties)
    {
        switch (type)
        {
            case "AWS::Lambda::Function" or "AWS::Serverless::Function":
                AddFunction(properties);
                break;
            case "AWS::Lambda::EventInvokeConfig":
                AddRetries(properties, properties["Qualifier"]);
                break;
            case "AWS::Lambda::Alias":
                _deployment.Alias(properties["Name"]);
                break;
            case "AWS::Scheduler::Schedule":
                AddSchedule(properties, properties["Target"]!, properties["Target"]!["Arn"]);
                break;
            case "AWS::IAM::Role":
                _deployment.Role(
                    StackExpressions.Arns[$"{id}.Arn"], properties["Path"], properties["PermissionsBoundary"], properties["AssumeRolePolicyDocument"],
                    properties["Policies"]!.AsArray().Select(policy => policy!["PolicyDocument"]));
                break;
            case "AWS::SQS::Queue":
                _deployment.Queue(
                    StackExpressions.Arns[$"{id}.Arn"], properties["MessageRetentionPeriod"], properties["SqsManagedSseEnabled"], properties["VisibilityTimeout"],
                    properties["RedrivePolicy"]);
                break;
            case "AWS::SQS::QueuePolicy":
                _deployment.QueuePolicy(Assert.Single(properties["Queues"]!.AsArray()), properties["PolicyDocument"]);
                break;
            case "AWS::SNS::Topic":
                _deployment.Topic(StackExpressions.Arns[id]);
                foreach (var subscription in properties["Subscription"] as JsonArray ?? [])
                {
                    _deployment.Subscription(StackExpressions.Arns[id], subscription!["Protocol"], subscription["Endpoint"]);
                }

                break;
            case "AWS::Lambda::Permission":
                Assert.Equal(Names.AliasArn, properties["FunctionName"]!.ToString());
                _deployment.Permission(properties["Action"], properties["Principal"], properties["SourceArn"]);
                break;
            case "AWS::Lambda::EventSourceMapping":
                _deployment.Mapping(
                    properties["EventSourceArn"], properties["FunctionName"], properties["BatchSize"], properties["FunctionResponseTypes"],
                    properties["ScalingConfig"]!["MaximumConcurrency"]);
                break;
            case "AWS::Events::Rule":
                var target = Assert.Single(properties["Targets"]!.AsArray())!;
                _deployment.Rule(properties["Name"], properties["EventPattern"], properties["State"], ScheduleTarget.Of(target, target["Arn"]));
                break;
            case "AWS::Logs::LogGroup":
                _deployment.LogGroup(properties["LogGroupName"], properties["RetentionInDays"], properties["KmsKeyId"]);
                break;
            case "AWS::CloudWatch::Alarm":
                var dimension = Assert.Single(properties["Dimensions"]!.AsArray())!;
                _deployment.Alarm(properties["AlarmActions"], [.. AlarmFigures.Select(figure => properties[figure]), dimension["Name"], dimension["Value"]]);
                break;
            default:
                Assert.Contains(type, Elsewhere);
                break;
        }
    }

    private void AddFunction(JsonNode properties)
    {
        _deployment.Function(
            properties["Runtime"], properties["Handler"], properties["Architectures"], properties["MemorySize"], properties["Timeout"], properties["Role"],
            properties["LoggingConfig"]?["LogGroup"] ?? Names.Logs);
        _deployment.Placement(properties["ReservedConcurrentExecutions"], properties["VpcConfig"]?["SubnetIds"], properties["VpcConfig"]?["SecurityGroupIds"]);
        _deployment.Variables(properties["Environment"]!["Variables"]);

        // AWS SAM makes the alias, and sends to it what it makes itself.
        if (properties["AutoPublishAlias"] is { } alias)
        {
            _deployment.Alias(alias);
        }

        if (properties["EventInvokeConfig"] is { } retries)
        {
            AddRetries(retries, properties["AutoPublishAlias"]);
        }

        foreach (var (_, sent) in properties["Events"] as JsonObject ?? [])
        {
            AddSchedule(sent!["Properties"]!, sent["Properties"]!, $"{Names.FunctionArn}:{properties["AutoPublishAlias"]}");
        }
    }

    private void AddRetries(JsonNode retries, JsonNode? qualifier) => _deployment.Retries(
        qualifier, retries["MaximumEventAgeInSeconds"], retries["MaximumRetryAttempts"], retries["DestinationConfig"]!["OnFailure"]!["Destination"],
        retries["DestinationConfig"]!["OnSuccess"]?["Destination"]);

    // A flexible window that is not given is none; a rate has no use for a zone.
    private void AddSchedule(JsonNode schedule, JsonNode target, JsonNode? arn) => _deployment.Schedule(
        schedule["ScheduleExpression"], schedule["ScheduleExpressionTimezone"], schedule["FlexibleTimeWindow"]?["Mode"] ?? "OFF", schedule["State"], ScheduleTarget.Of(target, arn));
}
