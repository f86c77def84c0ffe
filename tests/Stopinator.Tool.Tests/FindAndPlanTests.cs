using System.Text.Json;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>The commands that only look: find and plan.</summary>
public sealed class FindAndPlanTests
{
    [Fact]
    public async Task Find_AsATable_ShowsTheColumns()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("find", "tag:Env=dev");

        Assert.Equal(0, result.Code);
        Assert.Matches("^Id +Name +Type +Zone +State +Since +Schedule$", result.Lines[0]);
        Assert.Matches($"^{lab.Ec2.Instances[0].Id} +web-1 .* running .* mon-fri 07:00-20:00 Europe/Paris$", result.Lines[2]);
        Assert.Equal("4 instances.", result.Lines[^1]);
    }

    [Fact]
    public async Task Find_Columns_AreThoseAskedFor()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("find", "tag:Env=prod", "--columns", "name,tag:Env");

        Assert.Equal(
            ["Name   Env", "shop   prod", "1 instance."], result.Lines.Where(line => !line.Contains('─', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Find_InANarrowTerminal_BreaksNoId()
    {
        await using var lab = ToolLab.Create();
        (lab.IsTerminal, lab.Width) = (true, 80);

        var result = await lab.RunAsync("find", "all");

        Assert.All(lab.Ec2.Instances, instance => Assert.Contains($"  {instance.Id} ", result.Output, StringComparison.Ordinal));
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Matches("Id +Name +State +Since +Schedule", result.Output);
        Assert.Contains(" running ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_InANarrowTerminal_LeavesColumnsOutAndBreaksNoWord()
    {
        await using var lab = ToolLab.Create();
        (lab.IsTerminal, lab.Width) = (true, 80);

        var plan = await lab.RunAsync("plan", "stop", "all");
        var report = await lab.RunAsync("stop", "all", "--yes");

        Assert.Contains(" already-there ", plan.Output, StringComparison.Ordinal);
        Assert.Matches("Instance +Name +Seen +Outcome +Why", report.Output);
        Assert.Contains(" already-there ", report.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlanAndStop_InOrder_ShowTheWaves()
    {
        await using var lab = ToolLab.Create(fleet => fleet.Add(
            2, (instance, index) => instance.Named($"web-{index}").Tagged("wave", $"{index}").Tagged("team", "red").Running()));

        var plan = await lab.RunAsync("plan", "stop", "all", "--order-tag", "wave", "--order-group-tag", "team", "-o", "markdown");
        var saved = await lab.RunAsync("plan", "stop", "all", "--order-tag", "wave", "--out", "plan.json");
        var applied = await lab.RunAsync("apply", "plan.json", "--yes", "-o", "json");

        Assert.Matches(@"\| Name +\| Group +\| Wave +\| State", plan.Output);
        Assert.Contains("| web-1 | red   | 1    | running |", plan.Output, StringComparison.Ordinal);
        Assert.Equal((0, 0), (saved.Code, applied.Code));
        Assert.Equal("wave", PowerReport.FromJson(applied.Output).Request.Order?.Tag);
        Assert.Equal([1, 0], lab.Ec2.Calls.Where(call => call.Action == "StopInstances").Select(call => call.InstanceIds[0] == lab.Ec2.Instances[1].Id ? 1 : 0));
    }

    [Fact]
    public async Task Find_AsJson_HasInstantsInUtcAndNothingElse()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("find", "tag:Name=web-1", "-o", "json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal("web-1", json.RootElement[0].GetProperty("name").GetString());
        Assert.EndsWith("Z", json.RootElement[0].GetProperty("launchTime").GetString(), StringComparison.Ordinal);
        Assert.Equal("running", json.RootElement[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Find_AsIds_IsAnIdALine()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("find", "all", "-o", "ids");

        Assert.Equal(string.Concat(lab.Ec2.Instances.Select(instance => instance.Id + "\n")), result.Output);
    }

    [Fact]
    public async Task Plan_AsATable_ShowsDecisionsWithReasonsAndChangesNothing()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("plan", "stop", "tag:Env=dev");

        Assert.Equal(0, result.Code);
        Assert.Contains("It belongs to the Auto Scaling group web-asg", result.Output, StringComparison.Ordinal);
        Assert.Equal("stop 2 of 4 instances; 1 already there, 1 skipped.", result.Lines[^1]);
        Assert.DoesNotContain(lab.Ec2.Calls, call => call.Action != "DescribeInstances");
    }

    [Theory]
    [InlineData("stop", "web-1 web-2")]
    [InlineData("start", "build")]
    [InlineData("reboot", "web-1 web-2")]
    public async Task Plan_AsIds_AreThoseThatWouldBeActedOn(string action, string names)
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("plan", action, "tag:Env=dev", "-o", "ids");

        Assert.Equal(names, string.Join(' ', result.Lines.Select(id => lab.Ec2[id].Tags["Name"])));
    }

    [Fact]
    public async Task Plan_AsJson_HasEachDecision()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("plan", "stop", "tag:Env=dev", "-o", "json", "--out", "plan.json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(
            ["act", "act", "already-there", "skip"],
            json.RootElement.GetProperty("decisions").EnumerateArray().Select(decision => decision.GetProperty("kind").GetString()));
        Assert.Equal(result.Output, await File.ReadAllTextAsync(Path.Combine(lab.Folder.FullName, "plan.json")));
    }
}
