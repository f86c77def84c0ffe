using System.Text.Json;
using Stopinator.Lambda.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Lambda.Tests.Targets;

/// <summary>Commands of a function act at every target of its list.</summary>
public sealed class TargetsTests
{
    private const string Gone = "999988887777";

    private static readonly (string, string) WithABrokenOne =
        ("STOPINATOR_TARGETS", """{"roleName":"stopinator-spoke","regions":["eu-west-1"],"accounts":["111122223333","999988887777"]}""");

    [Theory]
    [InlineData("stop", "stop at 3 targets: 3 accepted (of 3 instances, 3 calls).")]
    [InlineData("reconcile", "reconcile at 3 targets: 3 accepted (of 3 instances, 3 calls).")]
    [InlineData("reboot", "reboot at 3 targets: 3 accepted (of 3 instances, 3 calls).")]
    public async Task Invoke_Action_ActsAtEveryTargetAndNamesIt(string action, string summary)
    {
        await using var lab = new TargetsLab().WithFleets();

        var answer = await lab.InvokeAsync($$"""{"action":"{{action}}"}""");

        Assert.Equal(summary, Text(answer, "summary"));
        Assert.Equal(
            ["111122223333", "123456789012", "444455556666"],
            Targets(answer).Select(target => Text(target.GetProperty("report"), "accountId")).Order(StringComparer.Ordinal));
        Assert.Equal(["444455556666/eu-west-1", "payments/eu-west-1", "us-east-1"], Names(answer));
        Assert.All(Targets(answer), target => Assert.True(target.GetProperty("isSuccess").GetBoolean()));
        Assert.Equal(3, lab.Instances.Count(instance => action == "reboot" ? instance.Reboots == 1 : instance.State == SimulatedState.Stopped));
        Assert.All(lab.Instances.Where(instance => instance.Tags["Env"] == "prod"), instance => Assert.Equal((SimulatedState.Running, 0), (instance.State, instance.Reboots)));
        Assert.False(answer.TryGetProperty("remaining", out _));
    }

    [Fact]
    public async Task Invoke_Start_StartsAtEveryTarget()
    {
        await using var lab = new TargetsLab().WithFleets(fleet => fleet.Add(instance => instance.Tagged("Env", "dev").Stopped()));

        var answer = await lab.InvokeAsync("""{"action":"start"}""");

        Assert.Equal("start at 3 targets: 3 reached (of 3 instances, 3 calls).", Text(answer, "summary"));
        Assert.All(lab.Instances, instance => Assert.Equal(SimulatedState.Running, instance.State));
    }

