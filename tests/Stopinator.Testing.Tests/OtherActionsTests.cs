using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class OtherActionsTests : IAsyncDisposable
{
    private const string Running = "i-0000000a";
    private const string Stopped = "i-0000000b";

    private readonly SimulatedEc2 _ec2 = SimulatedEc2.Create(fleet =>
    {
        fleet.Add(
            Running,
            instance => instance.StopProtected().OfType("m5.large").Tagged("env", "dev").Tagged("aws:autoscaling:groupName", "g"));
        fleet.Add(Stopped, instance => instance.Stopped());
        fleet.Add(100, instance => instance.Stopped());
    });

    private readonly Ec2QueryClient _client;

    public OtherActionsTests() => _client = new Ec2QueryClient(_ec2);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _ec2.DisposeAsync();
    }

    [Fact]
    public async Task DescribeInstanceStatus_ByDefault_ShowsRunningOnly()
    {
        var reply = await _client.CallAsync("DescribeInstanceStatus");

        Assert.Equal(Running, reply.Text("instanceStatusSet/item/instanceId"));
        Assert.Equal("ok", reply.Text("instanceStatusSet/item/instanceStatus/status"));
        Assert.Equal("passed", reply.Text("instanceStatusSet/item/systemStatus/details/item/status"));
        Assert.Single(reply.Root.Descendants(), element => element.Name.LocalName == "instanceId");
    }

    [Fact]
    public async Task DescribeInstanceStatus_WhenAsked_ShowsTheOthersToo()
    {
        var reply = await _client.CallAsync(
            "DescribeInstanceStatus",
            [
                ("IncludeAllInstances", "true"),
                .. Ec2QueryClient.Filters(("instance-state-name", ["stopped"]), ("instance-status.status", ["not-*"])),
            ]);

        Assert.Equal(101, reply.Root.Descendants().Count(element => element.Name.LocalName == "instanceId"));
    }

    [Fact]
    public async Task DescribeInstanceStatus_OfManyInstances_HasPages()
    {
        var first = await _client.CallAsync("DescribeInstanceStatus", ("IncludeAllInstances", "true"), ("MaxResults", "60"));
        var second = await _client.CallAsync(
            "DescribeInstanceStatus", ("IncludeAllInstances", "true"), ("MaxResults", "60"), ("NextToken", first.NextToken!));

        Assert.Equal((60, 42), (CountIds(first), CountIds(second)));
        Assert.Null(second.NextToken);

        static int CountIds(Ec2Reply reply) => reply.Root.Descendants().Count(element => element.Name.LocalName == "instanceId");
    }

    [Fact]
    public async Task DescribeInstanceStatus_OfMoreThan100Ids_IsRefused()
    {
        var ids = _ec2.Instances.Select(instance => instance.Id).ToArray();

        Assert.Equal(200, (await _client.OnInstancesAsync("DescribeInstanceStatus", ids[..100])).Status);
        Assert.Equal("InvalidRequest", (await _client.OnInstancesAsync("DescribeInstanceStatus", ids[..101])).ErrorCode);
    }

    [Fact]
    public async Task DescribeInstanceStatus_ByAFilterOfDescribeInstances_IsRefused()
    {
        Assert.Equal(
            "The filter 'vpc-id' is invalid",
            (await _client.CallAsync("DescribeInstanceStatus", Ec2QueryClient.Filters(("vpc-id", ["*"])))).ErrorMessage);
    }

    [Theory]
    [InlineData(Running, "disableApiStop", "true")]
    [InlineData(Stopped, "disableApiStop", "false")]
    [InlineData(Running, "disableApiTermination", "false")]
    [InlineData(Running, "instanceType", "m5.large")]
    [InlineData(Running, "instanceInitiatedShutdownBehavior", "stop")]
    [InlineData(Running, "enaSupport", "true")]
    [InlineData(Running, "rootDeviceName", "/dev/xvda")]
    public async Task DescribeInstanceAttribute_OfOneInstance_ShowsTheValue(string id, string attribute, string value)
    {
        var reply = await _client.CallAsync("DescribeInstanceAttribute", ("InstanceId", id), ("Attribute", attribute));

        Assert.Equal((id, value), (reply.Text("instanceId"), reply.Text(attribute + "/value")));
        Assert.Equal([id], _ec2.Calls[^1].InstanceIds);
    }

    [Theory]
    [InlineData("i-0000000f", "disableApiStop", "InvalidInstanceID.NotFound")]
    [InlineData("i-f", "disableApiStop", "InvalidInstanceID.Malformed")]
    [InlineData(Running, "colour", "InvalidParameterValue")]
    [InlineData(Running, "", "MissingParameter")]
    public async Task DescribeInstanceAttribute_OfNothing_IsRefused(string id, string attribute, string code)
    {
        var reply = await _client.CallAsync("DescribeInstanceAttribute", ("InstanceId", id), ("Attribute", attribute));

        Assert.Equal(code, reply.ErrorCode);
    }

    [Fact]
    public async Task CreateTags_OnInstances_SetsThem()
    {
        var reply = await _client.CallAsync(
            "CreateTags",
            ("ResourceId.1", Running),
            ("ResourceId.2", Stopped),
            ("Tag.1.Key", "env"),
            ("Tag.1.Value", "prod"),
            ("Tag.2.Key", "empty"));

        Assert.Equal("true", reply.Text("return"));
        Assert.Equal(("prod", ""), (_ec2[Running].Tags["env"], _ec2[Running].Tags["empty"]));
        Assert.Equal(2, _ec2[Stopped].Tags.Count);
        Assert.Equal([Running, Stopped], _ec2.Calls[^1].InstanceIds);
    }

    [Theory]
    [InlineData("Tag.1.Key", "aws:mine", "InvalidParameterValue")]
    [InlineData("Tag.1.Value", "no key", "UnknownParameter")]
    [InlineData("ResourceId.2", "i-0000000f", "InvalidInstanceID.NotFound")]
    [InlineData("DryRun", "false", "MissingParameter")]
    public async Task CreateTags_OfTheWrongKind_IsRefused(string name, string value, string code)
    {
        var reply = await _client.CallAsync("CreateTags", ("ResourceId.1", Running), (name, value));

        Assert.Equal(code, reply.ErrorCode);
    }

    [Fact]
    public async Task CreateTags_BeyondFifty_IsRefused()
    {
        (string, string)[] tags = [.. Enumerable.Range(1, 49).Select(number => ($"Tag.{number}.Key", $"k{number}"))];

        Assert.Equal("TagLimitExceeded", (await _client.CallAsync("CreateTags", [("ResourceId.1", Running), .. tags])).ErrorCode);
        Assert.Equal(200, (await _client.CallAsync("CreateTags", [("ResourceId.1", Running), .. tags[..48]])).Status);
    }

    [Theory]
    [InlineData("Tag.1.Key", "env", "Tag.1.Value", "dev", true)]
    [InlineData("Tag.1.Key", "env", "Tag.1.Value", "prod", false)]
    [InlineData("Tag.1.Key", "env", "DryRun", "false", true)]
    [InlineData("DryRun", "false", "DryRun", "false", true)]
    public async Task DeleteTags_ByKeyOrByPairOrAll_RemovesWhatFits(
        string name,
        string value,
        string other,
        string otherValue,
        bool removed)
    {
        await _client.CallAsync("DeleteTags", ("ResourceId.1", Running), (name, value), (other, otherValue));

        Assert.Equal(!removed, _ec2[Running].Tags.ContainsKey("env"));
        Assert.True(_ec2[Running].Tags.ContainsKey("aws:autoscaling:groupName"));
    }

    [Fact]
    public async Task DescribeRegions_Always_ShowsTheOneThereIs()
    {
        var reply = await _client.CallAsync("DescribeRegions");

        Assert.Equal("us-east-1", reply.Text("regionInfo/item/regionName"));
        Assert.Equal("InvalidParameterValue", (await _client.CallAsync("DescribeRegions", ("RegionName.1", "mars-1"))).ErrorCode);
    }
}
