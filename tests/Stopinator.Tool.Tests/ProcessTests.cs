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
