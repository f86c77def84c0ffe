using System.Text.Json;
using System.Xml.Linq;
using Stopinator.Testing;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>The commands on schedules: check, show, preview, reconcile.</summary>
public sealed class ScheduleCommandTests
{
    private const string OfficeHours = "mon-fri 07:00-20:00 Europe/Paris";
    private const string FridayNight = "2026-11-20T21:30+01:00";

    [Fact]
    public async Task Check_AValidText_SaysSoWithItsWarnings()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("schedule", "check", "mon-fri 07:00-23:59 Europe/Paris");

        Assert.Equal((0, "valid: mon-fri 07:00-23:59 Europe/Paris"), (result.Code, result.Lines[0]));
        Assert.StartsWith("Mind: The window mon-fri 07:00-23:59 ends at 23:59", result.Lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mon-fri 7-20 Europe/Paris", "mon-fri 7-20 Europe/Paris", "        ^")]
    [InlineData("mon-fri\t07:00-20:00; dec25 of UTC", @"mon-fri\u000907:00-20:00; dec25 of UTC", "                                ^")]
    [InlineData("mon-fri 07:00-20:00 Europe/Pari", "mon-fri 07:00-20:00 Europe/Pari", "                    ^")]
    public async Task Check_AnInvalidText_ShowsACaretUnderThePlace(string text, string shown, string caret)
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("schedule", "check", text);

        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.EndsWith($"\n\n  {shown}\n  {caret}\n", result.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_AFile_ListsItsSchedulesOrShowsThePathAndThePlace()
    {
        await using var lab = ToolLab.Create();
        lab.Write(
            "good.json", """{ "timeZone": "Europe/Paris", "schedules": { "office": "mon-fri 07:00-20:00", "off": { "windows": [] } } }""");
        var bad = lab.Write("bad.json", """{ "timeZone": "Europe/Paris", "schedules": { "office": { "windows": [ "mon-fri 7-20" ] } } }""");
        lab.Write("good.json", """{ "timeZone": "Europe/Paris", "schedules": { "office": "mon-fri 07:00-20:00" } }""");

        var good = await lab.RunAsync("schedule", "check", "--file", "good.json");
        var wrong = await lab.RunAsync("schedule", "check", "--file", "bad.json");

        Assert.Equal((0, "office: mon-fri 07:00-20:00 Europe/Paris\n"), (good.Code, good.Output));
        Assert.Equal(1, wrong.Code);
        Assert.StartsWith(
            $"{bad}: $.schedules.office.windows[0]: The window 'mon-fri 7-20' is malformed", wrong.Messages, StringComparison.Ordinal);
        Assert.EndsWith("\n\n  mon-fri 7-20\n          ^\n", wrong.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_ASchedule_DrawsTheWeekAndListsChanges()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("schedule", "show", OfficeHours, "--from", FridayNight);

        Assert.Equal(0, result.Code);
        Assert.Contains("Fri 20 Nov  ··············██████████████████████████········  13 h", result.Output, StringComparison.Ordinal);
        Assert.Contains("next  Mon 2026-11-23 07:00 +01:00  running", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_Days_ListsTheChangesOfSoManyDays()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("schedule", "show", OfficeHours, "--from", FridayNight, "--days", "3", "-o", "markdown");

        Assert.Equal(4, result.Lines.Length);
        Assert.Matches(@"^\| Mon 2026-11-23 07:00 \+01:00 \| running \| inside", result.Lines[2]);
    }

    [Fact]
    public async Task Show_AsJson_HasInstantsInUtc()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("schedule", "show", OfficeHours, "--from", FridayNight, "-o", "json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal("2026-11-20T20:30:00Z", json.RootElement.GetProperty("from").GetString());
        Assert.Equal("2026-11-23T06:00:00Z", json.RootElement.GetProperty("transitions")[0].GetProperty("at").GetString());
        Assert.Equal("stopped", json.RootElement.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Show_ANameOfTheConfiguredCatalog_IsThatSchedule()
    {
        await using var lab = ToolLab.Create();
        lab.Write("schedules.json", $$"""{ "schedules": { "office-hours": "{{OfficeHours}}" } }""");
        lab.Write("stopinator.json", """{ "Schedules": { "Catalog": "schedules.json" } }""");

        var known = await lab.RunAsync("schedule", "show", "office-hours");
        var unknown = await lab.RunAsync("schedule", "show", "ofice-hours");

        Assert.Equal((0, OfficeHours), (known.Code, known.Lines[0]));
        Assert.Equal(2, unknown.Code);
        Assert.Contains("Did you mean 'office-hours'?", unknown.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_OfTheFleet_ShowsItsWeekAndWritesThePage()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("preview", "tag:Env=dev", "--html", "week.html");

        Assert.Equal(0, result.Code);
        Assert.Equal("2 of 4 instances on 1 schedule: stopped for 206 h of 336 h a week, 61.3 % less than always on.", result.Lines[^1]);
        var page = await File.ReadAllTextAsync(Path.Combine(lab.Folder.FullName, "week.html"));
        Assert.Single(XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Descendants("article"));
        Assert.All(lab.Ec2.Calls, call => Assert.Equal("DescribeInstances", call.Action));
    }

    [Fact]
    public async Task Preview_WhatIf_ShowsTheWeekAsIfAllHadTheSchedule()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("preview", "--what-if", OfficeHours, "-o", "json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(5 * 103, json.RootElement.GetProperty("stoppedHours").GetDouble());
        Assert.All(
            json.RootElement.GetProperty("instances").EnumerateArray(),
            one => Assert.Equal(OfficeHours, one.GetProperty("schedule").GetString()));
    }

    [Fact]
    public async Task Reconcile_WithYes_HoldsTheFleetToItsSchedules()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("reconcile", "--yes");

        Assert.Equal((0, "reconcile: 2 reached (of 2 instances, 1 call)."), (result.Code, result.Lines[^1]));
        Assert.Equal([1, 1, 0, 0, 0], lab.Ec2.Instances.Select(instance => instance.Stops));
    }

    [Theory]
    [InlineData("2026-11-20T12:00Z", "reconcile 0 of 2 instances; 2 already there.")]
    [InlineData("2026-11-21T12:00Z", "reconcile 2 of 2 instances.")]
    public async Task Reconcile_PlanAtAnInstant_AsksTheSchedulesForThatInstant(string at, string plan)
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("reconcile", "--plan", "--at", at);

        Assert.Equal((0, plan), (result.Code, result.Lines[^1]));
        Assert.All(lab.Ec2.Calls, call => Assert.Equal("DescribeInstances", call.Action));
    }

    [Fact]
    public async Task Reconcile_AnUnknownName_IsNamedOnce()
    {
        await using var lab = ToolLab.Create(fleet => fleet.Add(2, instance => instance.Tagged("stopinator:schedule", "ofice")));

        var result = await lab.RunAsync("reconcile", "--yes");

        Assert.Equal(1, result.Code);
        Assert.StartsWith("There is no schedule named 'ofice'.", result.Messages, StringComparison.Ordinal);
        Assert.EndsWith(" 2 instances name it in stopinator:schedule.\n", result.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reconcile_WithoutATerminalAndYes_DoesNothing()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("reconcile");

        Assert.Equal(3, result.Code);
        Assert.All(lab.Ec2.Instances.Take(2), instance => Assert.Equal(SimulatedState.Running, instance.State));
    }
}
