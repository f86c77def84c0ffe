using System.Text.Json;
using Stopinator.Lambda.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Lambda.Tests.Running;

/// <summary>From an event to EC2 and back to the report.</summary>
public sealed class CommandTests
{
    private const string Scheduled = """{"action":"stop","scheduledTime":"2026-11-20T18:59:43Z","executionId":"d32c5kddcf5bb8c3"}""";

    [Fact]
    public async Task Invoke_StopCommand_StopsWhatIsInScope()
    {
        await using var lab = FunctionLab.Create();

        var report = await lab.InvokeAsync("""{"action":"stop"}""");

        Assert.Equal("stop: 3 accepted (of 3 instances, 1 call).", report.GetProperty("summary").GetString());
        Assert.Equal(3, report.GetProperty("counts").GetProperty("accepted").GetInt32());
        Assert.Equal(
            ["prod"],
            lab.Ec2.Instances.Where(instance => instance.State == SimulatedState.Running).Select(instance => instance.Tags["Env"]));
    }

    [Fact]
    public async Task Invoke_ScheduledTwice_ChangesNothingTheSecondTime()
    {
        await using var lab = FunctionLab.Create();

        await lab.InvokeAsync(Scheduled);
        lab.Clock.Advance(TimeSpan.FromMinutes(10));
        var second = await lab.InvokeAsync(Scheduled);

        Assert.Equal("stop: 3 already there (of 3 instances, 0 calls).", second.GetProperty("summary").GetString());
        Assert.Single(lab.Ec2.Calls, call => call.Action == "StopInstances");
    }

    [Theory]
    [InlineData("01:00:00", 3583, true)]
    [InlineData("01:00:00", 3584, false)]
    [InlineData("10m", 584, false)]
    public async Task Invoke_EventOfAnAge_IsTakenUpToTheMaximum(string maxAge, int secondsLater, bool isTaken)
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_MAX_EVENT_AGE", maxAge));
        lab.Clock.Advance(TimeSpan.FromSeconds(secondsLater));

