using Stopinator.Scheduling.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Scheduling.Tests.Reconciling;

/// <summary>Edges mode: an instance changes only when its schedule has just asked for that. It is Friday, 20:00 in Paris.</summary>
public sealed class EdgesTests
{
    private const string Tag = "stopinator:schedule";
    private const string OfficeHours = "mon-fri 07:00-20:00 Europe/Paris";
    private static readonly ScheduledPowerOptions Edges = new() { Mode = ReconcileMode.Edges };

    [Theory]
    [InlineData(0, Outcome.Accepted, ReasonCode.RequestAccepted)]
    [InlineData(299, Outcome.Accepted, ReasonCode.RequestAccepted)]
    [InlineData(300, Outcome.Skipped, ReasonCode.NotDue)]
    [InlineData(-1, Outcome.Skipped, ReasonCode.NotDue)]
    public async Task Run_ActsOnlyOnChangesWithinTheInterval(int secondsAfterTheEnd, Outcome outcome, ReasonCode reason)
    {
        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(instance => instance.Tagged(Tag, OfficeHours)), Edges, ScheduledLab.Start.AddSeconds(secondsAfterTheEnd));

        Assert.Equal((outcome, reason), Of(await lab.RunOneAsync()));
    }

    [Fact]
    public async Task Run_EventRepeated_DoesNotUndoWhatSomebodyDidSince()
    {
        await using var lab = ScheduledLab.Create(fleet => fleet.Add(instance => instance.Tagged(Tag, OfficeHours)), Edges);
        Assert.Equal(Outcome.Accepted, (await lab.RunOneAsync(ScheduledLab.Start)).Outcome);
        lab.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(Outcome.AlreadyThere, (await lab.RunOneAsync(ScheduledLab.Start)).Outcome);

        lab.Ec2.SetState(lab.Ec2.Instances[0].Id, SimulatedState.Running);
        lab.Clock.Advance(TimeSpan.FromMinutes(1));

        var repeated = await lab.RunOneAsync(ScheduledLab.Start);

        Assert.Equal((Outcome.Skipped, ReasonCode.ChangedSince), Of(repeated));
        Assert.Equal("Its schedule asked for stopped at 2026-11-20T19:00Z; somebody changed it since.", repeated.Message);
    }

    [Fact]
    public async Task Run_StartRepeated_DoesNotUndoWhatSomebodyDidSince()
    {
        var morning = new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);
        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(instance => instance.Tagged(Tag, OfficeHours).Stopped()), Edges, morning);
        Assert.Equal(Outcome.Reached, (await lab.RunOneAsync(morning)).Outcome);

        lab.Clock.Advance(TimeSpan.FromMinutes(1));
        lab.Ec2.SetState(lab.Ec2.Instances[0].Id, SimulatedState.Stopped);
        lab.Clock.Advance(TimeSpan.FromMinutes(1));
        var repeated = await lab.RunOneAsync(morning);

        Assert.Equal((Outcome.Skipped, ReasonCode.ChangedSince), Of(repeated));
        Assert.Equal("Its schedule asked for running at 2026-11-23T06:00Z; somebody changed it since.", repeated.Message);
    }

    [Fact]
    public async Task Run_EventLate_DoesNotMeetTheNextMorning()
    {
        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(instance => instance.Tagged(Tag, "05:00-20:00; 20:30-23:00 Europe/Paris")), Edges,
            ScheduledLab.Start.AddMinutes(45));

        var late = await lab.RunOneAsync(ScheduledLab.Start);

        Assert.Equal((Outcome.Skipped, ReasonCode.NotDue), Of(late));
        Assert.Equal("Its schedule asked for stopped at 2026-11-20T19:00Z, and for something else since.", late.Message);
    }

    [Theory]
    [InlineData(0, Outcome.Skipped)]
    [InlineData(60, Outcome.Accepted)]
    public async Task Run_TickMissed_IsMadeUpForWithinTheLookBack(int lookBackMinutes, Outcome outcome)
    {
        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(instance => instance.Tagged(Tag, OfficeHours)),
            Edges with { LookBack = TimeSpan.FromMinutes(lookBackMinutes) },
            ScheduledLab.Start.AddMinutes(40));

        Assert.Equal(outcome, (await lab.RunOneAsync()).Outcome);
    }

    [Fact]
    public async Task Run_EndOfAnExtension_IsAChange()
    {
        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(instance => instance.Tagged(Tag, OfficeHours).Tagged("stopinator:keep-running-until", "2026-11-20T21:00Z")),
            Edges);

        Assert.Equal((Outcome.Skipped, ReasonCode.NotDue), Of(await lab.RunOneAsync()));
        lab.Clock.SetUtcNow(ScheduledLab.Start.AddHours(2));
        Assert.Equal(Outcome.Accepted, (await lab.RunOneAsync()).Outcome);
    }

    [Fact]
    public async Task Run_TwoChangesBetweenTwoTicks_TakesTheLast()
    {
        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(instance => instance.Tagged(Tag, "07:00-19:00; 19:02-23:00 UTC").StoppedAt(ScheduledLab.Start)),
            Edges,
            ScheduledLab.Start.AddMinutes(4));

        Assert.Equal(Outcome.Reached, (await lab.RunOneAsync()).Outcome);
    }

    [Fact]
    public async Task Run_TwoHoursOfCloudCustodianBetweenTwoTicks_TakesTheLast()
    {
        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(instance => instance.Tagged("maid_offhours", "on").Running().LaunchedAt(ScheduledLab.Start.AddDays(-1))),
            Edges with
            {
                Tags = [ScheduleTag.OffHours(new CustodianOffHoursPolicy { DefaultTimeZone = "UTC" })],
                LookBack = TimeSpan.FromHours(13),
            });

        Assert.Equal(Outcome.Accepted, (await lab.RunOneAsync()).Outcome);
    }

    [Fact]
    public async Task Run_ExtensionThatEndedAtTheTickBefore_IsOfThatTick()
    {
        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(instance => instance.Tagged(Tag, "24x7").Tagged("stopinator:keep-running-until", "2026-11-20T18:55Z")),
            Edges);

        Assert.Equal("Its schedule asks for no change (24x7).", (await lab.RunOneAsync()).Message);
    }

    private static (Outcome, ReasonCode) Of(InstanceOutcome outcome) => (outcome.Outcome, outcome.Reason);
}
