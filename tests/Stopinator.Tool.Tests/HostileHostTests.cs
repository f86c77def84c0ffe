using Stopinator.Testing;
using Stopinator.Tests.Shared;
using Stopinator.Tests.Shared.Hosts;
using Stopinator.Tool.Tests.Support;

namespace Stopinator.Tool.Tests;

/// <summary>The tool as a process on machines that lack something or are set up oddly. It works there as anywhere.</summary>
public sealed class HostileHostTests
{
    private static readonly string[] Show =
        ["schedule", "show", "dec25 off; mon-fri 07:00-20:00 Europe/Paris", "--from", "2026-12-21T00:00Z", "--days", "7", "--no-color"];

    private static readonly Lazy<Task<ToolResult>> Elsewhere = new(() => ToolProcess.RunAsync(Show));

    [Theory]
    [MemberData(nameof(OddHosts.All), MemberType = typeof(OddHosts))]
    public async Task Stop_OnAnOddHost_StopsAndReports(string host, string[] command)
    {
        await using var ec2 = await StartAsync();

        var result = await RunAsync(command, "stop", "tag:Env=dev", "--yes", "-o", "json", "--endpoint", ec2.Endpoint.ToString());

        Assert.True(result.Code == 0, $"With {host}: {result.Messages}");
        Assert.Equal(3, PowerReport.FromJson(result.Output).Count(Outcome.Reached));
        Assert.All(ec2.Instances, instance => Assert.Equal(1, instance.Stops));
    }

    [LongTheory]
    [MemberData(nameof(OddHosts.All), MemberType = typeof(OddHosts))]
    public async Task ScheduleShow_OnAnOddHost_IsAsAnywhere(string host, string[] command)
    {
        var result = await RunAsync(command, Show);

        Assert.True(result.Code == 0, $"With {host}: {result.Messages}");
        Assert.Equal((await Elsewhere.Value).Output, result.Output);
    }

    [Fact]
    public async Task Stop_OnAReadOnlyFileSystem_StopsAndReports()
    {
        var command = OddHosts.ReadOnly;
        using (var attempt = ToolProcess.StartProgram(command[0], [.. command[1..], "true"]))
        {
            Assert.SkipUnless((await attempt.EndAsync()).Code == 0, "A read-only file system needs unshare and the rights of root.");
        }

        await using var ec2 = await StartAsync();

        var result = await RunAsync(command, "stop", "tag:Env=dev", "--yes", "-o", "json", "--endpoint", ec2.Endpoint.ToString());

        Assert.True(result.Code == 0, result.Messages);
        Assert.Equal(3, PowerReport.FromJson(result.Output).Count(Outcome.Reached));
    }

    [Fact]
    public async Task Stop_WithIPv6Only_StopsAndReports()
    {
        await using var ec2 = await StartAsync();
        using var bridge = IPv6Bridge.Start(ec2.Endpoint.Port);

        var result = await ToolProcess.RunAsync("stop", "tag:Env=dev", "--yes", "-o", "json", "--endpoint", bridge.Endpoint);

        Assert.True(result.Code == 0, result.Messages);
        Assert.Equal(3, PowerReport.FromJson(result.Output).Count(Outcome.Reached));
    }

    [Fact]
    public async Task Stop_ThroughAProxyThatIsNotThere_SaysThatTheEndpointCannotBeReached()
    {
        await using var ec2 = await StartAsync();

        var result = await RunAsync(
            ["env", "-u", "NO_PROXY", "HTTP_PROXY=http://127.0.0.1:9"], "stop", "tag:Env=dev", "--yes", "--endpoint", ec2.Endpoint.ToString());

        Assert.Equal(1, result.Code);
        Assert.Contains("127.0.0.1:9", result.Messages, StringComparison.Ordinal);
        Assert.Empty(ec2.Calls);
    }

    [Theory]
    [InlineData("DescribeInstances", 1)]
    [InlineData("StopInstances", 1)]
    [InlineData("DescribeInstances", 2)]
    [InlineData("DescribeInstances", 3)]
    public async Task Stop_Terminated_EndsWithTheReportOfWhatWasDone(string action, int call)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var ec2 = await StartAsync(stops: TimeSpan.FromMinutes(5));
        ec2.Faults.On(action).Nth(call).Do(arrived.SetResult);
        using var tool = ToolProcess.Start("stop", "tag:Env=dev", "--yes", "-o", "json", "--endpoint", ec2.Endpoint.ToString());
        await arrived.Task.WaitAsync(TimeSpan.FromMinutes(2));

        await tool.TerminateAsync();
        var result = await tool.EndAsync();

        Assert.NotEqual(0, result.Code);
        if (ec2.Calls.Any(received => received.Action == "StopInstances"))
        {
            Assert.Equal(3, PowerReport.FromJson(result.Output).Instances.Length);
        }
    }

    private static async Task<ToolResult> RunAsync(string[] command, params string[] arguments)
    {
        using var process = ToolProcess.StartProgram(command[0], [.. command[1..], .. ToolProcess.Line(arguments)]);
        return await process.EndAsync();
    }

    private static Task<SimulatedEc2> StartAsync(TimeSpan stops = default) =>
        SimulatedEc2.StartAsync(fleet => fleet.Add(3, instance => instance.Tagged("Env", "dev").Running()), new() { StopDuration = stops });
}
