using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SQS;
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

        // Events whose run failed three times, with the error.
        FailedRuns = AddQueue("FailedRuns");
        Function = AddFunction();

        // Each change is published as a version. The schedules invoke the version of the alias.
        Live = new Alias(this, "Live", new AliasProps { AliasName = "live", Version = Function.CurrentVersion });
        AddRetries();
        AddAlarm(
            "RunFailed", "A run failed, and no retry is left.",
            Function.Metric("AsyncEventsDropped", new MetricOptions { Statistic = "Sum" }));

        // Events that did not reach the function.
        var undelivered = AddQueue("UndeliveredEvents");
        AddAlarm(
            "EventsUndelivered",
            "An event did not reach the function. The queue UndeliveredEvents has the event and the reason.",
            undelivered.MetricApproximateNumberOfMessagesVisible(new MetricOptions { Statistic = "Maximum" }));
        AddSchedules(undelivered);
    }

    /// <summary>The function.</summary>
    public Function Function { get; }

    /// <summary>The version of the function that is invoked.</summary>
    public Alias Live { get; }

    /// <summary>The queue of the events whose run failed.</summary>
    public Queue FailedRuns { get; }

    private Role Bounded(Role role)
    {
        ((CfnResource)role.Node.DefaultChild!).AddPropertyOverride("PermissionsBoundary", _props.PermissionsBoundary);
        return role;
    }

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
