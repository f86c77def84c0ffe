using Amazon.CDK;
//#if (httpApi)
using Amazon.CDK.AWS.Apigatewayv2;
using Amazon.CDK.AwsApigatewayv2Authorizers;
using Amazon.CDK.AwsApigatewayv2Integrations;
//#endif
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
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

        // What has changed is published as a version; the schedules invoke the version that the alias names.
        Live = new Alias(this, "Live", new AliasProps { AliasName = "live", Version = Function.CurrentVersion });
        AddRetries();
        AddAlarm("RunFailed", "A run has failed for good.", Function.Metric("AsyncEventsDropped", new MetricOptions { Statistic = "Sum" }));
//#if (scheduled)
        AddSchedules();
//#endif
//#if (bridged || (scheduled && rule))

        Live.AddPermission("RulesMayInvoke", new Permission
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

        _ = new CfnEventSourceMapping(this, "CommandsToFunction", new CfnEventSourceMappingProps
        {
            EventSourceArn = Commands.QueueArn,
            FunctionName = Live.FunctionArn,
            BatchSize = 1,
            FunctionResponseTypes = ["ReportBatchItemFailures"],
            ScalingConfig = new CfnEventSourceMapping.ScalingConfigProperty { MaximumConcurrency = 2 },
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
            Subscription = new[] { new CfnTopic.SubscriptionProperty { Protocol = "lambda", Endpoint = Live.FunctionArn } },
        });
        Live.AddPermission("TopicMayInvoke", new Permission
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

    /// <summary>The version of the function that is invoked.</summary>
    public Alias Live { get; }
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
        ((CfnResource)logs.Node.DefaultChild!).AddPropertyOverride("KmsKeyId", _props.LogKeyArn);

//#if (image)
        var function = new DockerImageFunction(this, "Function", new DockerImageFunctionProps
//#else
        var function = new Function(this, "Function", new FunctionProps
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
//#if (tags)
            // The next tick is the retry.
            MaximumRetryAttempts = 0,
//#else
            // A run that failed, or that has a remainder, is repeated twice; each attempt works from the present state.
            MaximumRetryAttempts = 2,
//#endif
            DestinationConfig = new CfnEventInvokeConfig.DestinationConfigProperty
            {
//#if (notifies)
                OnFailure = new CfnEventInvokeConfig.OnFailureProperty { Destination = Topic.TopicArn },
//#else
                OnFailure = new CfnEventInvokeConfig.OnFailureProperty { Destination = FailedRuns.QueueArn },
//#endif
//#if (notifyReports)
                OnSuccess = new CfnEventInvokeConfig.OnSuccessProperty { Destination = Topic.TopicArn },
//#endif
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

    private Role Bounded(Role role)
    {
        ((CfnResource)role.Node.DefaultChild!).AddPropertyOverride("PermissionsBoundary", _props.PermissionsBoundary);
        return role;
    }
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
                Arn = Live.FunctionArn,
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
                Arn = Live.FunctionArn,
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
            Integration = new HttpLambdaIntegration("ApiToFunction", Live),
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
                Arn = Live.FunctionArn,
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
        var alarm = new Alarm(this, id, new AlarmProps
        {
            AlarmDescription = description,
            Metric = metric,
            EvaluationPeriods = 1,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_THRESHOLD,
            Threshold = 0,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
//#if (notifies)
        ((CfnResource)alarm.Node.DefaultChild!).AddPropertyOverride("AlarmActions", new object[] { Topic.TopicArn, _props.AlarmTopicArn });
//#else
        ((CfnResource)alarm.Node.DefaultChild!).AddPropertyOverride("AlarmActions", _props.AlarmTopicArn);
//#endif
    }

    private static string Arn(string service, string resource) => $"arn:{Aws.PARTITION}:{service}:{Aws.REGION}:{Aws.ACCOUNT_ID}:{resource}";

    private static PolicyDocument Policy(PolicyStatement[] statements) => new(new PolicyDocumentProps { Statements = statements });

    private static PolicyStatement Allow(string[] actions, string[] on, Dictionary<string, Dictionary<string, string>>? where = null) =>
        new(new PolicyStatementProps { Actions = actions, Resources = on, Conditions = where is null ? null : Conditions(where) });

    private static Dictionary<string, object> Conditions(Dictionary<string, Dictionary<string, string>> conditions) =>
        conditions.ToDictionary(condition => condition.Key, object (condition) => condition.Value);
}
