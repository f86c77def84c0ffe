using Stopinator.Scheduling.Tests.Support;

namespace Stopinator.Scheduling.Tests.Reconciling;

/// <summary>Ways to stop, instances that are left running, and the tags of owners. It is Friday, 20:00 in Paris.</summary>
public sealed class ScheduleTermsTests
{
    private const string Tag = "stopinator:schedule";
    private const string OfficeHours = "mon-fri 07:00-20:00";

    [Fact]
    public async Task Run_WaysToStop_AreThoseOfEachSchedule()
    {
        await using var lab = ScheduledLab.Create(
            fleet =>
            {
                fleet.Add(instance => instance.Tagged(Tag, "off").Hibernatable().Running());
                fleet.Add(instance => instance.Tagged(Tag, "off; hibernate").Hibernatable().Running());
                fleet.Add(instance => instance.Tagged(Tag, "off; hibernate").Running());
                fleet.Add(instance => instance.Tagged(Tag, "off; hibernate else stop").Running());
                fleet.Add(instance => instance.Tagged(Tag, "off; force").Running());
            },
            new() { PermittedStopModes = [StopMode.Hibernate, StopMode.Force] });

        var report = await lab.RunAsync();

        Assert.Equal(
            [Outcome.Accepted, Outcome.Accepted, Outcome.Skipped, Outcome.Accepted, Outcome.Accepted],
            report.Power.Instances.Select(instance => instance.Outcome));
        Assert.Equal(ReasonCode.HibernationNotConfigured, report.Power.Instances[2].Reason);
        var stops = lab.Ec2.Calls.Where(call => call.Action == "StopInstances").ToList();
        Assert.Equal(3, stops.Count);
        Assert.Equal(
            ["2", "1", "1"], stops.Select(call => call.InstanceIds.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("off; force", "asks for force")]
    [InlineData("off; skip-os-shutdown", "asks for skip-os-shutdown")]
    public async Task Run_WayThatIsNotPermitted_IsAFailureOfThatInstance(string schedule, string expected)
    {
        await using var lab = ScheduledLab.Create(fleet => fleet.Add(instance => instance.Tagged(Tag, schedule).Running()));

        var outcome = await lab.RunOneAsync();

        Assert.Equal((Outcome.Failed, ReasonCode.InvalidSchedule), (outcome.Outcome, outcome.Reason));
        Assert.Contains(expected, outcome.Message, StringComparison.Ordinal);
        Assert.Contains("PermittedStopModes", outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stopinator:keep-running-until", "forever", "off", PowerAction.Start)]
    [InlineData("stopinator:keep-running-until", "2026-11-21", "off Europe/Paris", PowerAction.Start)]
    [InlineData("stopinator:keep-running-until", "2026-11-20", "off Europe/Paris", PowerAction.Stop)]
    [InlineData("stopinator:keep-running-until", "2026-11-20T20:01", "off Europe/Paris", PowerAction.Start)]
    [InlineData("stopinator:keep-running-until", "2026-11-20 20:00", "off Europe/Paris", PowerAction.Stop)]
    [InlineData("stopinator:keep-running-until", "2026-11-20T19:30", "off", PowerAction.Start)]
    [InlineData("stopinator:keep-stopped-until", "Forever", "24x7", PowerAction.Stop)]
    [InlineData("stopinator:keep-stopped-until", "2026-11-20T23:00", "stop 10:00 Asia/Tokyo", PowerAction.Reconcile)]
    public async Task Run_KeptUntilADateOrALocalTime_IsInTheZoneOfTheSchedule(string key, string until, string schedule, PowerAction action)
    {
        await using var lab = ScheduledLab.Create(
            fleet => fleet.Add(instance => instance.Tagged(Tag, schedule).Tagged(key, until).Running()));

        Assert.Equal(action, (await lab.RunOneAsync()).Action);
    }

    [Fact]
    public async Task Run_KeptRunningPastAMoment_IsStoppedWhenThatEnds()
    {
        await using var lab = ScheduledLab.Create(fleet => fleet.Add(instance =>
            instance.Tagged(Tag, "fri stop 14:00 UTC").Tagged("stopinator:keep-running-until", "2026-11-20T21:00Z").Running()));

        Assert.Equal(PowerAction.Start, (await lab.RunOneAsync()).Action);
        lab.Clock.SetUtcNow(ScheduledLab.Start.AddHours(2).AddMinutes(5));
        Assert.Equal((PowerAction.Stop, Outcome.Accepted), await ActionAsync(lab));
        lab.Clock.SetUtcNow(ScheduledLab.Start.AddHours(5));
        Assert.Equal(ReasonCode.NotDue, (await lab.RunOneAsync()).Reason);
    }

    [Fact]
    public async Task Run_MaxRuntime_StopsWhatHasRunForAsLong()
    {
        await using var lab = ScheduledLab.Create(fleet =>
        {
            fleet.Add(instance => instance.Tagged(Tag, "max-runtime 8h").Running().LaunchedAt(ScheduledLab.Start.AddHours(-8)));
            fleet.Add(instance => instance.Tagged(Tag, "max-runtime 8h").Running().LaunchedAt(ScheduledLab.Start.AddHours(-7)));
        });

        var instances = (await lab.RunAsync()).Power.Instances;

        Assert.Equal((PowerAction.Stop, Outcome.Accepted), (instances[0].Action, instances[0].Outcome));
        Assert.Equal((Outcome.Skipped, ReasonCode.NotDue), (instances[1].Outcome, instances[1].Reason));
        Assert.Contains("Its schedule asks for nothing now (max-runtime 8h).", instances[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Retain_LeavesWhatPeopleStartedOutside()
    {
        await using var lab = ScheduledLab.Create(
            fleet =>
            {
                fleet.Add(instance => instance.Tagged(Tag, $"{OfficeHours}; retain Europe/Paris").Running().LaunchedAt(ScheduledLab.Start.AddHours(-14)));
                fleet.Add(instance => instance.Tagged(Tag, $"{OfficeHours}; retain Europe/Paris").Running().LaunchedAt(ScheduledLab.Start.AddHours(-13).AddMinutes(-5)));
                fleet.Add(instance => instance.Tagged(Tag, $"{OfficeHours}; retain Europe/Paris").Running().LaunchedAt(ScheduledLab.Start.AddHours(-13).AddMinutes(-6)));
                fleet.Add(instance => instance.Tagged(Tag, $"{OfficeHours}; retain Europe/Paris").Running().LaunchedAt(ScheduledLab.Start.AddHours(-14))
                    .Tagged("stopinator:keep-running-until", "2026-11-20T10:00Z"));
            });

        var report = await lab.RunAsync();

        Assert.Equal(
            [ReasonCode.Retained, ReasonCode.RequestAccepted, ReasonCode.Retained, ReasonCode.RequestAccepted],
            report.Power.Instances.Select(instance => instance.Reason));
        Assert.Equal("retained", System.Text.Json.JsonSerializer.SerializeToElement(ReasonCode.Retained).GetString());
    }

    private static async Task<(PowerAction, Outcome)> ActionAsync(ScheduledLab lab)
    {
        var outcome = await lab.RunOneAsync();
        return (outcome.Action, outcome.Outcome);
    }
}
