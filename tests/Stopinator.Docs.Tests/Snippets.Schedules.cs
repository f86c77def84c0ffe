using Microsoft.Extensions.DependencyInjection;
using Stopinator.Scheduling;
using Stopinator.Testing;

namespace Stopinator.Docs.Tests;

/// <content>The snippets of the pages on schedules, reconciles and previews.</content>
public sealed partial class Snippets
{
    [Fact]
    public void AskASchedule()
    {
        var schedule = PowerSchedule.Parse("mon-fri 07:00-20:00; dec25 off Europe/Paris");

        var now = new DateTimeOffset(2026, 11, 20, 21, 30, 0, TimeSpan.FromHours(1));
        Console.WriteLine(schedule.DesiredStateAt(now));        // stopped: outside every window (Europe/Paris)
        Console.WriteLine(schedule.NextTransition(now));        // 2026-11-23T07:00:00+01:00 running: inside the window mon-fri 07:00-20:00 (Europe/Paris)
        Assert.Equal("stopped: outside every window (Europe/Paris)", schedule.DesiredStateAt(now).ToString()); // not shown
        Assert.Equal("2026-11-23T07:00:00+01:00 running: inside the window mon-fri 07:00-20:00 (Europe/Paris)", schedule.NextTransition(now)!.ToString()); // not shown

        var week = schedule.Transitions(now, now.AddDays(7));   // after now, up to and including the end
        Assert.Equal(10, week.Count());
    }

    [Fact]
    public void AskForMoments()
    {
        var schedule = PowerSchedule.Parse("mon-fri stop 22:00; dec25 off Europe/Paris");

        var now = new DateTimeOffset(2026, 11, 20, 22, 30, 0, TimeSpan.FromHours(1));
        Console.WriteLine(schedule.LatestMoment(now, within: TimeSpan.FromHours(2)));   // 2026-11-20T22:00:00+01:00 stop: mon-fri stop 22:00
        Console.WriteLine(schedule.NextMoment(now));                                    // 2026-11-23T22:00:00+01:00 stop: mon-fri stop 22:00
        Assert.Equal("2026-11-20T22:00:00+01:00 stop: mon-fri stop 22:00", schedule.LatestMoment(now, TimeSpan.FromHours(2)).ToString()); // not shown
        Assert.Equal("2026-11-23T22:00:00+01:00 stop: mon-fri stop 22:00", schedule.NextMoment(now).ToString()); // not shown

        var week = schedule.Moments(now, now.AddDays(7));
        Assert.Equal(5, week.Count());
    }

    [Fact]
    public void ResolveSchedules()
    {
        var json = Pages.Blocks.Single(block => block.Comment == "schedule catalog").Text; // not shown
        var catalog = ScheduleCatalog.Parse(json);

        var named = catalog.Resolve("office-hours");
        var spelledOut = catalog.Resolve("sat 10:00-14:00");    // in the time zone of the catalog
        Assert.Equal("mon-fri 07:00-20:00 Europe/Paris", named.ToString());
        Assert.Equal("sat 10:00-14:00 Europe/Paris", spelledOut.ToString());
        Assert.Throws<UnknownScheduleException>(() => catalog.Resolve("office-hour"));
    }

    [Fact]
    public void BuildASchedule()
    {
        var schedule = new PowerSchedule(
            "Europe/Paris",
            [new ScheduleWindow(ScheduleDays.Parse("mon-fri"), new ScheduleHours(new(7, 0), new(20, 0)))],
            [SpecialDay.Closed(ScheduleDates.Yearly(12, 25)), SpecialDay.Parse("2026-12-24 08:00-12:00")]);

        var tonight = schedule.WithOverride(new(DesiredState.Running, new DateTimeOffset(2026, 11, 21, 22, 0, 0, TimeSpan.Zero)));
        Assert.Equal("mon-fri 07:00-20:00; dec25 off; 2026-12-24 08:00-12:00 Europe/Paris", schedule.ToString());
        Assert.NotNull(tonight.Override); // not shown
    }

    [Fact]
    public async Task ReconcileATaggedFleet()
    {
        var catalog = ScheduleCatalog.Parse(Pages.Blocks.Single(block => block.Comment == "schedule catalog").Text); // not shown
        var friday = new SimulatedClock(new DateTimeOffset(2026, 11, 20, 19, 0, 0, TimeSpan.Zero)); // not shown
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(3, i => i.Tagged("stopinator:schedule", "office-hours")), new SimulatedEc2Options { TimeProvider = friday }); // not shown
        using var power = new InstancePowerService(ec2.CreateClient(), timeProvider: friday); // not shown
        var scheduled = new ScheduledPowerService(power, new() { Tags = [ScheduleTag.Own(catalog: catalog)] });
        scheduled = new ScheduledPowerService(power, new() { Tags = [ScheduleTag.Own(catalog: catalog)] }, friday); // not shown

        var plan = await scheduled.PlanAsync();
        Console.WriteLine(plan);                        // reconcile 3 of 3 instances
        foreach (var decision in plan.Power.Decisions)
        {
            Console.WriteLine($"{decision.InstanceId}: {decision.Message}");
        }

