using Amazon.CDK;
//#if (httpApi)
using Amazon.CDK.AWS.Apigatewayv2;
using Amazon.CDK.AwsApigatewayv2Authorizers;
using Amazon.CDK.AwsApigatewayv2Integrations;
//#endif
using Amazon.CDK.AWS.CloudWatch;
//#if (notifies)
using Amazon.CDK.AWS.CloudWatch.Actions;
//#endif
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Lambda.Destinations;
using Amazon.CDK.AWS.Logs;
//#if (scheduled && !rule)
using Amazon.CDK.AWS.Scheduler;
//#endif
//#if (notifies || sns)
using Amazon.CDK.AWS.SNS;
//#endif
//#if (notifies)
using Amazon.CDK.AWS.SNS.Subscriptions;
//#endif
//#if (scheduled || !notifies || sqs)
using Amazon.CDK.AWS.SQS;
//#endif
using Constructs;
//#if ((scheduled && rule) || bridged)
using Events = Amazon.CDK.AWS.Events;
//#endif

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

//#if (notifies)
        // Sends a mail first that asks to confirm the address.
        Topic = new Topic(this, "Topic");
        Topic.AddSubscription(new EmailSubscription(props.NotifyEmail));
//#else
        // Events whose run failed three times, with what it said.
        FailedRuns = AddQueue("FailedRuns");
//#endif
//#if (sqs)
        // Commands of other automation, each a message. The time is longer than the function's, and short enough for three attempts in an hour.
        var rejected = new Queue(this, "RejectedCommands", new QueueProps
        {
            QueueName = $"{props.Name}-rejected-commands",
            RetentionPeriod = Duration.Days(14),
            Encryption = QueueEncryption.SQS_MANAGED,
        });
        Commands = new Queue(this, "Commands", new QueueProps
        {
            QueueName = $"{props.Name}-commands",
            VisibilityTimeout = Duration.Minutes(16),
            RetentionPeriod = Duration.Days(1),
            Encryption = QueueEncryption.SQS_MANAGED,
            DeadLetterQueue = new DeadLetterQueue { Queue = rejected, MaxReceiveCount = 3 },
        });
//#endif
        Function = AddFunction();
        AddAlarm("RunFailed", "A run has failed for good.", Function.Metric("AsyncEventsDropped", new MetricOptions { Statistic = "Sum" }));
//#if (scheduled)
        AddSchedules();
//#endif
//#if (bridged || (scheduled && rule))

        Function.AddPermission("RulesMayInvoke", new Permission
        {
            Principal = new ServicePrincipal("events.amazonaws.com"),
            SourceArn = Arn("events", $"rule/{props.Name}-*"),
        });
//#endif
//#if (alarm)

        // An alarm with such a name stops the instance of its metric.
        AddEventRule("AlarmRule", "alarm", new Dictionary<string, object>
        {
            ["source"] = new[] { "aws.cloudwatch" },
            ["detail-type"] = new[] { "CloudWatch Alarm State Change" },
            ["detail"] = new Dictionary<string, object>
            {
                ["alarmName"] = new[] { new Dictionary<string, string> { ["prefix"] = $"{props.Name}-idle-" } },
                ["state"] = new Dictionary<string, object> { ["value"] = new[] { "ALARM" } },
            },
        });
//#endif
//#if (stateChange)

        // An instance that was started against its schedule is stopped again, and nothing is ever started.
        AddEventRule("StateChangeRule", "state-change", new Dictionary<string, object>
        {
            ["source"] = new[] { "aws.ec2" },
            ["detail-type"] = new[] { "EC2 Instance State-change Notification" },
            ["detail"] = new Dictionary<string, object> { ["state"] = new[] { "running" } },
        });
