using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
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

        // What has changed is published as a version; the schedules invoke the version that the alias names.
        Live = new Alias(this, "Live", new AliasProps { AliasName = "live", Version = Function.CurrentVersion });
        AddRetries();
        AddAlarm("RunFailed", "A run has failed for good.", Function.Metric("AsyncEventsDropped", new MetricOptions { Statistic = "Sum" }));
        AddSchedules();
    }

    /// <summary>The function.</summary>
    public Function Function { get; }

    /// <summary>The version of the function that is invoked.</summary>
    public Alias Live { get; }

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
        ((CfnResource)logs.Node.DefaultChild!).AddPropertyOverride("KmsKeyId", _props.LogKeyArn);

        var function = new Function(this, "Function", new FunctionProps
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
            // Another text publishes another version, so it has whatever of the function a parameter can change.
            CurrentVersionOptions = new VersionOptions { RemovalPolicy = RemovalPolicy.RETAIN, Description = _props.Settings },
        });
        var resource = (CfnResource)function.Node.DefaultChild!;
        resource.AddPropertyOverride("ReservedConcurrentExecutions", _props.ReservedConcurrency);
        resource.AddPropertyOverride("VpcConfig", _props.VpcConfig);
        return function;
    }

    private void AddRetries()
    {
        var retries = new CfnEventInvokeConfig(this, "Retries", new CfnEventInvokeConfigProps
        {
            FunctionName = Function.FunctionName,
            Qualifier = "live",
            MaximumEventAgeInSeconds = 3600,
            // A run that failed, or that has a remainder, is repeated twice; each attempt works from the present state.
            MaximumRetryAttempts = 2,
            DestinationConfig = new CfnEventInvokeConfig.DestinationConfigProperty
            {
                OnFailure = new CfnEventInvokeConfig.OnFailureProperty { Destination = FailedRuns.QueueArn },
            },
        });
        retries.Node.AddDependency(Live);
    }

    private Role AddFunctionRole(LogGroup logs)
    {
        var role = Bounded(CreateFunctionRole(logs));

        // In subnets: Lambda itself connects the function to them with these, and asks for them on everything. The program needs none of them.
        var resource = (CfnResource)role.Node.DefaultChild!;
        resource.AddPropertyOverride("Policies.1.PolicyDocument.Statement.2", _props.NetworkStatement("Allow", null));
        resource.AddPropertyOverride("Policies.1.PolicyDocument.Statement.3", _props.NetworkStatement("Deny", Arn("lambda", $"function:{_props.Name}")));
        return role;
    }

    // What the function may do, and nothing else.
    private Role CreateFunctionRole(LogGroup logs) => new(this, "FunctionRole", new RoleProps
    {
        Path = _props.RolePath,
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

    private Role Bounded(Role role)
    {
        ((CfnResource)role.Node.DefaultChild!).AddPropertyOverride("PermissionsBoundary", _props.PermissionsBoundary);
        return role;
    }

    private void AddSchedules()
    {
        // Events that did not reach the function.
        var undelivered = AddQueue("UndeliveredEvents");

        AddAlarm(
            "EventsUndelivered",
            "A schedule could not reach the function; the queue UndeliveredEvents says why.",
            undelivered.MetricApproximateNumberOfMessagesVisible(new MetricOptions { Statistic = "Maximum" }));

        var role = Bounded(new Role(this, "ScheduleRole", new RoleProps
        {
            Path = _props.RolePath,
            AssumedBy = new ServicePrincipal("scheduler.amazonaws.com").WithConditions(Conditions(new()
            {
                ["StringEquals"] = new() { ["aws:SourceAccount"] = Aws.ACCOUNT_ID },
            })),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["deliver"] = Policy([
                    Allow(["lambda:InvokeFunction"], [Arn("lambda", $"function:{_props.Name}:live")]),
                    Allow(["sqs:SendMessage"], [undelivered.QueueArn]),
                ]),
            },
        }));
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
                Arn = Live.FunctionArn,
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
        var alarm = new Alarm(this, id, new AlarmProps
        {
            AlarmDescription = description,
            Metric = metric,
            EvaluationPeriods = 1,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_THRESHOLD,
            Threshold = 0,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
        ((CfnResource)alarm.Node.DefaultChild!).AddPropertyOverride("AlarmActions", _props.AlarmTopicArn);
    }

    private static string Arn(string service, string resource) => $"arn:{Aws.PARTITION}:{service}:{Aws.REGION}:{Aws.ACCOUNT_ID}:{resource}";

    private static PolicyDocument Policy(PolicyStatement[] statements) => new(new PolicyDocumentProps { Statements = statements });

    private static PolicyStatement Allow(string[] actions, string[] on, Dictionary<string, Dictionary<string, string>>? where = null) =>
        new(new PolicyStatementProps { Actions = actions, Resources = on, Conditions = where is null ? null : Conditions(where) });

    private static Dictionary<string, object> Conditions(Dictionary<string, Dictionary<string, string>> conditions) =>
        conditions.ToDictionary(condition => condition.Key, object (condition) => condition.Value);
}
