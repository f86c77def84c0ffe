using Stopinator.Scheduling.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Scheduling.Tests.Reconciling;

/// <summary>The whole sentence by which a decision on an instance is explained. It is Friday, 20:00 in Paris.</summary>
public sealed class ReconcileMessageTests
{
    private const string Tag = "stopinator:schedule";

    [Theory]
    [InlineData("unmanaged", 1, "Its schedule asks for nothing: the schedule leaves it alone.")]
    [InlineData(
        "off; force", 1, "Its schedule asks for force, which ScheduledPowerOptions.PermittedStopModes does not permit (off; force).")]
    [InlineData(
        "mon-fri 07:00-20:00; retain Europe/Paris", 14,
        "It was launched at 2026-11-20T05:00Z, outside of its windows, and its schedule leaves such instances running "
        + "(mon-fri 07:00-20:00; retain Europe/Paris).")]
    [InlineData(
        "max-runtime 8h", 9,
        "It is running; EC2 is asked to stop it. It was launched at 2026-11-20T10:00Z; max-runtime is 8h.")]
    [InlineData(
        "fri stop 18:00 UTC", 9,
        "It is running; EC2 is asked to stop it. Its schedule asked for a stop at 2026-11-20T18:00Z (fri stop 18:00).")]
    [InlineData(
        "fri stop 18:00 UTC", 0.5, "Its schedule asked for a stop at 2026-11-20T18:00Z (fri stop 18:00); somebody changed it since.")]
    public async Task Plan_AnInstanceThatRuns_SaysWhatItsScheduleAsksFor(string schedule, double hours, string message)
    {
        var launched = ScheduledLab.Start.AddHours(-hours);

        Assert.Equal(message, await MessageAsync(instance => instance.Tagged(Tag, schedule).Running().LaunchedAt(launched)));
    }

    [Fact]
    public async Task Plan_AStartThatIsDue_NamesTheMoment() => Assert.Equal(
        "It is stopped; EC2 is asked to start it. Its schedule asked for a start at 2026-11-20T18:59Z (fri start 18:59).",
        await MessageAsync(instance => instance.Tagged(Tag, "fri start 18:59 UTC").StoppedAt(ScheduledLab.Start.AddHours(-9))));

    [Fact]
    public async Task Plan_AnInstanceThatShouldRun_NamesTheRule() => Assert.Equal(
        "It is stopped; EC2 is asked to start it. Its schedule asks for running: inside the window mon-fri 07:00-20:00 (UTC).",
        await MessageAsync(instance => instance.Tagged(Tag, "mon-fri 07:00-20:00 UTC").Stopped()));

    [Fact]
    public async Task Plan_AnOverrideThatEndedBetweenTwoTicks_IsNotNamed() => Assert.Equal(
        "Its schedule asks for nothing now (max-runtime 8h).",
        await MessageAsync(instance => instance.Tagged(Tag, "max-runtime 8h")
            .Tagged("stopinator:keep-running-until", "2026-11-20T18:59Z").Running().LaunchedAt(ScheduledLab.Start.AddHours(-1))));

    private static async Task<string> MessageAsync(Action<InstanceBuilder> build)
    {
        await using var lab = ScheduledLab.Create(fleet => fleet.Add(build));
        var plan = await lab.Clock.RunAsync(() => lab.Service.PlanAsync());
        return Assert.Single(plan.Power.Decisions).Message;
    }
}
