using Stopinator.Lambda.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Lambda.Tests.Running;

/// <summary>The action that holds instances to the schedules in their tags.</summary>
public sealed class ReconcileTests
{
    private const string Tick = """{"action":"reconcile","scheduledTime":"2026-11-20T19:00:00Z","executionId":"d32c5kddcf5bb8c3"}""";
    private const string OfficeHours = "mon-fri 07:00-20:00 Europe/Paris";

    [Fact]
    public async Task Invoke_Reconcile_StartsAndStopsWhatIsInScope()
    {
        await using var lab = FunctionLab.Create(Fleet);

        var report = await lab.InvokeAsync(Tick);

        Assert.Equal(
            "reconcile: 1 reached, 1 accepted, 1 already there, 2 failed (of 5 instances, 2 calls).",
            report.GetProperty("summary").GetString());
        Assert.Equal("reconcile", report.GetProperty("action").GetString());
        Assert.Equal(
            ["stop", "start", "reconcile", "reconcile"],
            report.GetProperty("instances").EnumerateArray().Select(instance => instance.GetProperty("action").GetString()));
        Assert.Equal(SimulatedState.Running, lab.Ec2.Instances[^1].State);
        var unknown = Assert.Single(report.GetProperty("unknownSchedules").EnumerateArray());
        Assert.Equal(("office-hours", 1), (unknown.GetProperty("name").GetString(), unknown.GetProperty("instanceIds").GetArrayLength()));

        // A tag that cannot be read is told, and does not have every tick repeated.
        var line = Assert.Single(lab.Lines);
        Assert.Equal(("warning", 2), (line.GetProperty("level").GetString(), line.GetProperty("Failed").GetInt32()));
        Assert.Equal("reconcile", line.GetProperty("Action").GetString());
    }

    [Fact]
    public async Task Invoke_ReconcileRepeated_ChangesNothingTheSecondTime()
    {
        await using var lab = FunctionLab.Create(Fleet);

        await lab.InvokeAsync(Tick);
        lab.Clock.Advance(TimeSpan.FromMinutes(1));
        await lab.InvokeAsync(Tick);

        Assert.Equal(2, lab.Ec2.Calls.Count(call => call.Action is "StartInstances" or "StopInstances"));
    }

    [Fact]
    public async Task Invoke_ReconcileStale_IsRefused()
    {
        await using var lab = FunctionLab.Create(Fleet);
        lab.Clock.Advance(TimeSpan.FromMinutes(61));

        await Assert.ThrowsAsync<StaleEventException>(() => lab.InvokeAsync(Tick));

        Assert.Empty(lab.Ec2.Calls);
    }

    [Fact]
    public async Task Invoke_EdgesEventRepeated_LeavesWhatSomebodyDidSince()
    {
        await using var lab = FunctionLab.Create(
            fleet => fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", OfficeHours)),
            ("STOPINATOR_RECONCILE_MODE", "edges"), ("STOPINATOR_RECONCILE_INTERVAL", "10m"));
        await lab.InvokeAsync(Tick);
        lab.Clock.Advance(TimeSpan.FromMinutes(5));
        lab.Ec2.SetState(lab.Ec2.Instances[0].Id, SimulatedState.Running);

        var report = await lab.InvokeAsync(Tick);

        Assert.Equal("changed-since", Assert.Single(report.GetProperty("instances").EnumerateArray()).GetProperty("reason").GetString());
        Assert.Equal(SimulatedState.Running, lab.Ec2.Instances[0].State);
    }

