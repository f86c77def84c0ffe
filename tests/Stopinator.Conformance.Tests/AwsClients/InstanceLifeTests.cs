using System.Text.Json.Nodes;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <summary>
/// AWS's tools launch an instance of the simulated EC2, tag and modify it, stop and start it, and terminate it, each time with their own
/// waiters.
/// </summary>
public sealed class InstanceLifeTests(Boto3 boto3)
{
    private const string Id = "i-00000000000000001";
    private static readonly string[] Ids = [Id];

    [Fact]
    public async Task Boto3_FromLaunchToTermination_IsToldAsByEc2()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });

        var launched = await CallAsync("run_instances", new
        {
            ImageId = "ami-00000001",
            MinCount = 1,
            MaxCount = 1,
            InstanceType = "t3.micro",
            TagSpecifications = new[] { new { ResourceType = "instance", Tags = new[] { new { Key = "Name", Value = "web" } } } },
        });
        Assert.Equal(
            (Id, "pending"), ((string?)launched["Instances"]![0]!["InstanceId"], (string?)launched["Instances"]![0]!["State"]!["Name"]));
        await WaitAsync("instance_exists");
        await WaitAsync("instance_running");
        await WaitAsync("instance_status_ok");
        await CallAsync("create_tags", new { Resources = Ids, Tags = new[] { new { Key = "Env", Value = "dev" } } });
        var tags = await boto3.PagesAsync(ec2.Endpoint, "describe_tags", new { PaginationConfig = new { PageSize = 5 } });
        Assert.Equal(["Name=web", "Env=dev"], tags[0]!["Tags"]!.AsArray().Select(tag => $"{tag!["Key"]}={tag["Value"]}"));

        await CallAsync("modify_instance_attribute", new { InstanceId = Id, DisableApiTermination = new { Value = true } });
        Assert.Equal(
            "OperationNotPermitted", (string?)(await AskAsync("terminate_instances", new { InstanceIds = Ids }))["Error"]!["Code"]);
        await CallAsync("modify_instance_attribute", new { InstanceId = Id, Attribute = "disableApiTermination", Value = "false" });
        await CallAsync("stop_instances", new { InstanceIds = Ids });
        await WaitAsync("instance_stopped");
        await CallAsync("modify_instance_attribute", new { InstanceId = Id, InstanceType = new { Value = "m5.large" } });
        await CallAsync("start_instances", new { InstanceIds = Ids });
        await WaitAsync("instance_running");
        await boto3.WaitAsync(ec2.Endpoint, "volume_in_use", new { VolumeIds = new[] { "vol-00000000000000001" } });
        Assert.Equal("m5.large", ec2[Id].InstanceType);

        await CallAsync("terminate_instances", new { InstanceIds = Ids });
        await WaitAsync("instance_terminated");
        var gone = await boto3.WaitAsync(ec2.Endpoint, "volume_deleted", new { VolumeIds = new[] { "vol-00000000000000001" } });
        Assert.Empty(gone.AsObject());
        Assert.Equal(SimulatedState.Terminated, ec2[Id].State);

        Task<JsonNode> AskAsync(string operation, object arguments) => boto3.CallAsync(ec2.Endpoint, operation, arguments);
        async Task<JsonNode> CallAsync(string operation, object arguments)
        {
            var answer = await AskAsync(operation, arguments);
            Assert.Equal(
                (operation, 200, null),
                (operation, (int)answer["ResponseMetadata"]!["HTTPStatusCode"]!, (string?)answer["Error"]?["Code"]));
            return answer;
        }

        async Task WaitAsync(string waiter) =>
            Assert.Empty((await boto3.WaitAsync(ec2.Endpoint, waiter, new { InstanceIds = Ids })).AsObject());
    }

    [Fact]
    public async Task JavaScriptSdk_FromLaunchToTermination_IsToldAsByEc2()
    {
        await Tools.WantJavaScriptSdkAsync();
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });

        var script = Path.Combine(AppContext.BaseDirectory, "JavaScript", "instance_life.cjs");
        var result = (await ChildProcess.RunAsync("node", "--no-warnings", script, ec2.Endpoint.AbsoluteUri))!;

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Equal(["pending", "Name=web Env=dev", "OperationNotPermitted 400", "m5.large", "terminated"], result.Lines);
    }

    // A process for each of its 15 commands, half a second each at least. boto3 above takes much the same steps in one process.
    [LongFact]
    public async Task AwsCli_FromLaunchToTermination_IsToldAsByEc2()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });

        Assert.Equal([$"{Id}\tpending"], (await CallAsync(
            "run-instances", "--image-id", "ami-00000001", "--instance-type", "t3.micro", "--count", "1", "--user-data", "echo",
            "--tag-specifications", "ResourceType=instance,Tags=[{Key=Name,Value=web}]", "--metadata-options", "HttpTokens=required",
            "--query", "Instances[].[InstanceId,State.Name]", "--output", "text")).Lines);
        await CallAsync("wait", "instance-running", "--instance-ids", Id);
        await CallAsync("create-tags", "--resources", Id, "--tags", "Key=Env,Value=dev");
        Assert.Equal(["Env\tdev", "Name\tweb"], (await CallAsync(
            "describe-tags", "--filters", $"Name=resource-id,Values={Id}", "--query", "sort_by(Tags,&Key)[].[Key,Value]", "--output", "text"))
            .Lines);
        await CallAsync("modify-instance-attribute", "--instance-id", Id, "--disable-api-stop");
        Assert.Equal(["True"], (await CallAsync(
            "describe-instance-attribute", "--instance-id", Id, "--attribute", "disableApiStop", "--query", "DisableApiStop.Value",
            "--output", "text")).Lines);
        await CallAsync("modify-instance-attribute", "--instance-id", Id, "--no-disable-api-stop");
        await CallAsync("stop-instances", "--instance-ids", Id);
        await CallAsync("wait", "instance-stopped", "--instance-ids", Id);
        await CallAsync("modify-instance-attribute", "--instance-id", Id, "--instance-type", "Value=m5.large");
        await CallAsync("start-instances", "--instance-ids", Id);
        await CallAsync("wait", "instance-status-ok", "--instance-ids", Id);
        Assert.Equal(["2\t8192"], (await CallAsync(
            "describe-instance-types", "--instance-types", ec2[Id].InstanceType,
            "--query", "InstanceTypes[].[VCpuInfo.DefaultVCpus,MemoryInfo.SizeInMiB]", "--output", "text")).Lines);
        await CallAsync("terminate-instances", "--instance-ids", Id);
        await CallAsync("wait", "instance-terminated", "--instance-ids", Id);
        Assert.Equal(SimulatedState.Terminated, ec2[Id].State);

        async Task<CommandResult> CallAsync(string command, params IEnumerable<string> arguments)
        {
            var result = await AwsCli.Ec2Async(ec2.Endpoint, command, arguments);
            Assert.Equal((command, 0, ""), (command, result.ExitCode, result.Errors));
            return result;
        }
    }
}
