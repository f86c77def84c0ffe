using System.Globalization;
using Stopinator.Lambda.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared.Triggers;

namespace Stopinator.Lambda.Tests.Running;

/// <summary>An instance that was started out of its hours is stopped after a grace time, and nothing is ever started.</summary>
public sealed class StateChangeTests
{
    private const string Id = TriggerCases.Idle;

    [Fact]
    public async Task Invoke_StartedOutOfItsHours_IsStoppedWhenTheGraceTimeIsOver()
    {
        await using var lab = Lab("mon-fri 07:00-18:00 UTC");

        var report = await lab.InvokeAsync(Started());

        Assert.Equal("reconcile: 1 accepted (of 1 instance, 1 call).", report.GetProperty("summary").GetString());
        Assert.Equal(FunctionLab.Now + TimeSpan.FromMinutes(5), lab.Clock.GetUtcNow());
        Assert.Equal(1, lab.Ec2[Id].Stops);
    }

    [Fact]
    public async Task Invoke_EventIsLate_WaitsOnlyTheRestOfTheGraceTime()
    {
        await using var lab = Lab("off", ("STOPINATOR_STATE_CHANGE_GRACE", "10m"));
        lab.Clock.Advance(TimeSpan.FromMinutes(9));

        await lab.InvokeAsync(Started());

        Assert.Equal(FunctionLab.Now + TimeSpan.FromMinutes(10), lab.Clock.GetUtcNow());
        Assert.Equal(1, lab.Ec2[Id].Stops);
    }

    [Theory]
    [InlineData("mon-fri 19:03-20:00 UTC")]
    [InlineData("24x7")]
    public async Task Invoke_ItsScheduleWantsItWithinTheGraceTime_IsLeftRunning(string schedule)
    {
        await using var lab = Lab(schedule);

        var report = await lab.InvokeAsync(Started());

        Assert.Equal("reconcile: 1 already there (of 1 instance, 0 calls).", report.GetProperty("summary").GetString());
        Assert.Equal(0, lab.Ec2[Id].Stops);
    }

    [Fact]
    public async Task Invoke_OwnerSetsATagWithinTheGraceTime_IsLeftRunning()
    {
        await using var lab = Lab("off");
        using var timer = lab.Clock.CreateTimer(
            _ => lab.Ec2.SetTag(Id, "stopinator:keep-running-until", "2026-11-20T23:00:00Z"),
            null,
            TimeSpan.FromMinutes(3),
            Timeout.InfiniteTimeSpan);

        await lab.InvokeAsync(Started());

        Assert.Equal(0, lab.Ec2[Id].Stops);
    }

    [Fact]
    public async Task Invoke_StartedAgainWithinTheGraceTime_IsLeftToItsNextEvent()
    {
        await using var lab = Lab("off");
        using var timer = lab.Clock.CreateTimer(
            _ =>
            {
                lab.Ec2.SetState(Id, SimulatedState.Stopped);
                lab.Ec2.SetState(Id, SimulatedState.Running);
            },
            null,
            TimeSpan.FromMinutes(3),
            Timeout.InfiniteTimeSpan);

        var answer = await lab.InvokeAsync(Started());

        Assert.Contains(
            "was started after that, at 2026-11-20T19:03:00Z. Nothing was done.",
            answer.GetProperty("summary").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(0, lab.Ec2[Id].Stops);
    }

    [Fact]
    public async Task Invoke_InvocationEndsBeforeTheGraceTime_IsRefused()
    {
        await using var lab = Lab("off");

        var refused = await Assert.ThrowsAsync<PlanRefusedException>(() => lab.InvokeAsync(Started(), TimeSpan.FromMinutes(4)));

        Assert.Contains("STOPINATOR_STATE_CHANGE_GRACE", refused.Message, StringComparison.Ordinal);
        Assert.Equal((0, FunctionLab.Now), (lab.Ec2[Id].Stops, lab.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Invoke_OnlyTheEdges_LeavesWhatSomebodyStarted()
    {
        await using var lab = Lab("mon-fri 07:00-18:00 UTC", ("STOPINATOR_RECONCILE_MODE", "edges"));

        await lab.InvokeAsync(Started());

        Assert.Equal(0, lab.Ec2[Id].Stops);
    }

    // The function starts what should run, and hears of its own start.
    [Fact]
    public async Task Invoke_EveryChangeOfADayFedBack_EndsInNoLoop()
    {
        await using var lab = Lab("mon-fri 07:00-19:02 UTC");
        lab.Ec2.SetState(Id, SimulatedState.Stopped);

        for (var minute = 0; minute < 60; minute += 5)
        {
            var time = lab.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            await lab.InvokeAsync($$"""{"action":"reconcile","scheduledTime":"{{time}}"}""");
            await lab.InvokeAsync(
                TriggerEvents.StateChange(lab.Clock.GetUtcNow(), Id, lab.Ec2[Id].State == SimulatedState.Running ? "running" : "stopped"));
            lab.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal((1, 1), (lab.Ec2[Id].Starts, lab.Ec2[Id].Stops));
    }

    [Theory]
    [InlineData("11m")]
    [InlineData("-1s")]
    [InlineData("soon")]
    public void Create_GraceTimeOutOfItsBounds_IsRefused(string grace) => Assert.Contains(
        "up to 00:10:00",
        Assert.Throws<FunctionSettingsException>(() => FunctionLab.Create(("STOPINATOR_STATE_CHANGE_GRACE", grace))).Message,
        StringComparison.Ordinal);

    private static FunctionLab Lab(string schedule, params (string Name, string Value)[] settings) => FunctionLab.Create(
        fleet => fleet.Add(Id, instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", schedule).LaunchedAt(FunctionLab.Now.AddSeconds(-20)).Running()),
        [TriggerLab.Permitted, .. settings]);

    private static string Started() => TriggerEvents.StateChange(FunctionLab.Now, Id);
}
