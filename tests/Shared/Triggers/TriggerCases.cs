using System.Text.Json.Nodes;

namespace Stopinator.Tests.Shared.Triggers;

/// <summary>
/// The sample events of each trigger and their hostile variants, for a function whose scope is Env=dev and whose settings permit alarms and
/// state changes, on the fleet of the ids below.
/// </summary>
internal sealed class TriggerCases(DateTimeOffset now)
{
    /// <summary>Runs, in scope, and its schedule is off.</summary>
    public const string Idle = "i-0000000000000000a";

    /// <summary>Runs, in scope, and its schedule is 24x7.</summary>
    public const string Wanted = "i-0000000000000000b";

    /// <summary>Is stopped, in scope, and its schedule is 24x7.</summary>
    public const string Asleep = "i-0000000000000000c";

    /// <summary>Runs, in scope, without a schedule.</summary>
    public const string Plain = "i-0000000000000000d";

    /// <summary>Runs since just now, in scope, and its schedule is off.</summary>
    public const string Recent = "i-0000000000000000e";

    /// <summary>Runs, out of scope, and its schedule is off.</summary>
    public const string Others = "i-0000000000000000f";

    private const string Unknown = "i-0123456789abcdef0";
    private const string Malformed = "MalformedEventException";
    private const string NotPermitted = "EventNotPermittedException";
    private const string Stale = "StaleEventException";
    private const string Failed = "RunFailedException";
    private const string NobodyFailed = """{"batchItemFailures":[]}""";
    private const string FirstFailed = """{"batchItemFailures":[{"itemIdentifier":"m0"}]}""";

    public static string[] Ids => [Idle, Wanted, Asleep, Plain, Recent, Others];

    private static string Stop(string id) => $$$"""{"action":"stop","selector":{"ids":["{{{id}}}"]}}""";

    /// <summary>An event of each trigger as it should be.</summary>
    public IEnumerable<TriggerCase> Samples() =>
    [
        new("alarm", Alarm(Idle), null, "1 accepted", Idle),
        new("alarm's own action", Action(Plain), null, "1 accepted", Plain),
        new("alarm of two metrics of one instance", TriggerEvents.Alarm(now, [TriggerEvents.Metric(Idle), TriggerEvents.Metric(Idle), TriggerEvents.Expression("m1+m2")]), null, "1 accepted", Idle),
        new("alarm that is OK", TriggerEvents.Alarm(now, [TriggerEvents.Metric(Idle)], "OK"), null, "is OK, and only ALARM stops. Nothing was done."),
        new("action without data", TriggerEvents.AlarmAction(now, [TriggerEvents.Metric(Idle)], "INSUFFICIENT_DATA"), null, "is INSUFFICIENT_DATA, and only ALARM stops"),
        new("alarm of a stopped instance", Alarm(Asleep), null, "1 already there"),
        new("started out of its hours", TriggerEvents.StateChange(now, Idle), null, "1 accepted", Idle),
        new("started within its hours", TriggerEvents.StateChange(now, Wanted), null, "1 already there"),
        new("started without a schedule", TriggerEvents.StateChange(now, Plain), null, "of 0 instances"),
        .. ((string[])["pending", "stopping", "stopped", "shutting-down", "terminated"]).Select(state =>
            new TriggerCase($"change to {state}", TriggerEvents.StateChange(now, Idle, state), null, $"is {state}, and only a change to running can stop it")),
        new("message", TriggerEvents.Sqs(now, [Stop(Plain)]), null, NobodyFailed, Plain),
        new("notification", TriggerEvents.Sns(now, Stop(Plain)), null, "1 accepted", Plain),
    ];

    /// <summary>Other events: those of other people, mistakes, repetitions, and attacks.</summary>
    public IEnumerable<TriggerCase> Hostile() => [.. Alarms(), .. Changes(), .. Messages(), .. Notifications()];

    /// <summary>All of them.</summary>
    public IEnumerable<TriggerCase> All() => [.. Samples(), .. Hostile()];

