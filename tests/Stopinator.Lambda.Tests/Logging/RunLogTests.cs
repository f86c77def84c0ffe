using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stopinator.Lambda.Tests.Support;
using Stopinator.Tests.Shared.Triggers;

namespace Stopinator.Lambda.Tests.Logging;

/// <summary>The log: one line of JSON a run, which CloudWatch also reads as metrics.</summary>
public sealed class RunLogTests
{
    private const string Stop = """{"action":"stop","scheduledTime":"2026-11-20T18:59:43Z","executionId":"d32c5kddcf5bb8c3"}""";

    [Fact]
    public async Task Run_ThatGoesWell_IsOneLine()
    {
        await using var lab = FunctionLab.Create();

        await lab.InvokeAsync(Stop);
        await lab.InvokeAsync(Stop);

        Assert.Equal(2, lab.Lines.Count);
        var line = lab.Lines[0];
        Assert.Equal(("information", "run", "schedule"), (Text(line, "level"), Text(line, "event"), Text(line, "trigger")));
        Assert.Equal(
            ("stop", "tag:Env=dev", "d32c5kddcf5bb8c3"), (Text(line, "action"), Text(line, "selector"), Text(line, "executionId")));
        Assert.Equal((3, 3, 1), (line.GetProperty("instances").GetInt32(), line.GetProperty("counts").GetProperty("accepted").GetInt32(), line.GetProperty("calls").GetInt32()));
        Assert.Equal("stop: 3 accepted (of 3 instances, 1 call).", Text(line, "message"));
        Assert.Equal([true, false], lab.Lines.Select(each => each.GetProperty("coldStart").GetBoolean()));
        Assert.DoesNotContain("AKIASIMULATEDEXAMPLE", lab.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Metrics_AreThoseOfTheEmbeddedFormat()
    {
        await using var lab = FunctionLab.Create();
        await lab.InvokeAsync(Stop);
        var line = Assert.Single(lab.Lines);

        var aws = line.GetProperty("_aws");
        Assert.Equal(FunctionLab.Now.ToUnixTimeMilliseconds(), aws.GetProperty("Timestamp").GetInt64());
        var directive = Assert.Single(aws.GetProperty("CloudWatchMetrics").EnumerateArray().ToArray());
        Assert.Equal("Stopinator", Text(directive, "Namespace"));

        // Every dimension is a text, and every metric a number, at the root of the line.
        var dimensions = directive.GetProperty("Dimensions")[0].EnumerateArray().Select(name => Text(line, name.GetString()!));
        Assert.Equal(["night-stop", "stop"], dimensions);
        var metrics = directive.GetProperty("Metrics").EnumerateArray().ToDictionary(
            metric => Text(metric, "Name")!, metric => Text(metric, "Unit"));
        Assert.All(metrics.Keys, name => Assert.Equal(JsonValueKind.Number, line.GetProperty(name).ValueKind));
        Assert.Equal(Enum.GetNames<Outcome>().Append("Duration").Order(), metrics.Keys.Order());
        Assert.Equal(("Count", "Milliseconds"), (metrics["Failed"], metrics["Duration"]));
        Assert.Equal((3, 0), (line.GetProperty("Accepted").GetInt32(), line.GetProperty("Failed").GetInt32()));
    }

    [Fact]
    [Trait("Finding", "18")]
    public async Task Run_HugeAndHostileErrors_IsALineThatCloudWatchKeepsWhole()
    {
        await using var lab = FunctionLab.Create(
            fleet => fleet.Add(20, instance => instance.Tagged("Env", "dev").Tagged("Name", "a\nb\u001b").Running()));
        lab.Ec2.Faults.On("StopInstances").Always().Fail("Odd\u001bCode", $"\u001b[31m{new string('x', 900_000)}");

        await Assert.ThrowsAsync<RunFailedException>(() => lab.InvokeAsync(Stop));

        var line = Assert.Single(lab.Lines);
        Assert.InRange(Encoding.UTF8.GetByteCount(lab.Text), 1, 64 * 1024);
        Assert.False(line.TryGetProperty("error", out _));
        Assert.Equal("RunFailedException", Text(line, "errorType"));
        Assert.Equal(10, line.GetProperty("failures").GetArrayLength());
        Assert.DoesNotContain(Text(line, "message")!, char.IsControl);
        Assert.All(
            line.GetProperty("failures").EnumerateArray(),
            failure => Assert.DoesNotContain($"{Text(failure, "name")}{Text(failure, "message")}", char.IsControl));
    }

    public static TheoryData<string> EventsWithAHugeId()
    {
        var id = new string('x', 900_000);
        var (ofMessage, ofNotification) = (TriggerEvents.Message(FunctionLab.Now, "{}", id), TriggerEvents.Notification(FunctionLab.Now, "{}"));
        ofNotification["Sns"]!["MessageId"] = id;
        var rule = JsonNode.Parse("""{"detail-type":"Scheduled Event","source":"aws.events","time":"2026-11-20T19:00:00Z","detail":{}}""")!;
        rule["id"] = id;
        var command = $$"""{"action":"stop","executionId":"{{id}}"}""";
        return
        [
            command, rule.ToJsonString(), HttpEvents.Request(command), TriggerEvents.Sqs(FunctionLab.Now, [command]),
            TriggerEvents.Records(ofMessage), TriggerEvents.Records(TriggerEvents.Message(FunctionLab.Now, "no command", id)), TriggerEvents.Records(ofNotification),
        ];
    }

    [Theory]
    [MemberData(nameof(EventsWithAHugeId), DisableDiscoveryEnumeration = true)]
    public async Task Run_OfAnEventWithAHugeId_IsALineThatCloudWatchKeepsWhole(string json)
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_ACTION", "stop"));

        await lab.InvokeAsync(json);

        Assert.InRange(Encoding.UTF8.GetByteCount(lab.Text), 1, 8 * 1024);
        Assert.Equal($"{new string('x', 1000)}... (900000 characters)", Text(Assert.Single(lab.Lines), "executionId"));
    }

    [Fact]
    public async Task Run_MetricsSwitchedOff_HasNone()
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_METRICS", "false"));

        await lab.InvokeAsync(Stop);

        Assert.False(Assert.Single(lab.Lines).TryGetProperty("_aws", out _));
    }