    [Fact]
    public async Task Invoke_MomentsAndWaysToStop_AreThoseOfTheSettings()
    {
        await using var lab = FunctionLab.Create(
            fleet =>
            {
                fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "fri stop 16:00 UTC"));
                fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "fri stop 13:00 UTC"));
                fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "off; force"));
                fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "off; hibernate"));
            },
            ("STOPINATOR_CATCH_UP", "4h"),
            ("STOPINATOR_SCHEDULE_STOP_MODES", "force,skip-os-shutdown"));

        var report = await lab.InvokeAsync("""{"action":"reconcile","scheduledTime":"2026-11-20T19:00:00Z"}""");

        Assert.Equal(
            ["request-accepted", "not-due", "request-accepted", "invalid-schedule"],
            report.GetProperty("instances").EnumerateArray().Select(instance => instance.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Invoke_SettingsOfSchedules_AreTheFunctions()
    {
        await using var lab = FunctionLab.Create(
            fleet =>
            {
                fleet.Add(instance => Tagged(instance, "hours", "office"));
                fleet.Add(instance => Tagged(instance, "Schedule", "parked"));
                fleet.Add(instance => Tagged(instance, "maid_offhours", "off=(m-f,20);on=(m-f,7)"));
                fleet.Add(instance => Tagged(instance, "hours", "office").Tagged("leave", ""));
            },
            ("STOPINATOR_SCHEDULE_TAG", "hours"),
            ("STOPINATOR_SCHEDULES", """{"timeZone":"Europe/Paris","schedules":{"office":"mon-fri 07:00-20:00"}}"""),
            ("STOPINATOR_INSTANCE_SCHEDULER", """{"periods":[],"schedules":[{"name":"parked","override_status":"stopped"}]}"""),
            ("STOPINATOR_OFF_HOURS_TAG", "maid_offhours"),
            ("STOPINATOR_OFF_HOURS_TIME_ZONE", "Europe/Paris"),
            ("STOPINATOR_OPT_OUT_TAG", "leave"));

        var report = await lab.InvokeAsync("""{"action":"reconcile"}""");

        Assert.Equal("reconcile: 3 accepted, 1 skipped (of 4 instances, 1 call).", report.GetProperty("summary").GetString());

        static InstanceBuilder Tagged(InstanceBuilder instance, string key, string value) =>
            instance.Tagged("Env", "dev").Tagged(key, value);
    }

    [Fact]
    public void Create_SettingsOfSchedulesThatCannotBeUsed_AreListedTogether()
    {
        var error = Assert.Throws<FunctionSettingsException>(() => FunctionLab.Create(
            ("STOPINATOR_SCHEDULES", """{"schedules":{"a":"mon-fry 07:00-20:00 UTC"}}"""), ("STOPINATOR_INSTANCE_SCHEDULER", "no-such-file.json"),
            ("STOPINATOR_RECONCILE_MODE", "edge"), ("STOPINATOR_OFF_HOURS_TAG", "x"), ("STOPINATOR_OFF_HOURS_TIME_ZONE", "Europe/Pari")));

        Assert.Contains("STOPINATOR_SCHEDULES: $.schedules", error.Message, StringComparison.Ordinal);
        Assert.Contains("STOPINATOR_INSTANCE_SCHEDULER is 'no-such-file.json'", error.Message, StringComparison.Ordinal);
        Assert.Contains("it takes enforce, edges. Did you mean 'edges'?", error.Message, StringComparison.Ordinal);
        Assert.Contains("STOPINATOR_OFF_HOURS_TIME_ZONE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_OneTagWithTwoMeanings_IsRefused() =>
        Assert.Contains("x is used twice", Assert.Throws<FunctionSettingsException>(() => FunctionLab.Create(("STOPINATOR_SCHEDULE_TAG", "x"), ("STOPINATOR_OPT_OUT_TAG", "x"))).Message, StringComparison.Ordinal);

    private static void Fleet(FleetBuilder fleet)
    {
        fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", OfficeHours).Running());
        fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "24x7").Stopped());
        fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "off").Stopped());
        fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "mon-fry 08:00-09:00 UTC").Running());
        fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "office-hours").Running());
        fleet.Add(instance => instance.Tagged("Env", "prod").Tagged("stopinator:schedule", "off").Running());
    }
}
