using System.Text.Json;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>The commands explain and iam.</summary>
public sealed class OtherCommandTests
{
    [Fact]
    public async Task Explain_AnInstance_SaysWhyAndWhatComesNext()
    {
        await using var lab = ToolLab.Create();
        var id = lab.Ec2.Instances[0].Id;

        var result = await lab.RunAsync("explain", id);

        Assert.Equal(0, result.Code);
        Assert.Equal($"{id}  web-1  t3.micro  us-east-1a", result.Lines[0]);
        Assert.Equal(
            ["State", "Schedule", "Asks for", "Next tick", "Change", "Change", "Change", "A stop", "Not shown"],
            result.Lines.Skip(1).Select(line => line[..12].Trim()));
        Assert.Contains("stopinator:schedule = mon-fri 07:00-20:00 Europe/Paris", result.Output, StringComparison.Ordinal);
        Assert.Contains("Change      Mon 2026-11-23 07:00 +01:00  running: inside the window", result.Output, StringComparison.Ordinal);
        Assert.Contains("EC2 permits it. This is a dry run", result.Output, StringComparison.Ordinal);
        Assert.All(lab.Ec2.Calls.Where(call => call.Action != "DescribeInstances"), call => Assert.True(call.DryRun));
    }

    [Fact]
    public async Task Explain_AMemberOfAnAutoScalingGroup_SaysWhatAStopWouldMeet()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("explain", "scaled", "-o", "json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.Contains("Auto Scaling group web-asg", json.RootElement.GetProperty("stop").GetString(), StringComparison.Ordinal);
        Assert.False(json.RootElement.TryGetProperty("permission", out _));
    }

    [Fact]
    public async Task Explain_AScheduleOfMoments_ListsTheNextThree()
    {
        await using var lab = ToolLab.Create(
            fleet =>
                fleet.Add(instance => instance.Named("web").Tagged("stopinator:schedule", "mon-fri stop 22:00 Europe/Paris").Running()));

        var result = await lab.RunAsync("explain", "web");
        (lab.IsTerminal, lab.Width) = (true, 60);
        var narrow = await lab.RunAsync("explain", "web");

        Assert.Equal(
            ["Moment      Fri 2026-11-20 22:00 +01:00  stop: mon-fri stop 22:00", "Moment      Mon 2026-11-23 22:00 +01:00  stop: mon-fri stop 22:00",
                "Moment      Tue 2026-11-24 22:00 +01:00  stop: mon-fri stop 22:00"],
            result.Lines.Where(line => line.StartsWith("Moment", StringComparison.Ordinal)));
        Assert.All(
            narrow.Output.Split('\n').Skip(1).Where(line => line.Length > 0),
            line => Assert.Matches("^(?:[A-Z][A-Za-z ]{11}| {12})[^ ]", line));
    }

    [Theory]
    [InlineData("nothing", 1, "There is no instance 'nothing' in this region.")]
    [InlineData("i-xyz", 2, "'i-xyz'")]
    public async Task Explain_NoInstance_SaysSo(string instance, int code, string message)
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("explain", instance);

        Assert.Equal((code, ""), (result.Code, result.Output));
        Assert.Contains(message, result.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Iam_ASelector_WritesThePolicyAndItsNotes()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("iam", "tag:Env=dev", "--actions", "stop", "--account", "123456789012");

        Assert.Equal(0, result.Code);
        Assert.Equal(
            IamPolicy.For(InstanceSelector.ByTag("Env", "dev"), [PowerAction.Stop], new IamPolicyOptions { Account = "123456789012" }).ToJson() + "\n",
            result.Output);
        Assert.StartsWith("Note: ", result.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Iam_ASelectorThatIamCannotBound_IsRefused()
    {
        await using var lab = ToolLab.Create();

        var result = await lab.RunAsync("iam", "all");

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.EndsWith(" The option of the tool is --allow-every-instance.\n", result.Messages, StringComparison.Ordinal);
    }
}
