using Stopinator.Lambda.Tests.Support;

namespace Stopinator.Lambda.Tests.Events;

/// <summary>Malformed and hostile events: each is refused with a message that helps, EC2 hears nothing of it, and the next event is served.</summary>
public sealed class BadEventTests
{
    private const string Id = "i-0123456789abcdef0";

    private static readonly Dictionary<string, (string Json, Type Refusal, string Says)> Events = new(StringComparer.Ordinal)
    {
        // No JSON, or not the JSON of an event.
        ["no JSON"] = Malformed("stop", "not JSON"),
        ["cut off"] = Malformed("""{"action":"st""", "not JSON"),
        ["two values"] = Malformed("""{"action":"stop"} {"action":"start"}""", "not JSON"),
        ["comment"] = Malformed("""{/* now */"action":"stop"}""", "not JSON"),
        ["trailing comma"] = Malformed("""{"action":"stop",}""", "not JSON"),
        ["byte order mark twice"] = Malformed("\uFEFF\uFEFF{\"action\":\"stop\"}", "not JSON"),
        ["array"] = Malformed("""[{"action":"stop"}]""", "The event is '[{"),
        ["text"] = Malformed("\"stop\"", "The event is '\"stop\"'"),
        ["number"] = Malformed("42", "The event is '42'"),
        ["true"] = Malformed("true", "The event is 'true'"),
        ["deep"] = Malformed(string.Concat(Enumerable.Repeat("""{"and":[""", 500)), "not JSON"),
        ["huge"] = Malformed($$"""{"action":"stop","executionId":"{{new string('x', 1024 * 1024)}}"}""", "bytes; it may have up to 1048576"),
        ["property twice"] = Malformed("""{"action":"stop","dryRun":true,"dryRun":false}""", "not JSON"),
        ["action twice"] = Malformed("""{"action":"start","action":"stop"}""", "not JSON"),

        // Properties.
        ["unknown property"] = Malformed(
            """{"action":"stop","force":true}""", "'force' is not a property of a command, which takes action, "),
        ["misspelled property"] = Malformed("""{"action":"stop","dryrun":true}""", "Did you mean 'dryRun'?"),
        ["scope of its own"] = Malformed("""{"action":"stop","scope":"all"}""", "'scope' is not a property"),
        ["guards of its own"] = Malformed("""{"action":"stop","guards":{"maxInstances":100000}}""", "'guards' is not a property"),
        ["environment of its own"] = Malformed("""{"action":"stop","STOPINATOR_SCOPE":"all"}""", "'STOPINATOR_SCOPE' is not a property"),
        ["endpoint of its own"] = Malformed("""{"action":"stop","endpointUrl":"http://203.0.113.7/"}""", "'endpointUrl' is not a property"),
        ["region of its own"] = Malformed("""{"action":"stop","region":"eu-west-1"}""", "'region' is not a property"),
        ["control characters in a name"] = Malformed("""{"action":"stop","dry\u0000Run\u202E":true}""", "\\u0000"),

        // Values.
        ["unknown action"] = Malformed("""{"action":"terminate"}""", "it takes start, stop, reboot"),
        ["action of a later version"] = Malformed("""{"action":"hibernate"}""", "it takes start, stop, reboot, reconcile, undo."),
        ["undo, misspelled"] = Malformed("""{"action":"undi"}""", "Did you mean 'undo'?"),
        ["action in capitals"] = Malformed("""{"action":"STOP"}""", "Did you mean 'stop'?"),
        ["action as a number"] = Malformed("""{"action":1}""", "'action' of a command is '1'; it takes a string"),
        ["action as null"] = Malformed("""{"action":null}""", "it takes a string"),
        ["half a character"] = Malformed("""{"action":"\ud800"}""", "not JSON"),
        ["half a character in a name"] = Malformed("""{"action":"stop","\ud800":1}""", "not JSON"),
        ["half a character in a selector"] = Malformed("""{"action":"stop","selector":{"tag":"Env","\udfff":["dev"]}}""", "not JSON"),
        ["dry run as text"] = Malformed("""{"action":"stop","dryRun":"true"}""", "it takes true or false"),
        ["limit below zero"] = Malformed("""{"action":"stop","maxInstances":-1}""", "it takes a whole number, 0 or more"),
        ["limit with a fraction"] = Malformed("""{"action":"stop","maxInstances":1.5}""", "it takes a whole number"),
        ["limit beyond numbers"] = Malformed("""{"action":"stop","maxInstances":99999999999}""", "it takes a whole number"),
        ["stop mode"] = Malformed("""{"action":"stop","stopMode":"kill"}""", "it takes normal, hibernate, skip-os-shutdown, force"),
        ["stop mode of a start"] = Malformed("""{"action":"start","stopMode":"hibernate"}""", "which only a stop and a reconcile take"),
        ["rule that nothing lifts"] = Malformed("""{"action":"stop","allow":["outside-scope"]}""", "holds 'outside-scope'"),
        ["rules that are not all text"] = Malformed(
            """{"action":"stop","allow":["spot",5]}""", "'allow' of a command is '[\"spot\",5]'; it takes an array of strings"),
        ["duration"] = Malformed("""{"action":"start","onlyStoppedWithin":"16"}""", "16h"),
        ["time of no day"] = Malformed(
            """{"action":"stop","scheduledTime":"2026-02-30T19:00:00Z"}""",
            "'scheduledTime' of a command is '2026-02-30T19:00:00Z'; it takes a time such as"),
        ["time as a number"] = Malformed("""{"action":"stop","scheduledTime":1795201183}""", "it takes a string"),
        ["time to come"] = Malformed("""{"action":"stop","scheduledTime":"2036-11-20T19:00:00Z"}""", "in the future"),
        ["placeholder that nobody replaced"] = Malformed("""{"action":"stop","scheduledTime":"<aws.scheduler.scheduled-time>"}""", "placeholder"),

        // Selectors.
        ["selector as null"] = Malformed("""{"action":"stop","selector":null}""", "'selector' of a command cannot be read"),
        ["selector that is empty"] = Malformed("""{"action":"stop","selector":{}}""", "'selector' of a command cannot be read"),
        ["selector as text"] = Malformed("""{"action":"stop","selector":"tag:Role=web"}""", """It is {"tag":"Role","values":["web"]}."""),
        ["selector of a bad id"] = Malformed("""{"action":"stop","selector":{"ids":["i-123; rm -rf /"]}}""", "i-123; rm -rf /"),
        ["selector of no ids"] = Malformed("""{"action":"stop","selector":{"ids":[]}}""", "'selector' of a command cannot be read"),
        ["selector of everything by a pattern"] = Malformed("""{"action":"stop","selector":{"tag":"Env","like":["*"]}}""", "'selector' of a command cannot be read"),

        // More than the settings permit.
        ["rule that is not permitted"] = NotPermitted("""{"action":"stop","allow":["protected-by-tag"]}""", "STOPINATOR_EVENT_ALLOW would have to list 'protected-by-tag'"),
        ["force"] = NotPermitted("""{"action":"stop","stopMode":"force"}""", "STOPINATOR_EVENT_ALLOW would have to list 'force'"),
        ["limit above the guard"] = NotPermitted("""{"action":"stop","maxInstances":501}""", "above the 500 of STOPINATOR_MAX_INSTANCES"),
        ["longer ago"] = NotPermitted("""{"action":"start","onlyStoppedWithin":"30d"}""", "beyond the 16:00:00 of STOPINATOR_STOPPED_WITHIN"),

        // Stale, and other people's.
        ["stale"] = ("""{"action":"stop","scheduledTime":"2026-11-20T17:59:59Z"}""", typeof(StaleEventException), "1:00:01 h ago"),
        ["long stale"] = ("""{"action":"stop","scheduledTime":"2026-01-05T20:00:00Z"}""", typeof(StaleEventException), "318 days ago"),
        ["stale rule event"] = (Rule("Scheduled Event", "aws.events", "2026-11-19T19:00:00Z"), typeof(StaleEventException), "24:00:00 h ago"),
        ["change of an instance"] = NotPermitted(
            Rule("EC2 Instance State-change Notification", "aws.ec2", "2026-11-20T19:00:00Z", $$"""{"instance-id":"{{Id}}","state":"running"}"""), "would have to list 'state-change'"),
        ["event of an application"] = Malformed(
            Rule("Scheduled Event", "com.example", "2026-11-20T19:00:00Z"),
            "from 'com.example', which is not accepted. Narrow the rule's pattern, or give its target a command as constant input."),
        ["event without a source"] = Malformed(
            """{"detail-type":"Scheduled Event"}""", "The EventBridge event is 'Scheduled Event' from ''"),
        ["command in the detail"] = Malformed(Rule("Scheduled Event", "aws.events", "2026-11-20T19:00:00Z", """{"action":"stop"}"""), "'detail' of an EventBridge event"),
        ["rule event with a command beside"] = Malformed(Rule("Scheduled Event", "aws.events", "2026-11-20T19:00:00Z").Insert(1, "\"action\":\"stop\","), "'action' is not a property of an EventBridge event"),
        ["records of nobody"] = Malformed("""{"Records":[{"messageId":"m0","body":"{}"}]}""", "The first record has no 'eventSource'."),
        ["notifications of two"] = Malformed("""{"Records":[{"EventSource":"aws:sns"},{"EventSource":"aws:sns"}]}""", "The event has 2 records of SNS"),
        ["request whose context is a number"] = Malformed("""{"version":"2.0","requestContext":5,"body":"{}"}""", "'requestContext' of an HTTP event is '5'; it takes an object."),
        ["request without a method"] = Malformed("""{"version":"2.0","requestContext":{"http":{}},"body":"{}"}""", "'http' of 'requestContext' of an HTTP event has no 'method'."),
        ["bucket"] = Malformed("""{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","s3":{"object":{"key":"stop"}}}]}""", "The records are of 'aws:s3'"),
        ["REST API"] = Malformed(
            """{"resource":"/","path":"/","httpMethod":"POST","requestContext":{},"body":"{\"action\":\"stop\"}"}""",
            "a REST API or payload version 1.0 is not accepted."),
        ["action of an alarm without its source"] = Malformed(
            """{"alarmData":{}}""", "'source' of an alarm event is not 'aws.cloudwatch'."),
    };

