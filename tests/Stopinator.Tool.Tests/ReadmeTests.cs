using System.Net.NetworkInformation;
using System.Text.RegularExpressions;
using Stopinator.Tests.Shared;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>The newcomer's path in README.md, run as it is written.</summary>
public sealed partial class ReadmeTests
{
    private const int Port = 5577;

    [LongFact]
    public async Task Commands_OfTheNewcomersPath_PlanStopAndUndo()
    {
        Assert.SkipWhen(
            IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(one => one.Port == Port),
            $"Another program listens on port {Port}.");
        string[] commands =
        [
            .. Block().Match(Repository.Read("README.md")).Groups["text"].Value.Trim().Split('\n').Select(line => line.Split(" #")[0]),
        ];
        using var server = Start(commands[0]);
        await server.ReadUntilAsync("10 instances at http://127.0.0.1:5577/");

        var plan = await RunAsync(commands[1]);
        var stop = await RunAsync(commands[2]);
        var undo = await RunAsync(commands[3]);

        Assert.Equal((0, "stop 5 of 8 instances; 1 already there, 2 skipped."), (plan.Code, plan.Lines[^1]));
        Assert.Equal((1, "stop: 4 reached, 1 already there, 2 skipped, 1 failed (of 8 instances, 2 calls)."), (stop.Code, stop.Lines[^1]));
        Assert.Equal((0, "start: 4 reached (of 4 instances, 1 call)."), (undo.Code, undo.Lines[^1]));
    }

    private static ToolProcess Start(string command) => ToolProcess.StartProgram("bash", ["-c", $"exec {command}"]);

    private static async Task<ToolResult> RunAsync(string command)
    {
        using var process = Start(command);
        return await process.EndAsync();
    }

    [GeneratedRegex("<!-- run by ReadmeTests -->\n```sh\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
