using System.Text.Json;
using System.Text.Json.Nodes;
using Stopinator.Lambda.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Lambda.Tests.Running;

/// <summary>An event that turns back a run, with the answer of that run.</summary>
public sealed class UndoTests
{
    private static readonly (string, string) Permitted = ("STOPINATOR_EVENT_ALLOW", "undo");

    [Fact]
    public async Task Undo_OfAStop_StartsWhatWasStopped()
    {
        await using var lab = FunctionLab.Create(Permitted);
        var stopped = await lab.InvokeAsync("""{"action":"stop"}""");

        var undone = await lab.InvokeAsync(Undo(stopped));

        Assert.Equal("start: 3 reached (of 3 instances, 1 call).", undone.GetProperty("summary").GetString());
        Assert.All(lab.Ec2.Instances, instance => Assert.Equal(SimulatedState.Running, instance.State));
    }

    [Fact]
    public async Task Undo_OfTheLibrarysReport_IsTakenAsWell()
    {
        await using var lab = FunctionLab.Create(Permitted);
        using var power = new InstancePowerService(lab.Ec2.CreateClient(), timeProvider: lab.Clock);
        var report = await lab.Clock.RunAsync(() => power.StopAsync(InstanceSelector.ByTag("Env", "dev", "prod")));

        var undone = await lab.InvokeAsync($$"""{"action":"undo","report":{{report.ToJson()}}}""");

        // The fourth is outside the scope of the function.
        Assert.Equal("start: 3 reached, 1 skipped (of 4 instances, 1 call).", undone.GetProperty("summary").GetString());
        Assert.Equal("outside-scope", undone.GetProperty("instances")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Undo_OfAReconcileReport_StopsAndStarts()
    {
        await using var lab = FunctionLab.Create(
            fleet =>
            {
                fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "off").Running());
                fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "24x7").Stopped());
            },
            Permitted);
        var reconciled = await lab.InvokeAsync("""{"action":"reconcile"}""");
        Assert.Equal([SimulatedState.Stopped, SimulatedState.Running], lab.Ec2.Instances.Select(instance => instance.State));

        await lab.InvokeAsync(Undo(reconciled));

        Assert.Equal([SimulatedState.Running, SimulatedState.Stopped], lab.Ec2.Instances.Select(instance => instance.State));
    }

    [Fact]
    public async Task Undo_SomebodyStartedOne_LeavesItAlone()
    {
        await using var lab = FunctionLab.Create(Permitted);
        var stopped = await lab.InvokeAsync("""{"action":"stop"}""");
        var id = lab.Ec2.Instances[0].Id;
        lab.Clock.Advance(TimeSpan.FromMinutes(1));
        lab.Ec2.SetState(id, SimulatedState.Running);
        lab.Ec2.SetState(id, SimulatedState.Stopped);

        var undone = await lab.InvokeAsync(Undo(stopped));

        Assert.Equal("start: 2 reached, 1 skipped (of 3 instances, 1 call).", undone.GetProperty("summary").GetString());
        Assert.Equal(SimulatedState.Stopped, lab.Ec2[id].State);
    }

    [Fact]
    public async Task Undo_OfAReboot_SaysThatNothingTurnsItBack()
    {
        await using var lab = FunctionLab.Create(Permitted);
        var rebooted = await lab.InvokeAsync("""{"action":"reboot"}""");

        var undone = await lab.InvokeAsync(Undo(rebooted));

        Assert.Equal(3, undone.GetProperty("notReversible").GetArrayLength());
        Assert.Equal(0, undone.GetProperty("instances").GetArrayLength());
    }

    [Fact]
    public async Task Undo_OfARunThatChangedNothing_DoesNothing()
    {
        await using var lab = FunctionLab.Create(Permitted);
        var dry = await lab.InvokeAsync("""{"action":"stop","dryRun":true}""");

        Assert.Equal(
            "start: nothing selected (of 0 instances, 0 calls).", (await lab.InvokeAsync(Undo(dry))).GetProperty("summary").GetString());
    }

    [Fact]
    public async Task Undo_Twice_ChangesNothingTheSecondTime()
    {
        await using var lab = FunctionLab.Create(Permitted);
        var stopped = await lab.InvokeAsync("""{"action":"stop"}""");

        await lab.InvokeAsync(Undo(stopped));
        var again = await lab.InvokeAsync(Undo(stopped));

        Assert.Equal("start: 3 already there (of 3 instances, 0 calls).", again.GetProperty("summary").GetString());
    }

    [Fact]
    public async Task Undo_NotPermitted_IsRefused()
    {
        await using var lab = FunctionLab.Create();
        var stopped = await lab.InvokeAsync("""{"action":"stop"}""");

        var refused = await Assert.ThrowsAsync<EventNotPermittedException>(() => lab.InvokeAsync(Undo(stopped)));

        Assert.Contains("STOPINATOR_EVENT_ALLOW would have to list 'undo'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3, lab.Ec2.Instances.Count(instance => instance.State == SimulatedState.Stopped));
    }

    [Fact]
    public async Task Undo_TooLate_IsStale()
    {
        await using var lab = FunctionLab.Create(Permitted, ("STOPINATOR_MAX_EVENT_AGE", "2h"));
        var stopped = await lab.InvokeAsync("""{"action":"stop"}""");
        lab.Clock.Advance(TimeSpan.FromHours(2.1));

        var refused = await Assert.ThrowsAsync<StaleEventException>(() => lab.InvokeAsync(Undo(stopped)));

        Assert.Contains("STOPINATOR_MAX_EVENT_AGE", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_MoreThanTheLimitOfInstances_IsRefused()
    {
        await using var lab = FunctionLab.Create(Permitted, ("STOPINATOR_MAX_INSTANCES", "3"));
        var stopped = await lab.InvokeAsync("""{"action":"stop"}""");

        await Assert.ThrowsAsync<PlanRefusedException>(() => lab.InvokeAsync(Undo(stopped, "maxInstances", 2)));
        await Assert.ThrowsAsync<EventNotPermittedException>(() => lab.InvokeAsync(Undo(stopped, "maxInstances", 4)));
    }

    [Fact]
    public async Task Undo_OfAnotherRegion_IsRefused()
    {
        await using var lab = FunctionLab.Create(Permitted);
        var report = JsonNode.Parse((await lab.InvokeAsync("""{"action":"stop"}""")).GetRawText())!;
        report["region"] = "eu-west-1";

        await Assert.ThrowsAsync<PlanRefusedException>(() => lab.InvokeAsync($$"""{"action":"undo","report":{{report}}}"""));
    }

    [Fact]
    public async Task Undo_NoTimeForAll_FailsSoThatTheSameEventIsSentAgain()
    {
        await using var lab = FunctionLab.Create(Permitted);
        var stopped = await lab.InvokeAsync("""{"action":"stop"}""");
        lab.Ec2.Faults.On("StartInstances").Delay(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<RunIncompleteException>(
            () => lab.InvokeAsync(Undo(stopped, "synchronous", true), TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Undo_OverHttp_IsPermittedLikeAnyCommand()
    {
        await using var lab = FunctionLab.Create(Permitted);
        var stopped = await lab.InvokeAsync("""{"action":"stop"}""");

        Assert.Equal(200, (await lab.PostAsync(Undo(stopped))).GetProperty("statusCode").GetInt32());
        Assert.All(lab.Ec2.Instances, instance => Assert.Equal(SimulatedState.Running, instance.State));
    }

    [Theory]
    [InlineData("""{"action":"undo"}""", "takes the report")]
    [InlineData("""{"action":"undo","report":[]}""", "takes the report")]
    [InlineData("""{"action":"undo","report":{}}""", "request")]
    [InlineData("""{"action":"undo","report":{"shortened":true}}""", "STOPINATOR_MAX_REPORT_BYTES sets the size of later reports.")]
    [InlineData("""{"action":"undo","report":{"action":"stop","startedAt":"2026-11-20T19:00:00Z","finishedAt":"2026-11-20T19:00:00Z","instances":[null]}}""", "$.instances[0]")]
    [InlineData("""{"action":"undo","report":{"action":7,"startedAt":"2026-11-20T19:00:00Z","finishedAt":"2026-11-20T19:00:00Z","instances":[]}}""", "$.request")]
    [InlineData("""{"action":"stop","report":{}}""", "belongs to the action 'undo'")]
    [InlineData("""{"action":"undo","report":{},"selector":{"all":true}}""", "'selector'")]
    [InlineData("""{"action":"undo","report":{},"stopMode":"force"}""", "'stopMode'")]
    public async Task Undo_WithoutAProperReport_IsMalformed(string json, string part)
    {
        await using var lab = FunctionLab.Create(Permitted);

        Assert.Contains(
            part, (await Assert.ThrowsAsync<MalformedEventException>(() => lab.InvokeAsync(json))).Message, StringComparison.Ordinal);
        Assert.Empty(lab.Ec2.Calls);
    }

    private static string Undo(JsonElement report, string? property = null, JsonNode? value = null)
    {
        var command = new JsonObject { ["action"] = "undo", ["report"] = JsonNode.Parse(report.GetRawText()) };
        if (property is not null)
        {
            command[property] = value;
        }

        return command.ToJsonString();
    }
}