    public static TheoryData<string> Names { get; } = [.. Events.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Invoke_BadEvent_IsRefusedAndTheNextServed(string name)
    {
        var (json, refusal, says) = Events[name];
        await using var lab = FunctionLab.Create(("STOPINATOR_MAX_INSTANCES", "500"), ("STOPINATOR_STOPPED_WITHIN", "16h"));

        var refused = await Assert.ThrowsAsync(refusal, () => lab.InvokeAsync(json));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.InRange(refused.Message.Length, 20, 1500);
        Assert.False(char.IsLower(refused.Message[0]), refused.Message);
        Assert.Empty(lab.Ec2.Calls);
        Assert.Equal(refusal.Name, Assert.Single(lab.Lines).GetProperty("errorType").GetString());
        Assert.True((await lab.InvokeAsync("""{"action":"stop"}""")).GetProperty("isSuccess").GetBoolean());
    }

    [Fact]
    public async Task Invoke_BytesThatAreNoText_AreRefused()
    {
        await using var lab = FunctionLab.Create();

        await Assert.ThrowsAsync<MalformedEventException>(
            () => lab.Function.InvokeAsync(new MemoryStream([0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x7D])));
    }

    [Theory]
    [Trait("Finding", "F4")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    [InlineData("\"{}\"")]
    [InlineData("\"{ }\"")]
    [InlineData("\"\\n{}\\n\"")]
    public async Task Invoke_RuleEventWhoseDetailIsEmptyInAnySpelling_IsTaken(string detail)
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_ACTION", "stop"));

        var answer = await lab.InvokeAsync(Rule("Scheduled Event", "aws.events", "2026-11-20T19:00:00Z", detail));

        Assert.Equal(3, answer.GetProperty("counts").GetProperty("accepted").GetInt32());
    }

    [Theory]
    [Trait("Finding", "F4")]
    [InlineData("\"{\"")]
    [InlineData("\"}{\"")]
    [InlineData("\"{x}\"")]
    [InlineData("[]")]
    [InlineData("false")]
    public async Task Invoke_RuleEventWithSomethingInItsDetail_IsRefused(string detail)
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_ACTION", "stop"));

        await Assert.ThrowsAsync<MalformedEventException>(
            () => lab.InvokeAsync(Rule("Scheduled Event", "aws.events", "2026-11-20T19:00:00Z", detail)));
    }

    private static (string Json, Type Refusal, string Says) Malformed(string json, string says) =>
        (json, typeof(MalformedEventException), says);

    private static (string Json, Type Refusal, string Says) NotPermitted(string json, string says) =>
        (json, typeof(EventNotPermittedException), says);

    private static string Rule(string type, string source, string time, string detail = "{}") =>
        $$"""{"version":"0","id":"89d1a02d-5ec7-412e-82f5-13505f849b41","detail-type":"{{type}}","source":"{{source}}","account":"123456789012","time":"{{time}}","region":"us-east-1","resources":[],"detail":{{detail}}}""";
}
