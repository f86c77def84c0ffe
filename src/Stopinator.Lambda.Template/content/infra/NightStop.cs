using Amazon.CDK;
//#if (httpApi)
using Amazon.CDK.AWS.Apigatewayv2;
//#endif
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
//#if (notifies || sns)
using Amazon.CDK.AWS.SNS;
//#endif
//#if (notifies)
using Amazon.CDK.AWS.SNS.Subscriptions;
//#endif
//#if (undelivers || keepsFailures || sqs)
using Amazon.CDK.AWS.SQS;
//#endif
using Constructs;

namespace Infra;

/// <summary>A function that stops and starts the EC2 instances of one tag, with its role, its schedules, queues and alarms.</summary>
public sealed partial class NightStop : Construct
{
    private readonly NightStopProps _props;

    /// <summary>Adds it to a stack.</summary>
    public NightStop(Construct scope, string id, NightStopProps props)
        : base(scope, id)
    {
        _props = props;

//#if (notifies)
        // AWS first sends a mail that asks to confirm the address.
        Topic = new Topic(this, "Topic");
        Topic.AddSubscription(new EmailSubscription(props.NotifyEmail));
//#endif
//#if (keepsFailures)
        // Events whose run failed three times, with the error.
        FailedRuns = AddQueue("FailedRuns");
//#endif
//#if (sqs)
        // Commands of other automation, one a message. The visibility timeout is longer than a run, and permits three attempts in an hour.
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

        // Each change is published as a version. The schedules invoke the version of the alias.
        Live = new Alias(this, "Live", new AliasProps { AliasName = "live", Version = Function.CurrentVersion });
        AddRetries();
        AddAlarm(
            "RunFailed", "A run failed, and no retry is left.",
            Function.Metric("AsyncEventsDropped", new MetricOptions { Statistic = "Sum" }));
//#if (undelivers)

        // Events that did not reach the function.
        var undelivered = AddQueue("UndeliveredEvents");
        AddAlarm(
            "EventsUndelivered",
            "An event did not reach the function. The queue UndeliveredEvents has the event and the reason.",
            undelivered.MetricApproximateNumberOfMessagesVisible(new MetricOptions { Statistic = "Maximum" }));
//#endif
//#if (scheduled)
        AddSchedules(undelivered);
//#endif
//#if (ruled)

        var (rules, events) = (Arn("events", $"rule/{props.Name}-*"), new ServicePrincipal("events.amazonaws.com"));
        Live.AddPermission("RulesMayInvoke", new Permission { Principal = events, SourceArn = rules });
        var send = Allow(["sqs:SendMessage"], [undelivered.QueueArn], new() { ["ArnLike"] = new() { ["aws:SourceArn"] = rules } });
        send.AddPrincipals(events);
        undelivered.AddToResourcePolicy(send);
//#endif
//#if (alarm)
        AddAlarmRule(undelivered);
//#endif
//#if (stateChange)
        AddStateChangeRule(undelivered);
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
            "A command in the queue failed three times. The log has the reason.",
            rejected.MetricApproximateNumberOfMessagesVisible(new MetricOptions { Statistic = "Maximum" }));
//#endif
//#if (sns)

        // Commands of other automation, one a notification.
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

    /// <summary>The topic that notifies of failures.</summary>
    public Topic Topic { get; }
//#endif
//#if (keepsFailures)

    /// <summary>The queue of the events whose run failed.</summary>
    public Queue FailedRuns { get; }
//#endif
//#if (httpApi)

    /// <summary>The API for use on demand.</summary>
    public HttpApi Api { get; }
//#endif

    private Role Bounded(Role role)
    {
        ((CfnResource)role.Node.DefaultChild!).AddPropertyOverride("PermissionsBoundary", _props.PermissionsBoundary);
        return role;
    }
//#if (undelivers || keepsFailures)

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
