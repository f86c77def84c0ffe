using Stopinator.Testing;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>The tool as a process of its own, against an EC2 endpoint on loopback: exit codes, streams, signals.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task Version_IsAVersionAndNothingElse()
    {
        var result = await ToolProcess.RunAsync("--version");

        Assert.Equal(0, result.Code);
        Assert.Matches(@"^[0-9]+\.[0-9]+\.[0-9]+(-[a-z0-9.]+)?\n$", result.Output);
    }

    [Fact]
    public async Task Stop_OnALoopbackEndpointWithoutCredentials_Stops()
    {
        await using var ec2 = await StartAsync(TimeSpan.Zero);

        var refused = await ToolProcess.RunAsync("stop", "tag:Env=dev", "--endpoint", ec2.Endpoint.ToString());
        var done = await ToolProcess.RunAsync("stop", "tag:Env=dev", "--endpoint", ec2.Endpoint.ToString(), "--yes", "-o", "json");

        Assert.Equal((3, ""), (refused.Code, refused.Output));
        Assert.Equal(0, done.Code);
        Assert.Equal(3, PowerReport.FromJson(done.Output).Count(Outcome.Reached));
        Assert.All(ec2.Instances, instance => Assert.Equal(1, instance.Stops));
    }

    [Fact]
    public async Task Usage_IsOnStandardErrorAndExitsWith2()
    {
        var result = await ToolProcess.RunAsync("find", "Env=dev");

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.StartsWith("The selector 'Env=dev' is malformed", result.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_CtrlCOnce_EndsWithTheReport()
    {
        await using var ec2 = await StartAsync(TimeSpan.FromMinutes(5));
        using var tool = ToolProcess.Start("stop", "all", "--yes", "-o", "json", "--endpoint", ec2.Endpoint.ToString());
        await CallOfAsync(ec2, "StopInstances");

        await tool.InterruptAsync();
        var result = await tool.EndAsync();

        Assert.Equal(130, result.Code);
        Assert.Equal(3, PowerReport.FromJson(result.Output).Instances.Length);
        Assert.Contains("Cancelled; the report has what was done.", result.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_CtrlCTwice_EndsAtOnce()
    {
        var sent = new TaskCompletionSource();
        using var held = new ManualResetEventSlim();
        await using var ec2 = await StartAsync(TimeSpan.Zero);
        ec2.Faults.On("DescribeInstances").Always().Do(() =>
        {
            sent.TrySetResult();
            held.Wait(TimeSpan.FromMinutes(1));
        });
        using var tool = ToolProcess.Start("stop", "all", "--yes", "--endpoint", ec2.Endpoint.ToString());
        await sent.Task.WaitAsync(TimeSpan.FromMinutes(1));

        await tool.InterruptAsync();
        await tool.InterruptAsync();
        var result = await tool.EndAsync();
        held.Set();

        Assert.Equal((130, ""), (result.Code, result.Output));
    }

    [Fact]
    public async Task LocalEc2_UntilCtrlC_ServesTheFleetFile()
    {
        await using var lab = ToolLab.Create();
        var fleet = lab.Write("fleet.json", """
            {
              "region": "eu-west-1", "startSeconds": 0, "stopSeconds": 0,
              "instances": [
                { "count": 2, "name": "web", "type": "t3.small", "zone": "eu-west-1b", "tags": { "Env": "dev" } },
                { "id": "i-0123456789abcdef0", "name": "db", "state": "stopped", "hibernatable": true }
              ]
            }
            """);
        using var server = ToolProcess.Start("local-ec2", "--port", "0", "--fleet", fleet);
        var endpoint = (await server.ReadUntilAsync("instances at")).Split(' ')[3];

        var found = await ToolProcess.RunAsync("find", "all", "--endpoint", endpoint, "--region", "eu-west-1", "--columns", "name,type,zone,state", "-o", "markdown");
        var started = await ToolProcess.RunAsync("start", "id=i-0123456789abcdef0", "--endpoint", endpoint, "--region", "eu-west-1", "--yes");
        await server.InterruptAsync();
        var ended = await server.EndAsync();

        Assert.Equal(
            ["| web-1 | t3.small | eu-west-1b | running |", "| web-2 | t3.small | eu-west-1b | running |", "| db    | t3.micro | eu-west-1a | stopped |"],
            found.Lines[2..5]);
        Assert.Equal((0, 0), (started.Code, ended.Code));
        Assert.Contains("StartInstances, 1 instance: 200", ended.Output, StringComparison.Ordinal);
    }

    private static Task<SimulatedEc2> StartAsync(TimeSpan stop) =>
        SimulatedEc2.StartAsync(
            fleet => fleet.Add(3, instance => instance.Tagged("Env", "dev").Running()), new SimulatedEc2Options { StopDuration = stop });

    private static async Task CallOfAsync(SimulatedEc2 ec2, string action)
    {
        var called = new TaskCompletionSource();
        ec2.Faults.On(action).Always().DoAfterActing(() => called.TrySetResult());
        if (!ec2.Calls.Any(call => call.Action == action))
        {
            await called.Task.WaitAsync(TimeSpan.FromMinutes(1));
        }
    }
}