    private IEnumerable<TriggerCase> Alarms() =>
    [
        new("alarm of other people's instance", Alarm(Others), null, "outside-scope"),
        new("alarm of an unknown instance", Alarm(Unknown), Failed, "1 not found"),
        new(
            "alarm of another account", Alarm(Idle, json => json["account"] = "999999999999"), NotPermitted,
            "the account '999999999999', and the function works in 123456789012; nothing was done."),
        new(
            "alarm of another region", Alarm(Idle, json => json["region"] = "eu-west-1"), NotPermitted,
            "the region 'eu-west-1', and the function works in us-east-1; nothing was done."),
        new("action of another account", Action(Idle, json => json["accountId"] = "999999999999"), NotPermitted, "the account '999999999999'"),
        new("action of another region", Action(Idle, json => json["region"] = "eu-west-1"), NotPermitted, "the region 'eu-west-1'"),
        new("alarm of no account", Alarm(Idle, json => json.Remove("account")), Malformed, "has no 'account'"),
        new("alarm of no region", Alarm(Idle, json => json.Remove("region")), Malformed, "has no 'region'"),
        new("composite alarm", Alarm(Idle, json => json["detail"]!["configuration"] = Composite()), Malformed, "is a composite alarm"),
        new("action of a composite alarm", Action(Idle, json => json["alarmData"]!["configuration"] = Composite()), Malformed, "is a composite alarm"),
        new("composite alarm with metrics", Alarm(Idle, json => json["detail"]!["configuration"]!["alarmRule"] = "ALARM(x)"), Malformed, "is a composite alarm"),
        new("alarm of two instances", TriggerEvents.Alarm(now, [TriggerEvents.Metric(Idle), TriggerEvents.Metric(Plain)]), Malformed, "watches 2 instances"),
        new("alarm of mine and theirs", TriggerEvents.Alarm(now, [TriggerEvents.Metric(Others), TriggerEvents.Metric(Idle)]), Malformed, "watches 2 instances"),
        new("alarm of a queue", TriggerEvents.Alarm(now, [TriggerEvents.Metric(null)]), Malformed, "no metric with the dimension 'InstanceId'"),
        new(
            "alarm of a metric without dimensions",
            Alarm(Idle, json => MetricOf(json).Remove("dimensions")),
            Malformed,
            "no metric with the dimension"),
        new("alarm of a query", TriggerEvents.Alarm(now, [TriggerEvents.Expression("SELECT AVG(CPUUtilization) FROM SCHEMA(\"AWS/EC2\", InstanceId)")]), Malformed, "no metric with the dimension"),
        new("alarm of no metric", TriggerEvents.Alarm(now, []), Malformed, "no metric with the dimension"),
        new("alarm of a metric of another account", TriggerEvents.Alarm(now, [TriggerEvents.Metric(Idle, "999999999999")]), Malformed, "a metric of the account '999999999999'"),
        new("alarm of an id with a command", Alarm("i-123; rm -rf /"), Malformed, "names no instance of EC2"),
        new("alarm of every id", Alarm("*"), Malformed, "names no instance of EC2"),
        new("alarm of an empty id", Alarm(""), Malformed, "names no instance of EC2"),
        new(
            "alarm of a list of ids", Alarm(Idle, json => MetricOf(json)["dimensions"]!["InstanceId"] = new JsonArray(Idle)), Malformed,
            "it takes a string"),
        new("alarm in small letters", TriggerEvents.Alarm(now, [TriggerEvents.Metric(Idle)], "alarm"), Malformed, "is 'alarm'; an alarm is ALARM"),
        new("alarm without a state", Alarm(Idle, json => json["detail"]!.AsObject().Remove("state")), Malformed, "has no 'state'"),
        new("alarm without a time", Alarm(Idle, json => json.Remove("time")), Malformed, "has no 'time'"),
        new("alarm of yesterday", TriggerEvents.Alarm(now.AddDays(-1), [TriggerEvents.Metric(Idle)]), Stale, "24:00:"),
        new("alarm of tomorrow", TriggerEvents.Alarm(now.AddDays(1), [TriggerEvents.Metric(Idle)]), Malformed, "in the future"),
        new("alarm of an application", Alarm(Idle, json => json["source"] = "com.example"), Malformed, "from 'com.example'"),
        new("action of an application", Action(Idle, json => json["source"] = "com.example"), Malformed, "'source' of an alarm event"),
        new("alarm with a start beside", Alarm(Asleep, json => json["action"] = "start"), null, "1 already there"),
        new("alarm from before the last start", TriggerEvents.Alarm(now.AddMinutes(-10), [TriggerEvents.Metric(Recent)]), null, "was started after that"),
        new("alarm from an archive", TriggerEvents.Alarm(now.AddMinutes(-10), [TriggerEvents.Metric(Recent)], change: json => json["replay-name"] = "again"), null, "was started after that"),
    ];

