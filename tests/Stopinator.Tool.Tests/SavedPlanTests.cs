using Stopinator.Testing;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>The commands that load a file: <c>apply</c> and <c>undo</c>.</summary>
public sealed class SavedPlanTests
{
    /// <summary>A command, the content of its file, and what the message has to say.</summary>
    public static TheoryData<string, string, string> Mistakes { get; } = new()
    {
        { "apply", "nonsense", "The plan file.json is invalid:" },
        { "apply", "{}", "The plan file.json is invalid:" },
        { "apply", """{"version":99}""", "The plan file.json is invalid:" },
        { "undo", "[]", "The report file.json is invalid:" },
        { "undo", """{"action":"stop"}""", "The report file.json is invalid:" },
    };

    [Fact]
    public async Task Apply_ASavedPlan_ActsOnItsInstances()
    {
        await using var lab = ToolLab.Create();
        await lab.RunAsync("plan", "stop", "tag:Env=dev", "--out", "plan.json");

        var result = await lab.RunAsync("apply", "plan.json", "--yes");

        Assert.Equal((0, "stop: 2 reached (of 2 instances, 1 call)."), (result.Code, result.Lines[^1]));
        Assert.Equal([SimulatedState.Stopped, SimulatedState.Stopped], lab.Ec2.Instances.Take(2).Select(instance => instance.State));
    }

    [Fact]
    public async Task Apply_APlanOfAReconcile_StartsAndStopsAsItSays()
    {
        await using var lab = ToolLab.Create();
        var planned = await lab.RunAsync("reconcile", "--plan", "--out", "plan.json");
        Assert.Equal($"The plan is in {Path.Combine(lab.Folder.FullName, "plan.json")}.\n", planned.Messages);
        Assert.All(lab.Ec2.Calls, call => Assert.Equal("DescribeInstances", call.Action));

        var result = await lab.RunAsync("apply", "plan.json", "--yes");

        Assert.Equal((0, "reconcile: 2 reached (of 2 instances, 1 call)."), (result.Code, result.Lines[^1]));
    }

    [Fact]
    public async Task Apply_AnInstanceChangedSince_IsLeftAlone()
    {
        await using var lab = ToolLab.Create();
        await lab.RunAsync("plan", "start", "tag:Env=dev", "--out", "plan.json");
        lab.Ec2.SetState(lab.Ec2.Instances[2].Id, SimulatedState.Running);

        var result = await lab.RunAsync("apply", "plan.json", "--yes");

        Assert.Equal((0, "start: 1 already there (of 1 instance, 0 calls)."), (result.Code, result.Lines[^1]));
    }

    [Fact]
    public async Task Apply_WithoutATerminalAndYes_DoesNothing()
    {
        await using var lab = ToolLab.Create();
        await lab.RunAsync("plan", "stop", "tag:Env=dev", "--out", "plan.json");

        var result = await lab.RunAsync("apply", "plan.json");

        Assert.Equal((3, ""), (result.Code, result.Output));
        Assert.DoesNotContain(lab.Ec2.Calls, call => call.Action == "StopInstances");
    }

    [Fact]
    public async Task Apply_AnOldPlan_IsRefused()
    {
        await using var lab = ToolLab.Create();
        await lab.RunAsync("plan", "stop", "tag:Env=dev", "--out", "plan.json");
        lab.Clock.Advance(TimeSpan.FromMinutes(31));

        var result = await lab.RunAsync("apply", "plan.json", "--yes", "--max-age", "30m");

        Assert.Equal(3, result.Code);
        Assert.EndsWith("The option of the tool is --max-age.\n", result.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain(lab.Ec2.Calls, call => call.Action == "StopInstances");
    }

    [Fact]
    public async Task Undo_OfAStop_StartsWhatItStopped()
    {
        await using var lab = ToolLab.Create();
        await lab.RunAsync("stop", "tag:Env=dev", "--yes", "--out", "report.json");

        var result = await lab.RunAsync("undo", "report.json", "--yes");

        Assert.Equal((0, "start: 2 reached (of 2 instances, 1 call)."), (result.Code, result.Lines[^1]));
        Assert.Equal([SimulatedState.Running, SimulatedState.Running], lab.Ec2.Instances.Take(2).Select(instance => instance.State));
    }

    [Fact]
    public async Task Undo_OfAReboot_SaysThatNothingTurnsItBack()
    {
        await using var lab = ToolLab.Create();
        await lab.RunAsync("reboot", "tag:Name~web-*", "--yes", "--out", "report.json");

        var result = await lab.RunAsync("undo", "report.json", "--yes");

        Assert.Equal(0, result.Code);
        Assert.Contains("is not turned back: Nothing turns back a reboot.", result.Messages, StringComparison.Ordinal);
        Assert.Equal(1, lab.Ec2.Calls.Count(call => call.Action == "RebootInstances"));
    }

    [Fact]
    public async Task Undo_OfARunThatChangedNothing_SaysSo()
    {
        await using var lab = ToolLab.Create();
        await lab.RunAsync("start", "tag:Env=prod", "--yes", "--out", "report.json");

        var result = await lab.RunAsync("undo", "report.json", "--yes");

        Assert.Equal(0, result.Code);
        Assert.Contains("The run changed nothing; there is nothing to turn back.", result.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_WithAnOptionOfTheOtherAction_SaysWhatIsWrong()
    {
        await using var lab = ToolLab.Create();
        await lab.RunAsync("stop", "tag:Env=dev", "--yes", "--out", "report.json");

        var result = await lab.RunAsync("undo", "report.json", "--yes", "--stop-mode", "force");

        Assert.Equal(2, result.Code);
        Assert.DoesNotContain(lab.Ec2.Calls, call => call.Action == "StartInstances");
    }

    [Fact]
    public async Task Stop_InAVeryNarrowTerminal_StopsAndReports()
    {
        await using var lab = ToolLab.Create();
        (lab.IsTerminal, lab.IsLive, lab.Width) = (true, true, 12);

        Assert.Equal(0, (await lab.RunAsync("stop", "tag:Env=dev", "--yes", "--out", "report.json")).Code);
        Assert.True(File.Exists(Path.Combine(lab.Folder.FullName, "report.json")));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Run_AFileOfSomethingElse_SaysWhatIsWrong(string command, string content, string message)
    {
        await using var lab = ToolLab.Create();
        lab.Write("file.json", content);

        var result = await lab.RunAsync(command, "file.json", "--yes");

        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Messages, StringComparison.Ordinal);
        Assert.Empty(lab.Ec2.Calls);
    }

    [Theory]
    [InlineData("undo|/dev/zero|--yes", "The report /dev/zero cannot be read: ")]
    [InlineData("find|all|--config|/dev/zero", "The configuration file /dev/zero is invalid: ")]
    public async Task Run_AFileWithoutAnEnd_IsRefused(string line, string message)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The file /dev/zero is on Linux.");
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync(line.Split('|'));

        Assert.Equal(
            (2, $"{message}The file has more than 128 MB, and the tool reads up to 128 MB. Name a smaller file.\n"),
            (result.Code, result.Messages));
    }

    [Fact]
    public async Task Run_AMissingFile_SaysSo()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("apply", "missing.json", "--yes");

        Assert.Equal(2, result.Code);
        Assert.Contains("missing.json cannot be read", result.Messages, StringComparison.Ordinal);
    }
}
