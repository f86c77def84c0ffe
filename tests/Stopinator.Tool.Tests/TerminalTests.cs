using Stopinator.Testing;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>The picture of a run, as a person sees it in a terminal.</summary>
public sealed class TerminalTests
{
    [Theory]
    [InlineData(80, 5)]
    [InlineData(120, 500)]
    [InlineData(200, 5)]
    public async Task Stop_InATerminal_DrawsThePictureInPlaceAndThenTheReport(int columns, int instances)
    {
        Assert.SkipUnless(Tmux.IsThere, "tmux is not there (apt-get install tmux).");
        await using var ec2 = await SimulatedEc2.StartAsync(
            fleet => fleet.Add(instances, instance => instance.Named("\u001b[31mweb").Running()), new SimulatedEc2Options { StopDuration = TimeSpan.FromMinutes(5) });
        await using var terminal = await Tmux.StartAsync(columns, rows: 40, ToolProcess.CommandLine("stop", "all", "--endpoint", ec2.Endpoint.ToString()));

        await terminal.WaitForAsync($"Stop {instances} of {instances} instances?");
        await terminal.TypeAsync("y");
        var screen = await terminal.WaitForAsync($"{instances} in motion");
        foreach (var instance in ec2.Instances)
        {
            ec2.SetState(instance.Id, SimulatedState.Stopped);
        }

        var end = await terminal.WaitForAsync($"stop: {instances} reached");

        Assert.Matches($@"(?m)^stop {instances} of {instances} instances  0:0[0-9]:[0-9]{{2}}$", screen);
        Assert.Matches(@"(?m)^━+$", screen);
        Assert.Matches($@"(?m)^0 of {instances} done, {instances} in motion, 0 waiting, [0-9]+ calls?$", screen);
        Assert.Equal(1, screen.Split("in motion").Length - 1);
        Assert.DoesNotContain("in motion", end, StringComparison.Ordinal);
    }
}
