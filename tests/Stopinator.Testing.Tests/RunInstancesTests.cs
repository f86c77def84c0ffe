using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class RunInstancesTests : IAsyncDisposable
{
    private const string Image = "ami-0abcdef1234567890";

    private readonly SimulatedClock _clock = new();
    private readonly SimulatedEc2 _ec2;
    private readonly Ec2QueryClient _client;

    public RunInstancesTests()
    {
        _ec2 = SimulatedEc2.Create(
            fleet => fleet.WithCapacity("p5.48xlarge", "us-east-1a", 3),
            new() { TimeProvider = _clock, StartDuration = TimeSpan.FromSeconds(40) });
        _client = new Ec2QueryClient(_ec2);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _ec2.DisposeAsync();
    }

    [Fact]
    public async Task Launch_OfTwo_IsPendingAndThenRunning()
    {
        var reply = await RunAsync(2, 2);

        Assert.Equal(200, reply.Status);
        Assert.Equal(("r-00000000000000001", "123456789012"), (reply.Text("reservationId"), reply.Text("ownerId")));
        Assert.Equal(("pending", "0", "pending"), (
            reply.Text("instancesSet/item/instanceState/name"),
            reply.Text("instancesSet/item/instanceState/code"),
            reply.Text("instancesSet/item/stateReason/code")));
        Assert.Equal("2026-01-01T00:00:00.000Z", reply.Text("instancesSet/item/launchTime"));

        _clock.Advance(TimeSpan.FromSeconds(40));
        var described = await _client.CallAsync("DescribeInstances");

        Assert.Equal(["i-00000000000000001", "i-00000000000000002"], described.Ids);
        Assert.All(_ec2.Instances, instance => Assert.Equal((SimulatedState.Running, 0), (instance.State, instance.Starts)));
    }

    [Fact]
    public async Task Launch_WithProperties_HasThem()
    {
        await RunAsync(
            1,
            1,
            ("InstanceType", "m6g.large"),
            ("KeyName", "mine"),
            ("Placement.AvailabilityZone", "us-east-1c"),
            ("Placement.Tenancy", "dedicated"),
            ("SubnetId", "subnet-1"),
            ("SecurityGroupId.1", "sg-1"),
            ("SecurityGroupId.2", "sg-2"),
            ("IamInstanceProfile.Name", "web"),
            ("HibernationOptions.Configured", "true"),
            ("InstanceMarketOptions.MarketType", "spot"),
            ("InstanceMarketOptions.SpotOptions.SpotInstanceType", "persistent"),
            ("InstanceMarketOptions.SpotOptions.MaxPrice", "0.1"),
            ("MetadataOptions.HttpTokens", "required"),
            ("UserData", "IyEvYmluL3No"));

        var reply = await _client.CallAsync("DescribeInstances");

        Assert.Equal("m6g.large", reply.InstanceText("instanceType"));
        Assert.Equal("arm64", reply.InstanceText("architecture"));
        Assert.Equal("mine", reply.InstanceText("keyName"));
        Assert.Equal(
            ("us-east-1c", "dedicated"), (reply.InstanceText("placement/availabilityZone"), reply.InstanceText("placement/tenancy")));
        Assert.Equal(("subnet-1", "sg-1"), (reply.InstanceText("subnetId"), reply.InstanceText("groupSet/item/groupId")));
        Assert.Equal("arn:aws:iam::123456789012:instance-profile/web", reply.InstanceText("iamInstanceProfile/arn"));
        Assert.Equal(("true", "spot"), (reply.InstanceText("hibernationOptions/configured"), reply.InstanceText("instanceLifecycle")));
    }

    [Fact]
    public async Task Launch_OfAOneTimeSpotInstance_CannotBeStopped()
    {
        await RunAsync(1, 1, ("InstanceMarketOptions.MarketType", "spot"));
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("UnsupportedOperation", (await _client.OnInstancesAsync("StopInstances", "i-00000000000000001")).ErrorCode);
    }

    [Fact]
    public async Task Launch_WithTags_TagsInstanceAndVolume()
    {
        await RunAsync(
            1,
            1,
            ("TagSpecification.1.ResourceType", "instance"),
            ("TagSpecification.1.Tag.1.Key", "Name"),
            ("TagSpecification.1.Tag.1.Value", "web"),
            ("TagSpecification.1.Tag.2.Key", "empty"),
            ("TagSpecification.2.ResourceType", "volume"),
            ("TagSpecification.2.Tag.1.Key", "Of"),
            ("TagSpecification.2.Tag.1.Value", "volume"));

        Assert.Equal([new("Name", "web"), new("empty", "")], _ec2.Instances[0].Tags);
        var volumes = await _client.CallAsync("DescribeVolumes");
        Assert.Equal(("Of", "volume"), (volumes.Text("volumeSet/item/tagSet/item/key"), volumes.Text("volumeSet/item/tagSet/item/value")));
    }

    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(1, 5, 3)]
    [InlineData(3, 5, 3)]
    public async Task Launch_BeyondCapacity_LaunchesWhatFits(int least, int most, int launched)
    {
        Assert.Equal(200, (await RunAsync(least, most, ("InstanceType", "p5.48xlarge"))).Status);
        Assert.Equal(launched, _ec2.Instances.Count);
    }

    [Fact]
    public async Task Launch_BeyondCapacityForItsMinimum_LaunchesNothing()
    {
        var reply = await RunAsync(4, 5, ("InstanceType", "p5.48xlarge"));

        Assert.Equal((500, "InsufficientInstanceCapacity"), (reply.Status, reply.ErrorCode));
        Assert.Empty(_ec2.Instances);
    }

    [Fact]
    public async Task Launch_WithTheSameToken_LaunchesOnce()
    {
        var first = await RunAsync(1, 1, ("ClientToken", "once"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        var second = await RunAsync(1, 1, ("ClientToken", "once"));

        Assert.Equal(first.Text("reservationId"), second.Text("reservationId"));
        Assert.Equal(first.Text("instancesSet/item/instanceId"), second.Text("instancesSet/item/instanceId"));
        Assert.Equal("running", second.Text("instancesSet/item/instanceState/name"));
        Assert.Single(_ec2.Instances);
    }

    [Fact]
    public async Task Launch_WithTheSameTokenAndOtherParameters_IsRefused()
    {
        await RunAsync(1, 1, ("ClientToken", "once"));
        var other = await RunAsync(1, 2, ("ClientToken", "once"));

        Assert.Equal((400, "IdempotentParameterMismatch"), (other.Status, other.ErrorCode));
        Assert.Single(_ec2.Instances);
    }

    [Fact]
    public async Task Launch_WithATokenWhoseCallFailed_MayBeRepeated()
    {
        (string, string)[] launch = [("ClientToken", "again"), ("InstanceType", "p5.48xlarge")];
        Assert.Equal("InsufficientInstanceCapacity", (await RunAsync(4, 4, launch)).ErrorCode);

        _ec2.SetCapacity("p5.48xlarge", "us-east-1a", 4);

        Assert.Equal(200, (await RunAsync(4, 4, launch)).Status);
    }

    [Fact]
    public async Task Launch_OnAMovingFleet_ReachesDescribesAfterTheirLag()
    {
        await using var ec2 = SimulatedEc2.Create(_ => { }, new() { TimeProvider = _clock, DescribeLag = TimeSpan.FromSeconds(5) });
        using var client = new Ec2QueryClient(ec2);
        await client.CallAsync("RunInstances", ("ImageId", Image), ("MinCount", "1"), ("MaxCount", "1"));

        Assert.Equal("InvalidInstanceID.NotFound", (await client.OnInstancesAsync("DescribeInstances", "i-00000000000000001")).ErrorCode);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["i-00000000000000001"], (await client.OnInstancesAsync("DescribeInstances", "i-00000000000000001")).Ids);
    }

    [Fact]
    public async Task Launch_AtTheLimits_TakesATokenForEachInstance()
    {
        _ec2.RateLimits.UseEc2Defaults();

        Assert.Equal(200, (await RunAsync(999, 999)).Status);
        Assert.Equal("RequestLimitExceeded", (await RunAsync(2, 2)).ErrorCode);
        Assert.Equal(200, (await RunAsync(1, 1)).Status);
    }

    private Task<Ec2Reply> RunAsync(int least, int most, params (string Name, string Value)[] others) => _client.CallAsync(
        "RunInstances", [("ImageId", Image), ("MinCount", $"{least}"), ("MaxCount", $"{most}"), .. others]);
}