    [Fact]
    public async Task Run_InstanceFails_NamesIt()
    {
        await using var lab = FunctionLab.Create(fleet => fleet.Add(12, instance => instance.Tagged("Env", "dev").StopProtected()));

        await Assert.ThrowsAsync<RunFailedException>(() => lab.InvokeAsync(Stop));

        var line = Assert.Single(lab.Lines);
        Assert.Equal(
            ("error", "RunFailedException", 12), (Text(line, "level"), Text(line, "errorType"), line.GetProperty("Failed").GetInt32()));
        var failures = line.GetProperty("failures").EnumerateArray().ToArray();
        Assert.Equal(10, failures.Length);
        Assert.Equal("OperationNotPermitted", Text(failures[0], "errorCode"));
    }

    [Fact]
    public async Task Run_AtDebug_HasALineForEachInstanceToo()
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_LOG_LEVEL", "debug"));

        await lab.InvokeAsync(Stop);

        var instances = lab.Lines.Where(line => Text(line, "event") == "instance-settled").ToArray();
        Assert.Equal(3, instances.Length);
        Assert.All(instances, line => Assert.Equal(("debug", "accepted"), (Text(line, "level"), Text(line, "outcome"))));
        Assert.Single(lab.Lines, line => Text(line, "event") == "run");
    }

    [Theory]
    [InlineData("warning", "true", 1)]
    [InlineData("warning", "false", 0)]
    [InlineData("none", "false", 0)]
    public async Task Run_ThatGoesWellAtAHigherLevel_LeavesItsMetrics(string level, string metrics, int lines)
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_LOG_LEVEL", level), ("STOPINATOR_METRICS", metrics));

        await lab.InvokeAsync(Stop);

        Assert.Equal(lines, lab.Lines.Count);
        Assert.All(lab.Lines, line => Assert.False(line.TryGetProperty("event", out _)));
    }

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();
}