        if (isTaken)
        {
            Assert.True((await lab.InvokeAsync(Scheduled)).GetProperty("isSuccess").GetBoolean());
        }
        else
        {
            var stale = await Assert.ThrowsAsync<StaleEventException>(() => lab.InvokeAsync(Scheduled));
            Assert.Contains("was scheduled for 2026-11-20T18:59:43Z", stale.Message, StringComparison.Ordinal);
            Assert.Contains("STOPINATOR_MAX_EVENT_AGE", stale.Message, StringComparison.Ordinal);
            Assert.Empty(lab.Ec2.Calls);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"scheduledTime":"2026-11-20T18:59:43Z"}""")]
    [InlineData("""{"version":"0","id":"89d1a02d-5ec7-412e-82f5-13505f849b41","detail-type":"Scheduled Event","source":"aws.events","account":"123456789012","time":"2026-11-20T18:59:43Z","region":"us-east-1","resources":["arn:aws:events:us-east-1:123456789012:rule/night"],"detail":{}}""")]
    [InlineData("""{"version":"0","id":"bd2cd8ad-0e5c-4f3e-8f7b-9f2f1d9a1a59","detail-type":"Scheduled Event","source":"aws.scheduler","account":"123456789012","time":"2026-11-20T18:59:43Z","region":"us-east-1","resources":["arn:aws:scheduler:us-east-1:123456789012:schedule/default/night"],"detail":"{}"}""")]
    public async Task Invoke_EventThatNamesNoAction_ActsOnlyWhenTheSettingsNameOne(string json)
    {
        await using var silent = FunctionLab.Create();
        await using var stopping = FunctionLab.Create(("STOPINATOR_ACTION", "stop"));

        var refusal = await Assert.ThrowsAsync<MalformedEventException>(() => silent.InvokeAsync(json));

        Assert.StartsWith("The event names no action, and STOPINATOR_ACTION is not set.", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(silent.Ec2.Calls);
        Assert.Equal(3, (await stopping.InvokeAsync(json)).GetProperty("counts").GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task Invoke_SelectorWiderThanTheScope_ReportsTheOthersAsOutsideScope()
    {
        await using var lab = FunctionLab.Create();

        var report = await lab.InvokeAsync("""{"action":"stop","selector":{"all":true}}""");

        Assert.Equal("stop: 3 accepted, 1 skipped (of 4 instances, 1 call).", report.GetProperty("summary").GetString());
        Assert.Equal("outside-scope", report.GetProperty("instances").EnumerateArray().Single(instance => instance.GetProperty("outcome").GetString() == "skipped").GetProperty("reason").GetString());
        Assert.Equal(1, lab.Ec2.Instances.Count(instance => instance.State == SimulatedState.Running));
    }

    [Fact]
    public async Task Invoke_SelectorSetting_NarrowsWithinTheScope()
    {
        await using var lab = FunctionLab.Create(
            fleet =>
            {
                fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("Role", "web").Running());
                fleet.Add(instance => instance.Tagged("Env", "prod").Tagged("Role", "web").Running());
                fleet.Add(instance => instance.Tagged("Env", "dev").Running());
            },
            ("STOPINATOR_SELECTOR", "tag:Role=web"));

        var report = await lab.InvokeAsync("""{"action":"stop"}""");

        Assert.Equal("stop: 1 accepted (of 1 instance, 1 call).", report.GetProperty("summary").GetString());
    }

    [Fact]
    public async Task Invoke_DryRun_ChangesNothing()
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_DRY_RUN", "true"));

        var report = await lab.InvokeAsync("""{"action":"stop","dryRun":true}""");

        Assert.True(report.GetProperty("isSuccess").GetBoolean());
        Assert.All(lab.Ec2.Instances, instance => Assert.Equal(SimulatedState.Running, instance.State));
    }

    [Theory]
    [InlineData("STOPINATOR_ALLOW")]
    [InlineData("STOPINATOR_EVENT_ALLOW")]
    public async Task Invoke_EventLiftsARule_ThatTheSettingsList(string setting)
    {
        await using var lab = FunctionLab.Create(
            fleet => fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:protected", "").Running()),
            (setting, "spot, protected-by-tag"));

        var report = await lab.InvokeAsync("""{"action":"stop","allow":["protected-by-tag"]}""");

        Assert.Equal("stop: 1 accepted (of 1 instance, 1 call).", report.GetProperty("summary").GetString());
    }

    [Fact]
    public async Task Invoke_EventAsksForMore_ThatTheSettingsList()
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_EVENT_ALLOW", "force,max-instances"), ("STOPINATOR_MAX_INSTANCES", "1"));

        var report = await lab.InvokeAsync("""{"action":"stop","stopMode":"force","maxInstances":3}""");

        Assert.Equal(3, report.GetProperty("counts").GetProperty("accepted").GetInt32());
        Assert.Equal("true", Assert.Single(lab.Ec2.Calls, call => call.Action == "StopInstances").Parameters["Force"]);
    }

    [Fact]
    public async Task Invoke_MoreInstancesThanTheLimit_DoesNothing()
    {
        await using var lab = FunctionLab.Create(("STOPINATOR_MAX_INSTANCES", "2"));

        await Assert.ThrowsAsync<PlanRefusedException>(() => lab.InvokeAsync("""{"action":"stop"}"""));

        Assert.DoesNotContain(lab.Ec2.Calls, call => call.Action == "StopInstances");
    }

    [Fact]
    public async Task Invoke_StartWithinHours_LeavesWhatWasStoppedLongAgo()
    {
        await using var lab = FunctionLab.Create(
            fleet =>
            {
                fleet.Add(instance => instance.Tagged("Env", "dev").StoppedAt(FunctionLab.Now.AddHours(-10)));
                fleet.Add(instance => instance.Tagged("Env", "dev").StoppedAt(FunctionLab.Now.AddDays(-3)));
            },
            ("STOPINATOR_STOPPED_WITHIN", "24:00:00"));

        var report = await lab.InvokeAsync("""{"action":"start"}""");

        Assert.Equal(("1", "1"), (Count(report, "reached"), Count(report, "skipped")));
    }

    private static string Count(JsonElement report, string outcome) => report.GetProperty("counts").GetProperty(outcome).GetRawText();
}
