using System.Globalization;
using Stopinator.Scheduling.Reconciling;
using Stopinator.Scheduling.Tests.Support;

namespace Stopinator.Scheduling.Tests.Reconciling;

/// <summary>Moments and limits of the run time at the first and the last instant at which they count. It is Friday, 19:00 UTC.</summary>
public sealed class MomentTickTests
{
    private const string Tag = "stopinator:schedule";
    private static readonly DateTimeOffset Now = ScheduledLab.Start;

    [Fact]
    public async Task Run_AMomentBetweenTheTickAndTheClock_IsDue()
    {
        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(instance => instance.Tagged(Tag, "fri stop 19:01 UTC").LaunchedAt(Now.AddHours(-9))),
            start: Now.AddMinutes(2));

        var report = await lab.RunAsync(tick: Now);

        Assert.Equal(Outcome.Accepted, Assert.Single(report.Power.Instances).Outcome);
        Assert.Equal(Now, report.Tick);
    }

    [Theory]
    [InlineData(0, Outcome.Accepted)]
    [InlineData(1, Outcome.AlreadyThere)]
    public async Task Run_AnExtensionThatEnds_HoldsUpToItsEnd(int minutesLeft, Outcome outcome)
    {
        var until = Now.AddMinutes(minutesLeft).ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
        await using var lab = ScheduledLab.Create(fleet => fleet.Add(instance => instance
            .Tagged(Tag, "fri stop 12:00; max-runtime 8h UTC").Tagged("stopinator:keep-running-until", until)
            .Running().LaunchedAt(Now.AddHours(-9))));

        Assert.Equal(outcome, (await lab.RunOneAsync()).Outcome);
    }

    [Theory]
    [InlineData(-1, Outcome.Reached)]
    [InlineData(0, Outcome.Skipped)]
    public async Task Run_AnInstanceThatStoppedAtTheMomentOfItsStart_StaysStopped(int secondsAfterTheMoment, Outcome outcome)
    {
        await using var lab = ScheduledLab.Create(fleet => fleet.Add(instance => instance
            .Tagged(Tag, "fri start 18:59 UTC").StoppedAt(Now.AddMinutes(-1).AddSeconds(secondsAfterTheMoment))));

        Assert.Equal(outcome, (await lab.RunOneAsync()).Outcome);
    }

    [Theory]
    [InlineData(300, DecisionKind.Act)]
    [InlineData(301, DecisionKind.Skip)]
    public void Choose_AnInstanceWithoutALaunchTime_IsStoppedForAnInterval(int seconds, DecisionKind kind)
    {
        var choice = new MomentChoice(new ScheduledPowerOptions(), Now.AddSeconds(seconds));

        var chosen = choice.Choose(
            new Ec2Instance { InstanceId = "i-0123456789abcdef0", State = PowerState.Running }, PowerSchedule.Parse("fri stop 19:00 UTC"));

        Assert.Equal(kind, chosen.Kind);
    }

    [Fact]
    public async Task Run_TwoPoliciesThatTakeUntagged_TheFirstDecides()
    {
        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(instance => instance.Running().LaunchedAt(Now.AddDays(-1))),
            new ScheduledPowerOptions
            {
                Tags = [OffHours("first", "UTC"), OffHours("second", "America/New_York")],
            });

        Assert.Equal(Outcome.Accepted, (await lab.RunOneAsync()).Outcome);

        static ScheduleTag OffHours(string key, string zone) =>
            ScheduleTag.OffHours(new CustodianOffHoursPolicy { TagKey = key, OptOut = true, DefaultTimeZone = zone });
    }
}
