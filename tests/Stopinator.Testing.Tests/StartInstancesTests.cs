using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class StartInstancesTests
{
    private const string A = "i-0000000a";
    private const string B = "i-0000000b";

    private readonly SimulatedClock _clock = new();

    [Fact]
    public async Task Start_OfStopped_IsPendingForItsTimeThenRunning()
    {
        await using var ec2 = Create(fleet => fleet.Add(A, instance => instance.Stopped()), TimeSpan.FromSeconds(20));
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StartInstances", A);
        var atOnce = ec2[A].State;
        _clock.Advance(TimeSpan.FromSeconds(19.999));
        var before = ec2[A].State;
        _clock.Advance(TimeSpan.FromSeconds(0.001));

        Assert.Equal([$"{A}: stopped → pending"], reply.Changes);
        Assert.Equal(
            [SimulatedState.Pending, SimulatedState.Pending, SimulatedState.Running],
            new[] { atOnce, before, ec2[A].State });
    }

    [Fact]
    public async Task Start_WithoutDuration_AnswersPendingAndTheNextLookFindsItRunning()
    {
        await using var ec2 = Create(fleet => fleet.Add(A, instance => instance.Stopped()));
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StartInstances", A);

        Assert.Equal([$"{A}: stopped → pending"], reply.Changes);
        Assert.Equal("running", (await client.OnInstancesAsync("DescribeInstances", A)).InstanceText("instanceState/name"));
    }

    [Fact]
    public async Task Start_Always_SetsLaunchTimeAndClearsTheReasons()
    {
        await using var ec2 = Create(fleet => fleet.Add(A, instance => instance.Stopped()));
        using var client = new Ec2QueryClient(ec2);
        _clock.Advance(TimeSpan.FromHours(2));

        await client.OnInstancesAsync("StartInstances", A);

        var instance = await client.OnInstancesAsync("DescribeInstances", A);
        Assert.Equal("2026-01-01T02:00:00.000Z", instance.InstanceText("launchTime"));
        Assert.Equal("", instance.InstanceText("reason"));
        Assert.Null(ec2[A].StateReasonCode);
        Assert.Equal(1, ec2[A].Starts);
    }

    [Theory]
    [InlineData(SimulatedState.Running, "running")]
    [InlineData(SimulatedState.Pending, "pending")]
    public async Task Start_OfWhatRunsOrSoonWill_ChangesNothing(SimulatedState state, string name)
    {
        await using var ec2 = Create(fleet => fleet.Add(A));
        ec2.SetState(A, state);
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StartInstances", A);

        Assert.Equal([$"{A}: {name} → {name}"], reply.Changes);
        Assert.Equal((state, 0), (ec2[A].State, ec2[A].Starts));
    }

    [Theory]
    [InlineData(SimulatedState.Stopping)]
    [InlineData(SimulatedState.ShuttingDown)]
    [InlineData(SimulatedState.Terminated)]
    public async Task Start_InAnImpossibleState_FailsForTheWholeBatchAndNamesOne(SimulatedState state)
    {
        await using var ec2 = Create(fleet =>
        {
            fleet.Add("i-00000001", instance => instance.Stopped());
            fleet.Add(A);
            fleet.Add(B);
        });
        ec2.SetState(A, state);
        ec2.SetState(B, state);
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StartInstances", "i-00000001", A, B);

        Assert.Equal((400, "IncorrectInstanceState"), (reply.Status, reply.ErrorCode));
        Assert.Equal($"The instance '{A}' is not in a state from which it can be started.", reply.ErrorMessage);
        Assert.Equal(SimulatedState.Stopped, ec2["i-00000001"].State);
    }

    [Fact]
    public async Task Start_WithoutIds_IsRefused()
    {
        await using var ec2 = Create(fleet => fleet.Add());
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.CallAsync("StartInstances");

        Assert.Equal(
            (400, "MissingParameter", "The request must contain the parameter InstanceId"),
            (reply.Status, reply.ErrorCode, reply.ErrorMessage));
    }

    [Fact]
    public async Task Start_OfTheSameIdTwice_StartsItOnce()
    {
        await using var ec2 = Create(fleet => fleet.Add(A, instance => instance.Stopped()));
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StartInstances", A, A);

        Assert.Single(reply.Changes);
        Assert.Equal(1, ec2[A].Starts);
    }

    [Fact]
    public async Task Start_WithUnknownIds_NamesThemAndStartsNothing()
    {
        await using var ec2 = Create(fleet => fleet.Add(A, instance => instance.Stopped()));
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StartInstances", A, "i-00000001", "i-00000002");

        Assert.Equal("InvalidInstanceID.NotFound", reply.ErrorCode);
        Assert.Equal("The instance IDs 'i-00000001, i-00000002' do not exist", reply.ErrorMessage);
        Assert.Equal(SimulatedState.Stopped, ec2[A].State);
    }

    [Fact]
    public async Task Start_ThatFallsBack_IsPendingThenStoppedWithTheReason()
    {
        await using var ec2 = Create(fleet => fleet.Add(A, instance => instance.Stopped().FallsBackOnStart()), TimeSpan.FromSeconds(5));
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StartInstances", A);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([$"{A}: stopped → pending"], reply.Changes);
        Assert.Equal(SimulatedState.Stopped, ec2[A].State);
        Assert.Equal(
            ("Client.InternalError", "Client.InternalError: Client error on launch"),
            (ec2[A].StateReasonCode, ec2[A].StateReasonMessage));
    }

    [Fact]
    public async Task Start_OfSpotThatEc2Interrupted_IsRefused()
    {
        await using var ec2 = Create(fleet => fleet.Add(A, instance => instance.InterruptedBySpot()));
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StartInstances", A);

        Assert.Equal("IncorrectSpotRequestState", reply.ErrorCode);
        Assert.Contains($"'{A}'", reply.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("Server.SpotInstanceShutdown", ec2[A].StateReasonCode);
    }

    [Fact]
    public async Task Start_OfSpotThatAUserStopped_Succeeds()
    {
        await using var ec2 = Create(fleet => fleet.Add(A, instance => instance.Stopped().Spot(persistent: true)));
        using var client = new Ec2QueryClient(ec2);

        await client.OnInstancesAsync("StartInstances", A);

        Assert.Equal(SimulatedState.Running, ec2[A].State);
    }

    [Fact]
    public async Task Start_OfInstanceStoreRoot_IsRefusedEvenWhenRunning()
    {
        await using var ec2 = Create(fleet => fleet.Add(A, instance => instance.InstanceStoreRoot()));
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StartInstances", A);

        Assert.Equal("UnsupportedOperation", reply.ErrorCode);
        Assert.Contains($"'{A}'", reply.ErrorMessage, StringComparison.Ordinal);
    }

    private SimulatedEc2 Create(Action<FleetBuilder> fleet, TimeSpan duration = default) =>
        SimulatedEc2.Create(fleet, new() { TimeProvider = _clock, StartDuration = duration });
}
