using System.Text.Json;
using Stopinator.Testing;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>The commands that act: question, run, report, exit code.</summary>
public sealed class ActCommandTests
{
    private const string Web = "tag:Env=dev and tag:Name~web-*";

    [Fact]
    public async Task Stop_WithYes_StopsAndReportsEachInstance()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("stop", "tag:Env=dev", "--yes");

        Assert.Equal(0, result.Code);
        Assert.Equal("stop: 2 reached, 1 already there, 1 skipped (of 4 instances, 1 call).", result.Lines[^1]);
        Assert.Equal(
            ["web-1 Stopped", "web-2 Stopped", "build Stopped", "scaled Running", "shop Running"],
            lab.Ec2.Instances.Select(instance => $"{instance.Tags["Name"]} {instance.State}"));
        Assert.Equal(1, lab.Ec2.Calls.Count(call => call.Action == "StopInstances"));
    }

    [Fact]
    public async Task Start_WithYes_StartsAndAwaitsTheState()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("start", "tag:Env=dev", "--yes", "-o", "ids");

        Assert.Equal((0, lab.Ec2.Instances[2].Id), (result.Code, result.Output.Trim()));
        Assert.Equal(SimulatedState.Running, lab.Ec2.Instances[2].State);
    }

    [Fact]
    public async Task Reboot_WithYes_RebootsEach()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("reboot", Web, "--yes");

        Assert.Equal((0, "reboot: 2 accepted (of 2 instances, 1 call)."), (result.Code, result.Lines[^1]));
        Assert.Equal([1, 1, 0, 0, 0], lab.Ec2.Instances.Select(instance => instance.Reboots));
    }

    [Fact]
    public async Task Stop_WithoutATerminalAndYes_ShowsThePlanAndDoesNothing()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("stop", "tag:Env=dev");

        Assert.Equal((3, ""), (result.Code, result.Output));
        Assert.Contains("stop 2 of 4 instances; 1 already there, 1 skipped.", result.Messages, StringComparison.Ordinal);
        Assert.Contains(
            "Nothing was done, because there is no terminal to ask on. --yes acts without asking.",
            result.Messages,
            StringComparison.Ordinal);
        Assert.DoesNotContain(lab.Ec2.Calls, call => call.Action != "DescribeInstances");
    }

    [Theory]
    [InlineData("y", 0, 1)]
    [InlineData("n", 3, 0)]
    [InlineData("", 3, 0)]
    public async Task Stop_ForAPerson_AsksAndFollowsTheAnswer(string answer, int code, int calls)
    {
        await using var lab = ToolLab.Create();
        (lab.CanAsk, lab.Keys) = (true, answer.Length == 0 ? "\r" : answer);

        var result = await lab.RunAsync("stop", Web);

        Assert.Equal(code, result.Code);
        Assert.Contains("Stop 2 of 2 instances? [y/n] (n)", result.Messages, StringComparison.Ordinal);
        Assert.Equal(calls, lab.Ec2.Calls.Count(call => call.Action == "StopInstances"));
        Assert.Equal(code == 3, result.Messages.Contains("Nothing was done.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_NothingToDo_DoesNotAsk()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("stop", "tag:Name=build");

        Assert.Equal((0, "stop: 1 already there (of 1 instance, 0 calls)."), (result.Code, result.Lines[^1]));
    }

    [Fact]
    public async Task Stop_AnInstanceFails_ExitsWith1()
    {
        await using var lab = ToolLab.Create(fleet => fleet.Add(instance => instance.StopProtected()));

        var result = await lab.RunAsync("stop", "all", "--yes");

        Assert.Equal(1, result.Code);
        Assert.Contains("failed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_MoreThanTheGuardPermits_ExitsWith3()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("stop", "tag:Env=dev", "--yes", "--max-instances", "1");

        Assert.Equal((3, ""), (result.Code, result.Output));
        Assert.Contains("2", result.Messages, StringComparison.Ordinal);
        Assert.EndsWith("The option of the tool is --max-instances.\n", result.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain(lab.Ec2.Calls, call => call.Action == "StopInstances");
    }

    [Fact]
    public async Task Stop_DryRun_AsksOnlyForThePermission()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("stop", Web, "--dry-run");

        Assert.Equal(0, result.Code);
        Assert.All(lab.Ec2.Calls.Where(call => call.Action == "StopInstances"), call => Assert.True(call.DryRun));
        Assert.Equal(SimulatedState.Running, lab.Ec2.Instances[0].State);
    }

    [Fact]
    public async Task Stop_Ec2Refuses_ExitsWith1AndItsMessage()
    {
        await using var lab = ToolLab.Create();
        lab.Ec2.Faults.On("DescribeInstances").Always().Fail("UnauthorizedOperation", "You are not authorized.", 403);

        var result = await lab.RunAsync("stop", Web, "--yes");

        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.Contains("You are not authorized.", result.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_OutputAsJson_IsExactlyTheReportOfTheLibrary()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("stop", Web, "--yes", "--output", "json", "--out", "report.json");

        Assert.Equal(PowerReport.FromJson(result.Output).ToJson() + "\n", result.Output);
        Assert.Equal(result.Output, await File.ReadAllTextAsync(Path.Combine(lab.Folder.FullName, "report.json")));
        Assert.Equal(2, PowerReport.FromJson(result.Output).Count(Outcome.Reached));
        Assert.Contains($"The report is in {Path.Combine(lab.Folder.FullName, "report.json")}.", result.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_OutputAsMarkdown_IsATable()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("stop", Web, "--yes", "--output", "markdown");

        Assert.Matches(@"^\| Instance +\| Name +\| Before +\| Seen +\| Outcome +\| Why +\|$", result.Lines[0]);
        Assert.Equal(2, result.Lines.Count(line => line.Contains("| reached |", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Stop_Cancelled_ExitsWith130AndItsReport()
    {
        await using var lab = ToolLab.Create();
        using var pressed = new CancellationTokenSource();
        lab.Ec2.Faults.On("StopInstances").Always().DoAfterActing(pressed.Cancel);

        var result = await lab.RunAsync(pressed.Token, "stop", Web, "--yes", "-o", "json");

        Assert.Equal(130, result.Code);
        Assert.Equal(2, PowerReport.FromJson(result.Output).Instances.Length);
        Assert.Contains("Cancelled; the report has what was done.", result.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_CancelledBeforeTheFirstCall_ExitsWith130AndNothingDone()
    {
        await using var lab = ToolLab.Create();
        using var pressed = new CancellationTokenSource();
        lab.Ec2.Faults.On("DescribeInstances").Always().Do(pressed.Cancel);

        var result = await lab.RunAsync(pressed.Token, "stop", Web, "--yes");

        Assert.Equal((130, ""), (result.Code, result.Output));
        Assert.Contains("Cancelled; nothing was done.", result.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", Outcome.Accepted, 0)]
    [InlineData("state", Outcome.Reached, 0)]
    [InlineData("status-checks", Outcome.Reached, 1)]
    public async Task Start_Await_IsWhatTheRunWaitsFor(string sign, Outcome outcome, int leastStatusCalls)
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("start", "tag:Name=build", "--yes", "-o", "json", "--await", sign);

        Assert.Equal(outcome, PowerReport.FromJson(result.Output).Instances[0].Outcome);
        Assert.Equal(leastStatusCalls > 0, lab.Ec2.Calls.Any(call => call.Action == "DescribeInstanceStatus"));
    }

    [Fact]
    public async Task Stop_OnAPipe_WritesALineEveryFewSeconds()
    {
        await using var lab = ToolLab.Create(
            fleet => fleet.Add(5, instance => instance.Running()), options => options.StopDuration = TimeSpan.FromSeconds(20));

        var result = await lab.RunAsync("stop", "all", "--yes");

        Assert.Contains("0:00:05  0 of 5 done, 5 in motion, 0 waiting, 1 call\n", result.Messages, StringComparison.Ordinal);
        Assert.Equal(0, result.Code);
    }

    [Fact]
    public async Task Stop_OnAPipeWithoutAChange_WritesALineAMinuteWithInstancesInMotion()
    {
        await using var lab = ToolLab.Create(
            fleet => fleet.Add(5, (instance, index) => instance.Named($"web-{index + 1}").Running()),
            options => options.StopDuration = TimeSpan.FromMinutes(3.5));
        lab.Write("stopinator.json", """{ "Stopinator": { "Verification": { "Timeout": "00:10:00" } } }""");

        var result = await lab.RunAsync("stop", "all", "--yes");

        var lines = result.Messages.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                "0:00:05  0 of 5 done, 5 in motion, 0 waiting, 1 call",
                $"0:01:05  0 of 5 done, 5 in motion, 0 waiting, 1 call; in motion: {Named(0)}, {Named(1)}, {Named(2)}, and 2 more",
            ],
            lines[..2]);
        Assert.Equal(["0:00:05", "0:01:05", "0:02:05", "0:03:05"], lines.Select(line => line[..7]));

        string Named(int index) => $"{lab.Ec2.Instances[index].Id} web-{index + 1} stopping";
    }

    [Fact]
    public async Task Stop_WithAScopeInTheFile_CannotReachBeyondIt()
    {
        await using var lab = ToolLab.Create();
        lab.Write("stopinator.json", """{ "Stopinator": { "Scope": "tag:Env=dev" } }""");

        var result = await lab.RunAsync("stop", "tag:Name=shop", "--scope", "tag:Env=dev,prod", "--yes");

        Assert.Equal(SimulatedState.Running, lab.Ec2.Instances[4].State);
        Assert.Contains("skipped", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_Verbose_WritesTheLogToStandardError()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("stop", Web, "--yes", "--verbose", "-o", "json");

        Assert.Contains("information: Planned to stop 2 of 2 selected instances", result.Messages, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal("stop", json.RootElement.GetProperty("action").GetString());
    }
}