    private IEnumerable<TriggerCase> Changes() =>
    [
        new("start of other people's instance", TriggerEvents.StateChange(now, Others), null, "outside-scope"),
        new("start of an unknown instance", TriggerEvents.StateChange(now, Unknown), null, "of 0 instances"),
        new("start in another account", Change(Idle, json => json["account"] = "999999999999"), NotPermitted, "the account '999999999999'"),
        new("start in another region", Change(Idle, json => json["region"] = "eu-west-1"), NotPermitted, "the region 'eu-west-1'"),
        new("start of what is stopped and should run", TriggerEvents.StateChange(now, Asleep), null, "a state change starts nothing"),
        new("start of yesterday", TriggerEvents.StateChange(now.AddDays(-1), Idle), Stale, "24:00:"),
        new("start of tomorrow", TriggerEvents.StateChange(now.AddDays(1), Idle), Malformed, "in the future"),
        new("start before the last", TriggerEvents.StateChange(now.AddMinutes(-10), Recent), null, "was started after that"),
        new("change without detail", Change(Idle, json => json.Remove("detail")), Malformed, "has no 'detail'"),
        new("change of nothing", Change(Idle, json => json["detail"]!.AsObject().Remove("instance-id")), Malformed, "has no 'instance-id'"),
        new("change of a list", Change(Idle, json => json["detail"]!["instance-id"] = new JsonArray(Idle, Plain)), Malformed, "it takes a string"),
        new("change of an id with a command", TriggerEvents.StateChange(now, "i-1 or all"), Malformed, "names no instance of EC2"),
        new("change to no state", TriggerEvents.StateChange(now, Idle, "RUNNING"), Malformed, "which is not a state of EC2"),
        new("change from an application", Change(Idle, json => json["source"] = "com.example"), Malformed, "from 'com.example'"),
        new("change with a selector", Change(Wanted, json => json["detail"]!["selector"] = "all"), null, "1 already there"),
        new("other event of EC2", Change(Idle, json => json["detail-type"] = "EC2 Spot Instance Interruption Warning"), Malformed, "which is not accepted"),
    ];