        var report = await scheduled.ExecuteAsync(plan);
        foreach (var unknown in report.UnknownSchedules)
        {
            Console.WriteLine($"{unknown.Message} {unknown.InstanceIds.Length} instances name it.");
        }
        Assert.Equal("reconcile 3 of 3 instances", plan.ToString()); // not shown
        Assert.Equal(3, report.Power.Count(Outcome.Accepted)); // not shown
    }

    [Fact]
    public void RegisterScheduledPower()
    {
        var services = new ServiceCollection(); // not shown
        var catalog = ScheduleCatalog.Empty; // not shown
        services.AddStopinator(options => options.Ec2.Region = "eu-west-1");
        services.AddScheduledPower(options => options.Tags = [ScheduleTag.Own(catalog: catalog)]);
        using var provider = services.BuildServiceProvider(); // not shown
        Assert.NotNull(provider.GetRequiredService<IScheduledPowerService>()); // not shown
    }

    [Fact]
    public void ReadTheTagsOfOtherTools()
    {
        var json = Pages.Blocks.Single(block => block.Comment == "instance scheduler").Text; // not shown
        var options = new ScheduledPowerOptions
        {
            Tags =
            [
                ScheduleTag.Own(),
                ScheduleTag.InstanceScheduler(InstanceSchedulerNotation.ParseCatalog(json), "Schedule"),
                ScheduleTag.OffHours(new CustodianOffHoursPolicy { TagKey = "maid_offhours", DefaultTimeZone = "et" }),
            ],
            Mode = ReconcileMode.Edges,
            Interval = TimeSpan.FromMinutes(5),
            LookBack = TimeSpan.FromHours(1),
        };
        Assert.Equal(["stopinator:schedule", "Schedule", "maid_offhours"], options.Tags.Select(tag => tag.Key)); // not shown
    }

    [Fact]
    public void ReadInstanceSchedulerSchedules()
    {
        var json = Pages.Blocks.Single(block => block.Comment == "instance scheduler").Text; // not shown
        var catalog = InstanceSchedulerNotation.ParseCatalog(json);

        var schedule = catalog.Resolve("uk-office-hours");
        Assert.Equal(DesiredState.Running, schedule.DesiredStateAt(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero)).State);
        Assert.Equal(3, catalog.Schedules.Count); // not shown
    }

    [Fact]
    public void ReadOffHours()
    {
        var policy = new CustodianOffHoursPolicy { DefaultTimeZone = "et", OnHour = 7, OffHour = 19, OptOut = false };

        var hours = policy.Read("off=[(M-F,21),(U,18)];on=[(M-F,6),(U,10)];tz=pt");
        var monday = new DateTimeOffset(2026, 11, 23, 6, 30, 0, TimeSpan.FromHours(-8));
        Assert.True(hours.MatchesOnHour(monday));
        Assert.Equal(DesiredState.Running, hours.Schedule.DesiredStateAt(monday).State);

        var exempt = policy.Read("off");
        Assert.Equal(OffHoursStatus.OptedOut, exempt.Status);
    }

    [Fact]
    public void PreviewAWeek()
    {
        var schedule = PowerSchedule.Parse("mon-fri 07:00-20:00; sat 09:00-13:15 Europe/Paris");

        var week = SchedulePreview.WeekAhead(schedule, new DateTimeOffset(2026, 11, 20, 21, 30, 0, TimeSpan.FromHours(1)));
        Console.WriteLine(week);
        Assert.Equal(98.75, week.Stopped.TotalHours);
        Assert.Equal(Pages.Blocks.Single(block => block.Comment == "preview").Text, week.ToString()); // not shown
    }

    [Fact]
    public void PreviewAFleet()
    {
        var json = Pages.Blocks.Single(block => block.Comment == "schedule catalog").Text; // not shown
        var at = new DateTimeOffset(2026, 11, 20, 21, 30, 0, TimeSpan.FromHours(1)); // not shown
        var options = new ScheduledPowerOptions { Tags = [ScheduleTag.Own(catalog: ScheduleCatalog.Parse(json))] };

        PreviewInstance[] instances =
        [
            new("i-0123456789abcdef0", new Dictionary<string, string> { ["Name"] = "web", ["stopinator:schedule"] = "office-hours" }),
            new("i-0123456789abcdef1", new Dictionary<string, string> { ["Name"] = "shop", ["stopinator:schedule"] = "always-on" }),
        ];
        var fleet = FleetPreview.WeekAhead(instances, options, at);
        Console.WriteLine(fleet);
        var page = fleet.ToHtml("Week of the Paris office");
        Assert.Equal(103, fleet.StoppedHours);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal); // not shown
    }

    [Fact]
    public async Task PreviewAnAccount()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(3, i => i.Tagged("stopinator:schedule", "mon-fri 07:00-20:00 Europe/Paris"))); // not shown
        using var power = new InstancePowerService(ec2.CreateClient()); // not shown
        var options = new ScheduledPowerOptions(); // not shown
        var at = new DateTimeOffset(2026, 11, 20, 21, 30, 0, TimeSpan.FromHours(1)); // not shown
        var instances = await power.FindAsync(InstanceSelector.All).Select(PreviewInstance.Of).ToListAsync();

        var fleet = FleetPreview.WeekAhead(instances, options, at);
        Assert.Equal(3 * 103, fleet.StoppedHours); // not shown
    }

    [Fact]
    public void AskWhatIf()
    {
        var json = Pages.Blocks.Single(block => block.Comment == "schedule catalog").Text; // not shown
        var at = new DateTimeOffset(2026, 11, 20, 21, 30, 0, TimeSpan.FromHours(1)); // not shown
        var options = new ScheduledPowerOptions { Tags = [ScheduleTag.Own(catalog: ScheduleCatalog.Parse(json))] }; // not shown
        var tags = new Dictionary<string, string> { ["stopinator:schedule"] = "office-hours" };

        var answer = InstancePreview.WhatIf(new("i-0123456789abcdef0", tags), options, at);
        Assert.Equal("stopped: outside every window (Europe/Paris); running from 2026-11-23T07:00+01:00", answer.Explanation);
    }
}
