using System.Globalization;
using System.Text.Json.Nodes;

namespace Stopinator.Tests.Shared.Triggers;

/// <summary>Events as SQS, SNS, CloudWatch and EC2 send them to a function.</summary>
internal static class TriggerEvents
{
    public const string Account = "123456789012";
    public const string Region = "us-east-1";
    public const string Queue = $"arn:aws:sqs:{Region}:{Account}:night-stop-commands";
    public const string Topic = $"arn:aws:sns:{Region}:{Account}:night-stop-commands";
    public const string AlarmArn = $"arn:aws:cloudwatch:{Region}:{Account}:alarm:idle-build-box";

    /// <summary>An alarm's event of EventBridge. A change may put other people's ideas into it.</summary>
    public static string Alarm(DateTimeOffset time, JsonArray metrics, string state = "ALARM", Action<JsonObject>? change = null) => Text(
        new JsonObject
        {
            ["version"] = "0",
            ["id"] = "c4c1c1c9-6542-e61b-6ef0-8c4d36933a92",
            ["detail-type"] = "CloudWatch Alarm State Change",
            ["source"] = "aws.cloudwatch",
            ["account"] = Account,
            ["time"] = Iso(time),
            ["region"] = Region,
            ["resources"] = new JsonArray(AlarmArn),
            ["detail"] = AlarmData(time, metrics, state),
        },
        change);

    /// <summary>The payload of an alarm's own Lambda action.</summary>
    public static string AlarmAction(DateTimeOffset time, JsonArray metrics, string state = "ALARM", Action<JsonObject>? change = null) =>
        Text(
        new JsonObject
        {
            ["source"] = "aws.cloudwatch",
            ["alarmArn"] = AlarmArn,
            ["accountId"] = Account,
            ["time"] = CloudWatchTime(time),
            ["region"] = Region,
            ["alarmData"] = AlarmData(time, metrics, state),
        },
        change);

    /// <summary>EC2's event about an instance that changed its state.</summary>
    public static string StateChange(DateTimeOffset time, string instanceId, string state = "running", Action<JsonObject>? change = null) =>
        Text(
        new JsonObject
        {
            ["version"] = "0",
            ["id"] = "7bf73129-1428-4cd3-a780-95db273d1602",
            ["detail-type"] = "EC2 Instance State-change Notification",
            ["source"] = "aws.ec2",
            ["account"] = Account,
            ["time"] = Iso(time),
            ["region"] = Region,
            ["resources"] = new JsonArray($"arn:aws:ec2:{Region}:{Account}:instance/{instanceId}"),
            ["detail"] = new JsonObject { ["instance-id"] = instanceId, ["state"] = state },
        },
        change);

    /// <summary>A batch of a queue. The ids of its messages are m0, m1 and so on.</summary>
    public static string Sqs(DateTimeOffset sent, IEnumerable<string> bodies, string queue = Queue) =>
        Records([.. bodies.Select((body, index) => Message(sent, body, string.Create(CultureInfo.InvariantCulture, $"m{index}"), queue))]);

    /// <summary>A notification of a topic.</summary>
    public static string Sns(DateTimeOffset sent, string message) => Records(Notification(sent, message));

    public static string Records(params JsonNode?[] records) => new JsonObject { ["Records"] = new JsonArray(records) }.ToJsonString();

    public static JsonObject Message(DateTimeOffset sent, string body, string id = "m0", string queue = Queue) => new()
    {
        ["messageId"] = id,
        ["receiptHandle"] = "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
        ["body"] = body,
        ["attributes"] = new JsonObject
        {
            ["ApproximateReceiveCount"] = "1",
            ["SentTimestamp"] = sent.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            ["SenderId"] = "AIDAIENQZJOLO23YVJ4VO",
            ["ApproximateFirstReceiveTimestamp"] = sent.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        },
        ["messageAttributes"] = new JsonObject(),
        ["md5OfBody"] = "098f6bcd4621d373cade4e832627b4f6",
        ["eventSource"] = "aws:sqs",
        ["eventSourceARN"] = queue,
        ["awsRegion"] = Region,
    };

    public static JsonObject Notification(DateTimeOffset sent, string message) => new()
    {
        ["EventVersion"] = "1.0",
        ["EventSubscriptionArn"] = $"{Topic}:21be56ed-a058-49f5-8c98-aedd2564c486",
        ["EventSource"] = "aws:sns",
        ["Sns"] = new JsonObject
        {
            ["Type"] = "Notification",
            ["MessageId"] = "95df01b4-ee98-5cb9-9903-4c221d41eb5e",
            ["TopicArn"] = Topic,
            ["Subject"] = null,
            ["Message"] = message,
            ["Timestamp"] = Iso(sent),
            ["SignatureVersion"] = "1",
            ["Signature"] = "EXAMPLE",
            ["MessageAttributes"] = new JsonObject(),
        },
    };

    /// <summary>A metric of an alarm.</summary>
    /// <param name="instanceId">Its dimension InstanceId; null for a metric without.</param>
    /// <param name="account">The account of the metric, where it is not left out.</param>
    public static JsonObject Metric(string? instanceId, string? account = null)
    {
        var metric = new JsonObject
        {
            ["id"] = "m1",
            ["metricStat"] = new JsonObject
            {
                ["metric"] = new JsonObject
                {
                    ["namespace"] = "AWS/EC2",
                    ["name"] = "CPUUtilization",
                    ["dimensions"] = instanceId is null ? new JsonObject { ["QueueName"] = "orders" } : new JsonObject { ["InstanceId"] = instanceId },
                },
                ["period"] = 300,
                ["stat"] = "Average",
            },
            ["returnData"] = true,
        };
        if (account is not null)
        {
            metric["accountId"] = account;
        }

        return metric;
    }

    /// <summary>A metric that is computed from others, or queried.</summary>
    public static JsonObject Expression(string expression) => new() { ["id"] = "e1", ["expression"] = expression, ["returnData"] = true };

    private static JsonObject AlarmData(DateTimeOffset time, JsonArray metrics, string state) => new()
    {
        ["alarmName"] = "idle-build-box",
        ["state"] = new JsonObject
        {
            ["value"] = state,
            ["reason"] = "Threshold Crossed: 12 datapoints were less than the threshold (5.0).",
            ["timestamp"] = CloudWatchTime(time),
        },
        ["previousState"] = new JsonObject { ["value"] = "OK", ["timestamp"] = CloudWatchTime(time - TimeSpan.FromHours(2)) },
        ["configuration"] = new JsonObject { ["description"] = "Idle for an hour.", ["metrics"] = metrics },
    };

    private static string Text(JsonObject json, Action<JsonObject>? change)
    {
        change?.Invoke(json);
        return json.ToJsonString();
    }

    private static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // CloudWatch writes the offset without a colon.
    private static string CloudWatchTime(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);
}
