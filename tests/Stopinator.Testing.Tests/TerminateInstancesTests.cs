using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class TerminateInstancesTests : IAsyncDisposable
{
    private const string Running = "i-0000000a";
    private const string Stopped = "i-0000000b";
    private const string Guarded = "i-0000000c";
    private const string StopGuarded = "i-0000000d";
    private const string Elsewhere = "i-0000000e";

    private readonly SimulatedClock _clock = new();
    private readonly SimulatedEc2 _ec2;
    private readonly Ec2QueryClient _client;

    public TerminateInstancesTests()
    {
        _ec2 = SimulatedEc2.Create(
            fleet =>
            {
                fleet.Add(Running);
                fleet.Add(Stopped, instance => instance.Stopped());
                fleet.Add(Guarded, instance => instance.TerminationProtected());
                fleet.Add(StopGuarded, instance => instance.StopProtected());
                fleet.Add(Elsewhere, instance => instance.InZone("us-east-1b"));
            },
            new() { TimeProvider = _clock, StopDuration = TimeSpan.FromSeconds(30) });
        _client = new Ec2QueryClient(_ec2);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _ec2.DisposeAsync();
    }

    [Fact]
    public async Task Terminate_OfInstances_EndsThemForGood()
    {
        var reply = await _client.OnInstancesAsync("TerminateInstances", Running, Stopped);

        Assert.Equal([$"{Running}: running → shutting-down", $"{Stopped}: stopped → terminated"], reply.Changes);
        var leaving = await _client.OnInstancesAsync("DescribeInstances", Running);
        Assert.Equal("Client.UserInitiatedShutdown", leaving.InstanceText("stateReason/code"));
        Assert.Equal("User initiated (2026-01-01 00:00:00 GMT)", leaving.InstanceText("reason"));

        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(SimulatedState.Terminated, _ec2[Running].State);
        Assert.Equal("IncorrectInstanceState", (await _client.OnInstancesAsync("StartInstances", Running)).ErrorCode);
    }

    [Fact]
    public async Task Terminate_Again_SucceedsAndChangesNothing()
    {
        await _client.OnInstancesAsync("TerminateInstances", Running);
        var during = await _client.OnInstancesAsync("TerminateInstances", Running);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var after = await _client.OnInstancesAsync("TerminateInstances", Running);

        Assert.Equal([$"{Running}: shutting-down → shutting-down"], during.Changes);
        Assert.Equal([$"{Running}: terminated → terminated"], after.Changes);
    }

    [Fact]
    public async Task Terminate_OfAnInstance_KeepsItVisibleForAnHour()
    {
        await _client.OnInstancesAsync("TerminateInstances", Running);

        _clock.Advance(TimeSpan.FromMinutes(60));
        Assert.Equal("terminated", (await _client.OnInstancesAsync("DescribeInstances", Running)).InstanceText("instanceState/name"));

        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("InvalidInstanceID.NotFound", (await _client.OnInstancesAsync("DescribeInstances", Running)).ErrorCode);
        Assert.Equal(4, _ec2.Instances.Count);
    }

    [Theory]
    [InlineData(Guarded, "disableApiTermination")]
    [InlineData(StopGuarded, "disableApiStop")]
    public async Task Terminate_OfAProtectedInstance_SavesItsZoneOnly(string id, string attribute)
    {
        var reply = await _client.OnInstancesAsync("TerminateInstances", Running, id, Elsewhere);

        Assert.Equal((400, "OperationNotPermitted"), (reply.Status, reply.ErrorCode));
        Assert.Equal(
            $"The instance '{id}' may not be terminated. Modify its '{attribute}' instance attribute and try again.", reply.ErrorMessage);
        Assert.Equal(
            (SimulatedState.Running, SimulatedState.Running, SimulatedState.ShuttingDown),
            (_ec2[Running].State, _ec2[id].State, _ec2[Elsewhere].State));
    }

    [Fact]
    public async Task Terminate_AfterTheProtectionIsLifted_Succeeds()
    {
        Assert.True(_ec2[Guarded].TerminationProtected);
        _ec2.SetTerminationProtection(Guarded, false);

        Assert.Equal(200, (await _client.OnInstancesAsync("TerminateInstances", Guarded)).Status);
        _ec2.SetTerminationProtection(Elsewhere, true);
        Assert.Equal("OperationNotPermitted", (await _client.OnInstancesAsync("TerminateInstances", Elsewhere)).ErrorCode);
    }

    [Fact]
    public async Task Terminate_OfAnUnknownInstance_EndsNone()
    {
        var reply = await _client.OnInstancesAsync("TerminateInstances", Elsewhere, "i-0deadbee");

        Assert.Equal("InvalidInstanceID.NotFound", reply.ErrorCode);
        Assert.Equal(SimulatedState.Running, _ec2[Elsewhere].State);
    }

    [Fact]
    public async Task Terminate_OfAnInstance_DeletesItsVolume()
    {
        (string, string)[] volume = [("VolumeId.1", "vol-0000000a")];
        await _client.CallAsync("TerminateInstances", [.. Ec2QueryClient.Ids(Running), ("SkipOsShutdown", "true")]);

        Assert.Equal("in-use", (await _client.CallAsync("DescribeVolumes", volume)).Text("volumeSet/item/status"));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("InvalidVolume.NotFound", (await _client.CallAsync("DescribeVolumes", volume)).ErrorCode);
    }

    [Fact]
    public async Task Terminate_FreesCapacity()
    {
        _ec2.SetCapacity("t3.micro", "us-east-1b", 0);
        (string, string)[] launch =
        [
            ("ImageId", "ami-00000001"), ("InstanceType", "t3.micro"), ("Placement.AvailabilityZone", "us-east-1b"), ("MinCount", "1"),
            ("MaxCount", "1"),
        ];
        Assert.Equal("InsufficientInstanceCapacity", (await _client.CallAsync("RunInstances", launch)).ErrorCode);

        await _client.OnInstancesAsync("TerminateInstances", Elsewhere);

        Assert.Equal(200, (await _client.CallAsync("RunInstances", launch)).Status);
    }
}
