using System.Text.Json.Nodes;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <summary>boto3 starts, stops and reboots instances of the simulated EC2.</summary>
public sealed class Boto3PowerTests(Boto3 boto3)
{
    private static readonly string[] Ids = ["i-00000000000000001", "i-00000000000000002"];

    [Fact]
    public async Task StopAndStart_Instances_AnswerTheStatesBeforeAndNow()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet =>
        {
            fleet.Add();
            fleet.Add(i => i.Stopped());
        });

        var stopped = await boto3.CallAsync(ec2.Endpoint, "stop_instances", new { InstanceIds = Ids });
        var started = await boto3.CallAsync(ec2.Endpoint, "start_instances", new { InstanceIds = Ids });
        var startedAgain = await boto3.CallAsync(ec2.Endpoint, "start_instances", new { InstanceIds = Ids });

        Assert.Equal([$"{Ids[0]}: 16 running, 64 stopping", $"{Ids[1]}: 80 stopped, 80 stopped"], Changes(stopped["StoppingInstances"]));
        Assert.Equal([$"{Ids[0]}: 80 stopped, 0 pending", $"{Ids[1]}: 80 stopped, 0 pending"], Changes(started["StartingInstances"]));
        Assert.Equal(
            [$"{Ids[0]}: 16 running, 16 running", $"{Ids[1]}: 16 running, 16 running"], Changes(startedAgain["StartingInstances"]));
    }

    [Theory]
    [InlineData("{}", 0, 0, 0)]
    [InlineData("""{"Hibernate":true}""", 1, 0, 0)]
    [InlineData("""{"Force":true}""", 0, 1, 0)]
    [InlineData("""{"SkipOsShutdown":true}""", 0, 0, 1)]
    [InlineData("""{"Force":true,"SkipOsShutdown":true}""", 0, 1, 1)]
    [InlineData("""{"Hibernate":false,"Force":false,"SkipOsShutdown":false,"DryRun":false}""", 0, 0, 0)]
    public async Task Stop_InEachMode_StopsInThatMode(string mode, int hibernations, int forced, int skipped)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(i => i.Hibernatable()));
        var arguments = JsonNode.Parse(mode)!;
        arguments["InstanceIds"] = new JsonArray(Ids[0]);

        var answer = await boto3.CallAsync(ec2.Endpoint, "stop_instances", arguments);

        Assert.Equal([$"{Ids[0]}: 16 running, 64 stopping"], Changes(answer["StoppingInstances"]));
        Assert.Equal(
            (SimulatedState.Stopped, 1, hibernations, forced, skipped),
            (ec2[Ids[0]].State, ec2[Ids[0]].Stops, ec2[Ids[0]].Hibernations, ec2[Ids[0]].ForcedStops, ec2[Ids[0]].SkippedShutdowns));
        Assert.Equal(hibernations == 1 ? "Client.UserInitiatedHibernate" : "Client.UserInitiatedShutdown", ec2[Ids[0]].StateReasonCode);
    }

    [Fact]
    public async Task Reboot_RunningInstances_AnswersNothing()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(2, _ => { }));

        var answer = await boto3.CallAsync(ec2.Endpoint, "reboot_instances", new { InstanceIds = Ids });

        Assert.Equal((200, 1), ((int)answer["ResponseMetadata"]!["HTTPStatusCode"]!, answer.AsObject().Count));
        Assert.All(ec2.Instances, instance => Assert.Equal((1, SimulatedState.Running), (instance.Reboots, instance.State)));
    }

    [Fact]
    public async Task Wait_ForTheStates_EndsWhenTheyAreThere()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(2, i => i.Stopped()));

        var stopped = await boto3.WaitAsync(ec2.Endpoint, "instance_stopped", new { InstanceIds = Ids });
        await boto3.CallAsync(ec2.Endpoint, "start_instances", new { InstanceIds = Ids });
        var running = await boto3.WaitAsync(ec2.Endpoint, "instance_running", new { InstanceIds = Ids });
        var failed = await boto3.WaitAsync(
            ec2.Endpoint, "instance_stopped", new { InstanceIds = Ids, WaiterConfig = new { Delay = 0, MaxAttempts = 2 } });

        Assert.Equal(("{}", "{}"), (stopped.ToJsonString(), running.ToJsonString()));
        Assert.Equal("WaiterError", (string?)failed["Exception"]);
    }

    [Theory]
    [InlineData("start_instances")]
    [InlineData("stop_instances")]
    [InlineData("reboot_instances")]
    [InlineData("describe_instances")]
    public async Task Call_Dry_IsToldThatItWouldHaveSucceeded(string operation)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(2, _ => { }));

        var answer = await boto3.CallAsync(ec2.Endpoint, operation, new { InstanceIds = Ids, DryRun = true });

        Assert.Equal("DryRunOperation", (string?)answer["Error"]!["Code"]);
        Assert.Equal("Request would have succeeded, but DryRun flag is set.", (string?)answer["Error"]!["Message"]);
        Assert.Equal(412, (int)answer["ResponseMetadata"]!["HTTPStatusCode"]!);
        Assert.All(ec2.Instances, instance => Assert.Equal((0, 0, 0), (instance.Starts, instance.Stops, instance.Reboots)));
    }

    private static IEnumerable<string> Changes(JsonNode? changes) => changes!.AsArray().Select(change =>
        $"{change!["InstanceId"]}: {change["PreviousState"]!["Code"]} {change["PreviousState"]!["Name"]}, "
        + $"{change["CurrentState"]!["Code"]} {change["CurrentState"]!["Name"]}");
}
