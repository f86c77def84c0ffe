using Stopinator.Scheduling;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>The conversion of other tools' schedules: the result is compared with what they ask for, minute by minute.</summary>
public sealed class ConvertTests
{
    private const string Scheduler = """
        {
          "periods": [
            { "name": "office", "begintime": "09:00", "endtime": "17:00", "weekdays": [ "mon-fri" ] },
            { "name": "saturday", "begintime": "10:00", "endtime": "12:30", "weekdays": [ "sat" ] },
            { "name": "evening", "begintime": "20:00", "endtime": "23:59", "weekdays": [ "mon-thu" ] },
            { "name": "morning", "begintime": "00:00", "endtime": "06:00", "weekdays": [ "tue-fri" ] },
            { "name": "first", "begintime": "09:00", "endtime": "17:00", "monthdays": [ "1" ] },
            { "name": "only-end", "endtime": "19:00", "weekdays": [ "mon-fri" ] },
            { "name": "only-begin", "begintime": "08:30", "weekdays": [ "sat" ] }
          ],
          "schedules": [
            { "name": "uk office", "timezone": "Europe/London", "periods": [ "office", "saturday" ] },
            { "name": "nights", "timezone": "America/New_York", "periods": [ "evening", "morning" ] },
            { "name": "monthly", "timezone": "Europe/London", "periods": [ "first" ] },
            { "name": "evening-stop", "timezone": "Europe/London", "periods": [ "only-end" ] },
            { "name": "saturday-start", "timezone": "Europe/London", "periods": [ "only-begin" ] },
            { "name": "mixed", "timezone": "Europe/London", "periods": [ "office", "only-begin" ] },
            { "name": "parked", "override_status": "stopped" }
          ]
        }
        """;