    [Theory]
    [InlineData("any", true)]
    [InlineData("all", false)]
    [InlineData("none", false)]
    public async Task Invoke_ATargetFails_FailsAsTheSettingSaysAndCostsNoOther(string failOn, bool fails)
    {
        await using var lab = new TargetsLab(WithABrokenOne, ("STOPINATOR_FAIL_ON", failOn)).WithFleets();

        var failure = await Record.ExceptionAsync(() => lab.InvokeAsync("""{"action":"stop"}"""));

        Assert.Equal(fails, failure is RunFailedException { Targets.FailedTargets: 1, Report: null });
        Assert.Equal(fails, failure is not null);
        Assert.Equal(1, lab[TargetsLab.Payments].Instances.Count(instance => instance.State == SimulatedState.Stopped));
        if (failure is not null)
        {
            Assert.StartsWith("stop at 2 targets: 1 accepted (of 1 instance, 1 call). 1 target failed. The first: ", failure.Message, StringComparison.Ordinal);
            Assert.Contains($"{Gone}/eu-west-1: NoCredentials", failure.Message, StringComparison.Ordinal);
            Assert.Contains("may assume it (sts:AssumeRole)", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Invoke_EveryTargetFails_FailsWhateverTheSettingSays()
    {
        await using var lab = new TargetsLab(WithABrokenOne, ("STOPINATOR_FAIL_ON", "none"));

        var failure = await Assert.ThrowsAsync<RunFailedException>(() => lab.InvokeAsync("""{"action":"reconcile"}"""));

        Assert.Equal(2, failure.Targets!.FailedTargets);
    }

    [Fact]
    public async Task Invoke_ATargetFails_HasItsLineWithItsMetric()
    {
        await using var lab = new TargetsLab(WithABrokenOne, ("STOPINATOR_FAIL_ON", "none")).WithFleets();

        await lab.InvokeAsync("""{"action":"stop"}""");

        var run = Assert.Single(lab.Lines, line => Text(line, "event") == "run");
        Assert.Equal((2, 1, 0), (Number(run, "targetCount"), Number(run, "failedTargets"), Number(run, "leftTargets")));
        Assert.Equal((1, 1, 0), (Number(run, "Accepted"), Number(run, "FailedTargets"), Number(run, "LeftTargets")));
        var target = Assert.Single(lab.Lines, line => Text(line, "event") == "target");
        Assert.Equal(("error", $"{Gone}/eu-west-1", "NoCredentials"), (Text(target, "level"), Text(target, "target"), Text(target, "errorCode")));
        Assert.Equal((1, $"{Gone}/eu-west-1"), (Number(target, "FailedTargets"), Text(target, "Target")));
        Assert.Equal(
            """["FunctionName","Action","Target"]""",
            target.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0].GetProperty("Dimensions")[0].GetRawText());
    }

    [Fact]
    public async Task Invoke_ATargetOfTheCommand_ActsThereOnly()
    {
        await using var lab = new TargetsLab().WithFleets();

        var answer = await lab.InvokeAsync("""{"action":"stop","targets":["payments/eu-west-1"]}""");

        Assert.Equal(["payments/eu-west-1"], Names(answer));
        Assert.Empty(lab[TargetsLab.Search].Calls);
    }

    [Theory]
    [InlineData("""["payments/us-east-1"]""", typeof(EventNotPermittedException), "The event names the target 'payments/us-east-1', which is not in the list (STOPINATOR_TARGETS)")]
    [InlineData("[]", typeof(MalformedEventException), "'targets' of a command is empty")]
    [InlineData("""["us-east-1","us-east-1"]""", typeof(MalformedEventException), "'targets' of a command names 'us-east-1' twice")]
    [InlineData("""["b","a","b","a"]""", typeof(MalformedEventException), "'targets' of a command names 'b' twice")]
    [InlineData("""[{"target":"us-east-1","action":"stop"}]""", typeof(MalformedEventException), "'action' is not a property of a target of a command")]
    [InlineData("""[{"selector":{"all":true}}]""", typeof(MalformedEventException), "A target of a command has no 'target'")]
    public async Task Invoke_TargetsThatAreNone_AreRefused(string targets, Type type, string message)
    {
        await using var lab = new TargetsLab().WithFleets();

        var refused = await Record.ExceptionAsync(() => lab.InvokeAsync($$"""{"action":"stop","targets":{{targets}}}"""));

        Assert.IsType(type, refused);
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        Assert.All(lab.Instances, instance => Assert.Equal(SimulatedState.Running, instance.State));
    }

    [Fact]
    public async Task Invoke_TargetsOfAFunctionWithoutAList_AreRefused()
    {
        await using var lab = FunctionLab.Create();

        var refused = await Assert.ThrowsAsync<EventNotPermittedException>(() => lab.InvokeAsync("""{"action":"stop","targets":["us-east-1"]}"""));

        Assert.Equal("The event names the target 'us-east-1', and the function has no targets; STOPINATOR_TARGETS would have to list them.", refused.Message);
    }

    [Fact]
    public async Task Invoke_UndoOfATarget_TurnsBackTheRunThere()
    {
        await using var lab = new TargetsLab(("STOPINATOR_EVENT_ALLOW", "undo")).WithFleets();
        var answer = await lab.InvokeAsync("""{"action":"stop"}""");
        var report = Targets(answer).Single(target => Text(target, "name") == "payments/eu-west-1").GetProperty("report").GetRawText();

        var undone = await lab.InvokeAsync($$"""{"action":"undo","targets":["payments/eu-west-1"],"report":{{report}}}""");

        Assert.Equal("payments/eu-west-1", Text(undone, "target"));
        Assert.All(lab[TargetsLab.Payments].Instances, instance => Assert.Equal(SimulatedState.Running, instance.State));
        Assert.Equal("payments/eu-west-1", Text(lab.Lines[^1], "target"));
        var refused = await Assert.ThrowsAsync<MalformedEventException>(() => lab.InvokeAsync($$"""{"action":"undo","report":{{report}}}"""));
        Assert.StartsWith("An undo takes the report of one target, and the target's name", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("reconcile")]
    public async Task Post_InstancesOutsideTheScope_ChangesNothingAtAnyTarget(string action)
    {
        await using var lab = new TargetsLab().WithFleets();

        var response = await lab.InvokeAsync(HttpEvents.Request($$"""{"selector":{"all":true},"action":"{{action}}"}"""));

        Assert.Equal(403, Number(response, "statusCode"));
        Assert.All(lab.Instances, instance => Assert.Equal(SimulatedState.Running, instance.State));
    }

    [Fact]
    public async Task Post_WithinTheScope_AnswersWithTheTargets()
    {
        await using var lab = new TargetsLab().WithFleets();

        var response = await lab.InvokeAsync(HttpEvents.Request("""{"action":"reconcile","selector":{"tag":"Env","values":["dev"]}}"""));

        Assert.Equal(200, Number(response, "statusCode"));
        Assert.Equal(3, Targets(JsonDocument.Parse(Text(response, "body")!).RootElement).Count());
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(8192)]
    [InlineData(32768)]
    public async Task Invoke_AnswerOfManyTargets_IsShortenedWithinItsSize(int maxBytes)
    {
        string[] accounts = [.. Enumerable.Range(0, 40).Select(index => $"{200_000_000_000 + index}")];
        await using var lab = new TargetsLab(
            ("STOPINATOR_TARGETS", $$"""{"roleName":"stopinator-spoke","regions":["eu-west-1"],"accounts":["{{string.Join("\",\"", accounts)}}"]}"""),
            ("STOPINATOR_MAX_REPORT_BYTES", $"{maxBytes}"),
            ("STOPINATOR_FAIL_ON", "none"));
        foreach (var account in accounts[1..])
        {
            lab.Add(account, "eu-west-1", fleet => fleet.Add(5, instance => instance.Tagged("Env", "dev").Running()));
        }

        var answer = await lab.InvokeAsync("""{"action":"stop"}""");

        Assert.InRange(answer.GetRawText().Length, maxBytes / 4, maxBytes);
        Assert.True(answer.GetProperty("shortened").GetBoolean());
        Assert.Equal((195, 40, 1), (Number(answer.GetProperty("counts"), "accepted"), Number(answer, "targetCount"), Number(answer, "failedTargets")));
        Assert.Equal(accounts.Length, Targets(answer).Count() + Number(answer, "omittedTargets"));
        Assert.Contains(Targets(answer), target => target.TryGetProperty("errorCode", out var code) && code.GetString() == "NoCredentials");
    }

    private static JsonElement.ArrayEnumerator Targets(JsonElement answer) => answer.GetProperty("targets").EnumerateArray();

    private static IEnumerable<string?> Names(JsonElement answer) => Targets(answer).Select(target => Text(target, "name")).Order(StringComparer.Ordinal);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