    private IEnumerable<TriggerCase> Messages() =>
    [
        new("no records", TriggerEvents.Records(), Malformed, "has no records"),
        new("records of a bucket", TriggerEvents.Records(new JsonObject { ["eventSource"] = "aws:s3" }), Malformed, "The records are of 'aws:s3'"),
        new("records that are text", """{"Records":"all"}""", Malformed, "it takes an array"),
        new("record that is text", """{"Records":["stop"]}""", Malformed, "it takes an object"),
        new("records with a command beside", TriggerEvents.Sqs(now, [Stop(Plain)]).Insert(1, "\"action\":\"stop\","), Malformed, "'action' is not a property"),
        new("message and notification", TriggerEvents.Records(TriggerEvents.Message(now, Stop(Plain)), TriggerEvents.Notification(now, Stop(Plain))), Malformed, "has no 'eventSource'"),
        new("message and change of a table", TriggerEvents.Records(TriggerEvents.Message(now, Stop(Plain)), new JsonObject { ["eventSource"] = "aws:dynamodb" }), Malformed, "holds a record of 'aws:dynamodb'"),
        new("message without an id", TriggerEvents.Records(Without(TriggerEvents.Message(now, Stop(Plain)), "messageId")), Malformed, "has no 'messageId'"),
        new("message of other people's instance", TriggerEvents.Sqs(now, [Stop(Others)]), null, NobodyFailed),
        new("message that is no JSON", TriggerEvents.Sqs(now, ["stop"]), null, FirstFailed),
        new("message beyond the settings", TriggerEvents.Sqs(now, ["""{"action":"stop","stopMode":"force"}"""]), null, FirstFailed),
        new("message of an alarm", TriggerEvents.Sqs(now, [Alarm(Idle)]), null, FirstFailed),
        new("message of a batch", TriggerEvents.Sqs(now, [TriggerEvents.Sqs(now, [Stop(Plain)])]), null, FirstFailed),
        new("message whose answer is awaited", TriggerEvents.Sqs(now, ["""{"action":"stop","synchronous":true}"""]), null, FirstFailed),
        new("message of yesterday", TriggerEvents.Sqs(now.AddDays(-1), [Stop(Plain)]), null, FirstFailed),
        new("message of no time", TriggerEvents.Records(With(TriggerEvents.Message(now, Stop(Plain)), json => json["attributes"]!["SentTimestamp"] = "now")), null, FirstFailed),
        new("good message after a bad one", TriggerEvents.Sqs(now, ["{", Stop(Plain)]), null, FirstFailed, Plain),
        new("good message after a bad one, in order", TriggerEvents.Sqs(now, [Stop(Plain), "{", Stop(Idle)], $"{TriggerEvents.Queue}.fifo"), null, """{"batchItemFailures":[{"itemIdentifier":"m1"},{"itemIdentifier":"m2"}]}""", Plain),
    ];

    private IEnumerable<TriggerCase> Notifications() =>
    [
        new("two notifications", TriggerEvents.Records(TriggerEvents.Notification(now, Stop(Plain)), TriggerEvents.Notification(now, Stop(Idle))), Malformed, "has 2 records"),
        new("notification of nothing", TriggerEvents.Records(new JsonObject { ["EventSource"] = "aws:sns" }), Malformed, "has no 'Sns'"),
        new("notification for people", TriggerEvents.Sns(now, "The night has begun."), Malformed, "not JSON"),
        new("notification of an alarm", TriggerEvents.Sns(now, """{"AlarmName":"idle","NewStateValue":"ALARM","Trigger":{}}"""), Malformed, "'AlarmName' is not a property of a command"),
        new("notification of yesterday", TriggerEvents.Sns(now.AddDays(-1), Stop(Plain)), Stale, "24:00:"),
        new("notification beyond the settings", TriggerEvents.Sns(now, """{"action":"stop","allow":["protected-by-tag"]}"""), NotPermitted, "'protected-by-tag'"),
        new("notification of other people's instance", TriggerEvents.Sns(now, Stop(Others)), null, "outside-scope"),
    ];

    private static JsonObject MetricOf(JsonObject alarm) =>
        alarm["detail"]!["configuration"]!["metrics"]![0]!["metricStat"]!["metric"]!.AsObject();

    private string Alarm(string id, Action<JsonObject>? change = null) =>
        TriggerEvents.Alarm(now, [TriggerEvents.Metric(id)], change: change);

    private string Action(string id, Action<JsonObject>? change = null) =>
        TriggerEvents.AlarmAction(now, [TriggerEvents.Metric(id)], change: change);

    private string Change(string id, Action<JsonObject> change) => TriggerEvents.StateChange(now, id, change: change);

    private static JsonObject Composite() => new() { ["alarmRule"] = "ALARM(idle) AND ALARM(night)" };

    private static JsonObject Without(JsonObject json, string name) => With(json, each => each.Remove(name));

    private static JsonObject With(JsonObject json, Action<JsonObject> change)
    {
        change(json);
        return json;
    }
}

/// <summary>An event, and the right answer to it.</summary>
/// <param name="Name">A name for the case.</param>
/// <param name="Json">The event.</param>
/// <param name="Error">The error of the invocation; null when it succeeds.</param>
/// <param name="Says">A part of the error's message, or of the answer.</param>
/// <param name="Stops">The instances that the event stops, and no other.</param>
internal sealed record TriggerCase(string Name, string Json, string? Error, string Says, params string[] Stops);
