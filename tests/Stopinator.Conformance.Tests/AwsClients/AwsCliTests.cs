using System.Text.Json;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <summary>The AWS CLI drives the simulated EC2, as a person at a terminal would.</summary>
public sealed class AwsCliTests
{
    private const string Id = "i-00000000000000001";

    [Fact]
    public async Task DescribeInstances_FilteredInPages_PrintsEachOnce()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet =>
        {
            fleet.Add(12, (i, index) => i.Named($"größe-{index:00}").Tagged("Env", "dev"));
            fleet.Add(3, i => i.Tagged("Env", "prod"));
            fleet.Add(2, i => i.Tagged("Env", "dev").Stopped());
        });

        var result = await AwsCli.Ec2Async(
            ec2.Endpoint, "describe-instances", "--page-size", "5",
            "--filters", "Name=tag:Env,Values=dev", "Name=instance-state-name,Values=running",
            "--query", "Reservations[].Instances[].[InstanceId,Tags[?Key=='Name']|[0].Value]", "--output", "text");

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"i-{i + 1:x17}\tgröße-{i:00}"), result.Lines);
        Assert.Equal(3, ec2.Calls.Count);
    }

    [Fact]
    public async Task DescribeInstances_TruncatedAndContinued_FollowsTheToken()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet =>
        {
            for (var i = 0; i < 12; i++)
            {
                fleet.Add();
            }
        });
        string[] page = ["--max-items", "5", "--page-size", "5", "--output", "json", "--query"];

        var first = await AwsCli.Ec2Async(ec2.Endpoint, "describe-instances", [.. page, "NextToken"]);
        var second = await AwsCli.Ec2Async(
            ec2.Endpoint, "describe-instances",
            [.. page, "Reservations[].Instances[].InstanceId", "--starting-token", JsonSerializer.Deserialize<string>(first.Output)!]);

        Assert.Equal((0, ""), (second.ExitCode, second.Errors));
        Assert.Equal(Enumerable.Range(6, 5).Select(i => $"i-{i:x17}"), JsonSerializer.Deserialize<string[]>(second.Output)!);
    }

    [Theory]
    [LongInlineData("", 0, 0, 0)]
    [InlineData("--hibernate", 1, 0, 0)]
    [LongInlineData("--force", 0, 1, 0)]
    [LongInlineData("--skip-os-shutdown", 0, 0, 1)]
    public async Task StopInstances_InEachMode_StopsInThatMode(string option, int hibernations, int forced, int skipped)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(i => i.Hibernatable()));

        var result = await AwsCli.Ec2Async(
            ec2.Endpoint, "stop-instances", ["--output", "text", "--instance-ids", Id, .. Options(option)]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal([$"STOPPINGINSTANCES\t{Id}", "CURRENTSTATE\t64\tstopping", "PREVIOUSSTATE\t16\trunning"], result.Lines);
        Assert.Equal((hibernations, forced, skipped), (ec2[Id].Hibernations, ec2[Id].ForcedStops, ec2[Id].SkippedShutdowns));
    }

    [LongFact]
    public async Task StartWaitAndReboot_AnInstance_AllSucceed()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(i => i.Stopped()));

        var started = await AwsCli.Ec2Async(ec2.Endpoint, "start-instances", "--instance-ids", Id);
        var running = await AwsCli.Ec2Async(ec2.Endpoint, "wait", "instance-running", "--instance-ids", Id);
        var rebooted = await AwsCli.Ec2Async(ec2.Endpoint, "reboot-instances", "--instance-ids", Id);

        Assert.Equal((0, 0, 0), (started.ExitCode, running.ExitCode, rebooted.ExitCode));
        Assert.Equal(("", ""), (running.Output, rebooted.Output));
        Assert.Equal((1, 1, SimulatedState.Running), (ec2[Id].Starts, ec2[Id].Reboots, ec2[Id].State));
    }

    [Theory]
    [LongInlineData("start-instances", Id, "--dry-run", "DryRunOperation", "Request would have succeeded, but DryRun flag is set.")]
    [LongInlineData(
        "stop-instances", "i-0deadbeef00000000", "", "InvalidInstanceID.NotFound", "The instance ID 'i-0deadbeef00000000' does not exist")]
    [InlineData("reboot-instances", Id, "", "RequestLimitExceeded", "Request limit exceeded.")]
    public async Task Call_Refused_PrintsCodeAndMessage(string command, string id, string option, string code, string message)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add());
        ec2.Faults.On("RebootInstances").Throttle();

        var result = await AwsCli.Ec2Async(ec2.Endpoint, command, ["--instance-ids", id, .. Options(option)]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains($"({code})", result.Errors, StringComparison.Ordinal);
        Assert.EndsWith($": {message}", result.Errors.TrimEnd(), StringComparison.Ordinal);
        Assert.Single(ec2.Calls);
    }

    private static string[] Options(string options) => options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