//#endif
//#if (sqs)

        _ = new EventSourceMapping(this, "CommandsToFunction", new EventSourceMappingProps
        {
            EventSourceArn = Commands.QueueArn,
            Target = Function,
            BatchSize = 10,
            ReportBatchItemFailures = true,
            MaxConcurrency = 2,
        });
        AddAlarm(
            "CommandsRejected",
            "A command in the queue has failed for good; the log says why.",
            rejected.MetricApproximateNumberOfMessagesVisible(new MetricOptions { Statistic = "Maximum" }));
//#endif
//#if (sns)

        // Commands of other automation, each a notification.
        CommandsTopic = new CfnTopic(this, "CommandsTopic", new CfnTopicProps
        {
            TopicName = $"{props.Name}-commands",
            Subscription = new[] { new CfnTopic.SubscriptionProperty { Protocol = "lambda", Endpoint = Function.FunctionArn } },
        });
        Function.AddPermission("TopicMayInvoke", new Permission
        {
            Principal = new ServicePrincipal("sns.amazonaws.com"),
            SourceArn = CommandsTopic.Ref,
        });
//#endif
//#if (httpApi)
        Api = AddApi();
//#endif
    }

    /// <summary>The function.</summary>
    public Function Function { get; }
//#if (sqs)

    /// <summary>The queue of commands.</summary>
    public Queue Commands { get; }
//#endif
//#if (sns)

    /// <summary>The topic of commands.</summary>
    public CfnTopic CommandsTopic { get; }
//#endif
//#if (notifies)

    /// <summary>The topic that tells what goes wrong.</summary>
    public Topic Topic { get; }
//#else

    /// <summary>The queue of the events whose run failed.</summary>
    public Queue FailedRuns { get; }
//#endif
//#if (httpApi)

    /// <summary>The API for use on demand.</summary>
    public HttpApi Api { get; }
//#endif

    private Function AddFunction()
    {
        var logs = new LogGroup(this, "Logs", new LogGroupProps
        {
            LogGroupName = $"/aws/lambda/{_props.Name}",
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        ((CfnResource)logs.Node.DefaultChild!).CfnOptions.UpdateReplacePolicy = CfnDeletionPolicy.RETAIN;

//#if (image)
        return new DockerImageFunction(this, "Function", new DockerImageFunctionProps
//#else
        return new Function(this, "Function", new FunctionProps
//#endif
        {
            FunctionName = _props.Name,
            Description = $"Stops and starts the EC2 instances tagged {_props.TagKey}={_props.TagValue}.",
//#if (image && architecture == "arm64")
            Code = DockerImageCode.FromImageAsset("..", new AssetImageCodeProps
            {
                File = "infra/Dockerfile",
                Platform = Amazon.CDK.AWS.Ecr.Assets.Platform_.LINUX_ARM64,
            }),
//#elseif (image)
            Code = DockerImageCode.FromImageAsset("..", new AssetImageCodeProps
            {
                File = "infra/Dockerfile",
                Platform = Amazon.CDK.AWS.Ecr.Assets.Platform_.LINUX_AMD64,
            }),
//#elseif (managed)
            Code = Code.FromAsset("../publish"),
            Runtime = new Runtime("dotnet10"),
            Handler = "__AssemblyName__",
//#else
            Code = Code.FromAsset("../publish"),
            Runtime = Runtime.PROVIDED_AL2023,
            Handler = "bootstrap",
//#endif
//#if (architecture == "arm64")
            Architecture = Architecture.ARM_64,
//#else
            Architecture = Architecture.X86_64,
//#endif
            MemorySize = 512,
            Timeout = Duration.Minutes(15),
            Role = AddFunctionRole(logs).WithoutPolicyUpdates(),
            LogGroup = logs,
            Environment = new Dictionary<string, string>(_props.Variables)
            {
//#if (tags)
                ["STOPINATOR_RECONCILE_INTERVAL"] = $"{_props.EveryMinutes}m",
//#endif
                ["STOPINATOR_DRY_RUN"] = _props.DryRun,
            },
            MaxEventAge = Duration.Hours(1),

//#if (tags)
            // The next tick is the retry.
            RetryAttempts = 0,
//#else
            // A run that failed, or that has a remainder, is repeated twice; each attempt works from the present state.
            RetryAttempts = 2,
//#endif
//#if (notifies)
            OnFailure = new SnsDestination(Topic),
//#else
            OnFailure = new SqsDestination(FailedRuns),
//#endif
//#if (notifyReports)
            OnSuccess = new SnsDestination(Topic),
//#endif
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
//#if (tags)
                    // Only what carries a schedule.
                    ["Null"] = new() { ["aws:ResourceTag/stopinator:schedule"] = "false" },
//#endif
                }),
//#if (kmsKeyArn != "")
                // EC2, starting an instance, lends itself the key of its volumes. Nobody else, and for nothing else.
                Allow(["kms:CreateGrant"], [_props.KmsKeyArn], new()
                {
                    ["Bool"] = new() { ["kms:GrantIsForAWSResource"] = "true" },
                    ["StringLike"] = new() { ["kms:ViaService"] = "ec2.*.amazonaws.com" },
                    ["ForAllValues:StringEquals"] = new()
                    {
                        ["kms:GrantOperations"] = "Decrypt",
                        ["kms:EncryptionContextKeys"] = "aws:ebs:id",
                    },
                    ["Null"] = new() { ["kms:GrantOperations"] = "false", ["kms:EncryptionContextKeys"] = "false" },
                }),
//#endif
//#if (sourced)
                // The schedules by name, and nothing beside them.
//#if (inS3)
                Allow(["s3:GetObject"], [$"arn:{Aws.PARTITION}:s3:::__SchedulesName__"]),
//#elseif (underPath)
                Allow(["ssm:GetParametersByPath"], [Arn("ssm", "parameter__SchedulesName__"), Arn("ssm", "parameter__SchedulesName__/*")]),
//#else
                Allow(["ssm:GetParameter"], [Arn("ssm", "parameter__SchedulesName__")]),
//#endif
//#endif
            ]),
            ["records"] = Policy([
                Allow(["logs:CreateLogStream", "logs:PutLogEvents"], [logs.LogGroupArn]),
//#if (notifies)
                Allow(["sns:Publish"], [Topic.TopicArn]),
//#else
                Allow(["sqs:SendMessage"], [FailedRuns.QueueArn]),
//#endif
            ]),
//#if (sqs)
            ["commands"] = Policy([Allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], [Commands.QueueArn])]),