    [Fact]
    public async Task InstanceScheduler_AFile_IsACatalogThatAsksForTheSame()
    {
        await using var lab = ToolLab.Create();
        lab.Write("theirs.json", Scheduler);

        var result = await lab.RunAsync("convert", "instance-scheduler", "theirs.json", "-o", "json", "--out", "catalog.json");

        var ours = ScheduleCatalog.Parse(result.Output);
        var theirs = InstanceSchedulerNotation.ParseCatalog(Scheduler);
        Assert.Equal(["nights", "parked", "uk-office"], ours.Schedules.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("mon-fri 09:00-17:00; sat 10:00-12:30 Europe/London", ours.Resolve("uk-office").ToString());
        Assert.Equal("off", ours.Resolve("parked").ToString());
        Assert.Equal(result.Output, await File.ReadAllTextAsync(Path.Combine(lab.Folder.FullName, "catalog.json")));
        foreach (var (our, their) in (ValueTuple<string, string>[])[("uk-office", "uk office"), ("nights", "nights")])
        {
            for (var minute = 0; minute < 14 * 24 * 60; minute++)
            {
                var at = ToolLab.Start.AddMinutes(minute);
                Assert.Equal(theirs.Resolve(their).DesiredStateAt(at).State, ours.Resolve(our).DesiredStateAt(at).State);
            }
        }
    }

    [Fact]
    public async Task InstanceScheduler_WhatCannotBeSaid_IsNamedAndExitsWith1()
    {
        await using var lab = ToolLab.Create();
        lab.Write("theirs.json", Scheduler);

        var result = await lab.RunAsync("convert", "instance-scheduler", "theirs.json");

        Assert.Equal(1, result.Code);
        Assert.Contains("Schedule=monthly: Its hours depend on more than the day of the week", result.Messages, StringComparison.Ordinal);
        Assert.Contains("Schedule=evening-stop: It leaves instances alone at some hours", result.Messages, StringComparison.Ordinal);
        Assert.Contains(
            "Schedule=evening-stop: Suggested: mon-fri stop 19:00 Europe/London. --moments takes it",
            result.Messages,
            StringComparison.Ordinal);
        Assert.Contains("Schedule=saturday-start: Suggested: sat start 08:30 Europe/London.", result.Messages, StringComparison.Ordinal);
        Assert.Matches("Schedule=mixed: It leaves instances alone .* Keep its tag", result.Messages);
        Assert.Contains(result.Lines, line => line.StartsWith("Schedule=evening-stop", StringComparison.Ordinal) && line.EndsWith("suggested: mon-fri stop 19:00 Europe/London", StringComparison.Ordinal));
        Assert.Contains(
            "Schedule=uk office: A catalog has no name 'uk office'; it is called 'uk-office' there.",
            result.Messages,
            StringComparison.Ordinal);
        Assert.Contains(result.Lines, line => line.StartsWith("Schedule=nights", StringComparison.Ordinal) && line.Contains("stopinator:schedule=nights", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Custodian_APolicyFile_IsACatalogThatAsksForTheSame()
    {
        await using var lab = ToolLab.Create();
        lab.Write("policies.yml", """
            policies:
              - name: stop-at-night
                resource: ec2
                filters:
                  - type: offhour
                    tag: custodian_downtime
                    default_tz: et
                    offhour: 20
                    opt-out: true
              - name: start-in-the-morning
                resource: ec2
                filters:
                  - and:
                    - type: onhour
                      tag: custodian_downtime
                      default_tz: et
                      onhour: 6
                      skip-days: [ 2026-12-25 ]
            """);

        var result = await lab.RunAsync("convert", "custodian", "policies.yml", "-o", "json");

        Assert.Equal(0, result.Code);
        Assert.Equal("mon-fri 06:00-20:00 America/New_York", ScheduleCatalog.Parse(result.Output).Resolve("custodian_downtime").ToString());
        Assert.Contains(
            "custodian_downtime=on: With opt-out, instances without the tag have these hours, too.",
            result.Messages,
            StringComparison.Ordinal);
        Assert.Contains("skip-days is not converted.", result.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InstanceScheduler_WithMoments_PutsTheSuggestionsIntoTheCatalog()
    {
        await using var lab = ToolLab.Create();
        lab.Write("theirs.json", Scheduler);

        var result = await lab.RunAsync("convert", "instance-scheduler", "theirs.json", "-o", "json", "--moments");

        var ours = ScheduleCatalog.Parse(result.Output);
        Assert.Equal(1, result.Code);
        Assert.Equal(
            ["evening-stop", "nights", "parked", "schedule-saturday-start", "uk-office"],
            ours.Schedules.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("mon-fri stop 19:00 Europe/London", ours.Resolve("evening-stop").ToString());
        Assert.Equal("sat start 08:30 Europe/London", ours.Resolve("schedule-saturday-start").ToString());
        Assert.DoesNotContain("Suggested", result.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ type: offhour, tag: night, default_tz: et, offhour: 20 }", "mon-fri stop 20:00 America/New_York", "onhour filter for this tag, so nothing in it starts")]
    [InlineData("{ type: onhour, tag: night, default_tz: Europe/Paris, onhour: 2, weekends: false }", "start 02:00 Europe/Paris", "offhour filter for this tag, so nothing in it stops")]
    [InlineData("{ type: offhour, tag: night, default_tz: et, offhour: 19, weekends-only: true }", "fri stop 19:00 America/New_York", "onhour filter")]
    public async Task Custodian_OneFilterOnly_SuggestsMoments(string filter, string moments, string note)
    {
        await using var lab = ToolLab.Create();
        lab.Write("policies.yml", $"policies: [ {{ name: a, resource: ec2, filters: [ {filter} ] }} ]");

        var shown = await lab.RunAsync("convert", "custodian", "policies.yml");
        var taken = await lab.RunAsync("convert", "custodian", "policies.yml", "-o", "json", "--moments");

        Assert.Equal((1, 0), (shown.Code, taken.Code));
        Assert.Contains(note, shown.Messages, StringComparison.Ordinal);
        Assert.Contains($"night=on: Suggested: {moments}.", shown.Messages, StringComparison.Ordinal);
        Assert.Equal(moments, ScheduleCatalog.Parse(taken.Output).Resolve("night").ToString());
    }

    [Theory]
    [InlineData("instance-scheduler", "{ \"schedules\": [ { \"name\": \"a\", \"periods\": [ \"b\" ] } ] }", "there is no period 'b'.")]
    [InlineData("instance-scheduler", "no JSON", "theirs")]
    [InlineData("custodian", "policies: [ { filters: [ { type: offhour, offhour: late } ] } ]", "offhour is 'late'; it takes an hour from 0 to 23.")]
    [InlineData("custodian", "policies: [ { filters: [ { type: offhour, offhour: 25 } ] } ]", "'25'")]
    [InlineData("custodian", "policies: [ { filters: [ { type: offhour, default_tz: nowhere } ] } ]", "nowhere")]
    [InlineData("custodian", "policies: [", "line ")]
    [InlineData("custodian", "policies: []", "has no filter of the type onhour or offhour.")]
    public async Task Convert_AFileWithAMistake_NamesThePathAndTheReason(string tool, string text, string reason)
    {
        await using var lab = ToolLab.Create();
        var path = lab.Write("theirs", text);

        var result = await lab.RunAsync("convert", tool, "theirs");

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains(path, result.Messages, StringComparison.Ordinal);
        Assert.Contains(reason, result.Messages, StringComparison.OrdinalIgnoreCase);
    }
}
