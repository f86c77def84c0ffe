using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Lambda.Destinations;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.Scheduler;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace Infra;

/// <summary>A function that stops and starts the EC2 instances of one tag, with its role, its schedules, queues and alarms.</summary>
public sealed class NightStop : Construct
{
    private readonly NightStopProps _props;

    /// <summary>Adds it to a stack.</summary>
    public NightStop(Construct scope, string id, NightStopProps props)
        : base(scope, id)
    {
        _props = props;

        // Events whose run failed three times, with what it said.
        FailedRuns = AddQueue("FailedRuns");
        Function = AddFunction();
        AddAlarm("RunFailed", "A run has failed for good.", Function.Metric("AsyncEventsDropped", new MetricOptions { Statistic = "Sum" }));
        AddSchedules();
    }

    /// <summary>The function.</summary>
    public Function Function { get; }

    /// <summary>The queue of the events whose run failed.</summary>
    public Queue FailedRuns { get; }

    private Function AddFunction()
    {
        var logs = new LogGroup(this, "Logs", new LogGroupProps
        {
            LogGroupName = $"/aws/lambda/{_props.Name}",
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        ((CfnResource)logs.Node.DefaultChild!).CfnOptions.UpdateReplacePolicy = CfnDeletionPolicy.RETAIN;

        return new Function(this, "Function", new FunctionProps
        {
            FunctionName = _props.Name,
            Description = $"Stops and starts the EC2 instances tagged {_props.TagKey}={_props.TagValue}.",
            Code = Code.FromAsset("../publish"),
            Runtime = new Runtime("dotnet10"),
            Handler = "NightStop",
            Architecture = Architecture.X86_64,
            MemorySize = 512,
            Timeout = Duration.Minutes(15),
            Role = AddFunctionRole(logs).WithoutPolicyUpdates(),
            LogGroup = logs,
            Environment = new Dictionary<string, string>(_props.Variables)
            {
                ["STOPINATOR_DRY_RUN"] = _props.DryRun,
            },
            MaxEventAge = Duration.Hours(1),

            // A run that failed, or that has a remainder, is repeated twice; each attempt works from the present state.
            RetryAttempts = 2,
            OnFailure = new SqsDestination(FailedRuns),
        });
    }

    // What the function may do, and nothing else.
    private Role AddFunctionRole(LogGroup logs) => new(this, "FunctionRole", new RoleProps
    {
        AssumedBy = new ServicePrincipal("lambda.amazonaws.com"),
        InlinePolicies = new Dictionary<string, PolicyDocument>
        {
            ["power"] = Policy([
                // EC2 knows no narrower resource for a describe.
                Allow(["ec2:DescribeInstances"], ["*"]),
                Allow(["ec2:StartInstances", "ec2:StopInstances"], [Arn("ec2", "instance/*")], new()
                {
                    ["StringEquals"] = new() { [$"aws:ResourceTag/{_props.TagKey}"] = _props.TagValue },
                }),
            ]),
            ["records"] = Policy([
                Allow(["logs:CreateLogStream", "logs:PutLogEvents"], [logs.LogGroupArn]),
                Allow(["sqs:SendMessage"], [FailedRuns.QueueArn]),
            ]),
        },
    });

    private void AddSchedules()
    {
        // Events that did not reach the function.
        var undelivered = AddQueue("UndeliveredEvents");

        AddAlarm(
            "EventsUndelivered",
            "A schedule could not reach the function; the queue UndeliveredEvents says why.",
            undelivered.MetricApproximateNumberOfMessagesVisible(new MetricOptions { Statistic = "Maximum" }));

        var role = new Role(this, "ScheduleRole", new RoleProps
        {
            AssumedBy = new ServicePrincipal("scheduler.amazonaws.com").WithConditions(Conditions(new()
            {
                ["StringEquals"] = new() { ["aws:SourceAccount"] = Aws.ACCOUNT_ID },
            })),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["deliver"] = Policy([
                    Allow(["lambda:InvokeFunction"], [Function.FunctionArn]),
                    Allow(["sqs:SendMessage"], [undelivered.QueueArn]),
                ]),
            },
        });
        AddSchedule("StopSchedule", "stop", _props.Stop, _props.TimeZone, role, undelivered);
        AddSchedule("StartSchedule", "start", _props.Start, _props.TimeZone, role, undelivered);
    }

    private void AddSchedule(string id, string action, string expression, string? timeZone, Role role, Queue undelivered) =>
        _ = new CfnSchedule(this, id, new CfnScheduleProps
        {
            Name = $"{_props.Name}-{action}",
            ScheduleExpression = expression,
            ScheduleExpressionTimezone = timeZone,
            FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "OFF" },
            State = _props.Schedules,
            Target = new CfnSchedule.TargetProperty
            {
                Arn = Function.FunctionArn,
                RoleArn = role.RoleArn,
                Input = $$"""
                    {"action":"{{action}}","scheduledTime":"<aws.scheduler.scheduled-time>","executionId":"<aws.scheduler.execution-id>"}
                    """,
                RetryPolicy = new CfnSchedule.RetryPolicyProperty { MaximumEventAgeInSeconds = 900, MaximumRetryAttempts = 10 },
                DeadLetterConfig = new CfnSchedule.DeadLetterConfigProperty { Arn = undelivered.QueueArn },
            },
        });

    private Queue AddQueue(string id) =>
        new(this, id, new QueueProps { RetentionPeriod = Duration.Days(14), Encryption = QueueEncryption.SQS_MANAGED });

    private void AddAlarm(string id, string description, Metric metric)
    {
        _ = new Alarm(this, id, new AlarmProps
        {
            AlarmDescription = description,
            Metric = metric,
            EvaluationPeriods = 1,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_THRESHOLD,
            Threshold = 0,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
    }

    private static string Arn(string service, string resource) => $"arn:{Aws.PARTITION}:{service}:{Aws.REGION}:{Aws.ACCOUNT_ID}:{resource}";

    private static PolicyDocument Policy(PolicyStatement[] statements) => new(new PolicyDocumentProps { Statements = statements });

    private static PolicyStatement Allow(string[] actions, string[] on, Dictionary<string, Dictionary<string, string>>? where = null) =>
        new(new PolicyStatementProps { Actions = actions, Resources = on, Conditions = where is null ? null : Conditions(where) });

    private static Dictionary<string, object> Conditions(Dictionary<string, Dictionary<string, string>> conditions) =>
        conditions.ToDictionary(condition => condition.Key, object (condition) => condition.Value);
}