//#endif
        },
    });
//#if (scheduled)

    private void AddSchedules()
    {
        // Events that did not reach the function.
        var undelivered = AddQueue("UndeliveredEvents");

        AddAlarm(
            "EventsUndelivered",
            "A schedule could not reach the function; the queue UndeliveredEvents says why.",
            undelivered.MetricApproximateNumberOfMessagesVisible(new MetricOptions { Statistic = "Maximum" }));

//#if (rule)
        var rules = Arn("events", $"rule/{_props.Name}-*");
        var events = new ServicePrincipal("events.amazonaws.com");
        var send = Allow(["sqs:SendMessage"], [undelivered.QueueArn], new() { ["ArnLike"] = new() { ["aws:SourceArn"] = rules } });
        send.AddPrincipals(events);
        undelivered.AddToResourcePolicy(send);
//#else
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
//#endif
//#if (stops && rule)
        AddRule("StopRule", "stop", _props.Stop, undelivered);
//#elseif (stops)
        AddSchedule("StopSchedule", "stop", _props.Stop, _props.TimeZone, role, undelivered);
//#endif
//#if (starts && rule)
        AddRule("StartRule", "start", _props.Start, undelivered);
//#elseif (starts)
        AddSchedule("StartSchedule", "start", _props.Start, _props.TimeZone, role, undelivered);
//#endif
//#if (tags && rule)
        AddRule("ReconcileRule", "reconcile", $"rate({_props.EveryMinutes} minutes)", undelivered);
//#elseif (tags)
        AddSchedule("ReconcileSchedule", "reconcile", $"rate({_props.EveryMinutes} minutes)", null, role, undelivered);
//#endif
    }

//#if (rule)
    // A rule knows only UTC. Where clocks change, its times on the wall move by an hour twice a year.
    private void AddRule(string id, string action, string expression, Queue undelivered) => _ = new Events.CfnRule(this, id, new Events.CfnRuleProps
    {
        Name = $"{_props.Name}-{action}",
        ScheduleExpression = expression,
        State = _props.Schedules,
        Targets = new[]
        {
            new Events.CfnRule.TargetProperty
            {
                Id = "function",
                Arn = Function.FunctionArn,
                InputTransformer = new Events.CfnRule.InputTransformerProperty
                {
                    InputPathsMap = new Dictionary<string, string> { ["time"] = "$.time", ["id"] = "$.id" },
                    InputTemplate = $$"""{"action":"{{action}}","scheduledTime":<time>,"executionId":<id>}""",
                },
                RetryPolicy = new Events.CfnRule.RetryPolicyProperty { MaximumEventAgeInSeconds = 900, MaximumRetryAttempts = 10 },
                DeadLetterConfig = new Events.CfnRule.DeadLetterConfigProperty { Arn = undelivered.QueueArn },
            },
        },
    });
//#else
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
//#endif
//#endif
//#if (httpApi)

    // Only for callers whom IAM allows execute-api:Invoke.
    private HttpApi AddApi()
    {
        var api = new HttpApi(this, "Api", new HttpApiProps { ApiName = _props.Name });
        api.AddRoutes(new AddRoutesOptions
        {
            Path = "/",
            Methods = [Amazon.CDK.AWS.Apigatewayv2.HttpMethod.POST],
            Integration = new HttpLambdaIntegration("ApiToFunction", Function),
            Authorizer = new HttpIamAuthorizer(),
        });
        return api;
    }
//#endif
//#if (bridged)

    private void AddEventRule(string id, string name, Dictionary<string, object> pattern) => _ = new Events.CfnRule(this, id, new Events.CfnRuleProps
    {
        Name = $"{_props.Name}-{name}",
        EventPattern = pattern,
//#if (scheduled)
        State = _props.Schedules,
//#endif
        Targets = new[]
        {
            new Events.CfnRule.TargetProperty
            {
                Id = "function",
                Arn = Function.FunctionArn,
                RetryPolicy = new Events.CfnRule.RetryPolicyProperty { MaximumEventAgeInSeconds = 900, MaximumRetryAttempts = 10 },
            },
        },
    });
//#endif
//#if (scheduled || !notifies)

    private Queue AddQueue(string id) =>
        new(this, id, new QueueProps { RetentionPeriod = Duration.Days(14), Encryption = QueueEncryption.SQS_MANAGED });
//#endif

    private void AddAlarm(string id, string description, Metric metric)
    {
//#if (notifies)
        var alarm = new Alarm(this, id, new AlarmProps
//#else
        _ = new Alarm(this, id, new AlarmProps
//#endif
        {
            AlarmDescription = description,
            Metric = metric,
            EvaluationPeriods = 1,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_THRESHOLD,
            Threshold = 0,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
//#if (notifies)
        alarm.AddAlarmAction(new SnsAction(Topic));
//#endif
    }

    private static string Arn(string service, string resource) => $"arn:{Aws.PARTITION}:{service}:{Aws.REGION}:{Aws.ACCOUNT_ID}:{resource}";

    private static PolicyDocument Policy(PolicyStatement[] statements) => new(new PolicyDocumentProps { Statements = statements });

    private static PolicyStatement Allow(string[] actions, string[] on, Dictionary<string, Dictionary<string, string>>? where = null) =>
        new(new PolicyStatementProps { Actions = actions, Resources = on, Conditions = where is null ? null : Conditions(where) });

    private static Dictionary<string, object> Conditions(Dictionary<string, Dictionary<string, string>> conditions) =>
        conditions.ToDictionary(condition => condition.Key, object (condition) => condition.Value);
}
