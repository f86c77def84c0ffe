using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class StopInstancesTests
{
    private const string A = "i-0000000a";
    private const string B = "i-0000000b";

    private readonly SimulatedClock _clock = new();

    [Fact]
    public async Task Stop_OfRunning_IsStoppingForItsTimeThenStopped()
    {
        await using var ec2 = Create(fleet => fleet.Add(A), TimeSpan.FromMinutes(1));
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StopInstances", A);
        var atOnce = ec2[A].State;
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([$"{A}: running → stopping"], reply.Changes);
        Assert.Equal((SimulatedState.Stopping, SimulatedState.Stopped), (atOnce, ec2[A].State));
        Assert.Equal("User initiated (2026-01-01 00:00:00 GMT)", ec2[A].StateTransitionReason);
        Assert.Equal(
            ("Client.UserInitiatedShutdown", "Client.UserInitiatedShutdown: User initiated shutdown"),
            (ec2[A].StateReasonCode, ec2[A].StateReasonMessage));
    }

    [Theory]
    [InlineData(SimulatedState.Stopped, "stopped")]
    [InlineData(SimulatedState.Stopping, "stopping")]
    public async Task Stop_OfWhatIsStoppedOrSoonWillBe_ChangesNothing(SimulatedState state, string name)
    {
        await using var ec2 = Create(fleet => fleet.Add(A));
        ec2.SetState(A, state);
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StopInstances", A);

        Assert.Equal([$"{A}: {name} → {name}"], reply.Changes);
        Assert.Equal((state, 0), (ec2[A].State, ec2[A].Stops));
    }

    [Theory]
    [InlineData(SimulatedState.Pending, "Instance 'i-0000000a' cannot be stopped as it has never reached the 'running' state.")]
    [InlineData(SimulatedState.ShuttingDown, "The instance 'i-0000000a' is not in a state from which it can be stopped.")]
    [InlineData(SimulatedState.Terminated, "The instance 'i-0000000a' is not in a state from which it can be stopped.")]
    public async Task Stop_InAnImpossibleState_FailsForTheWholeBatchAndNamesOne(SimulatedState state, string message)
    {
        await using var ec2 = Create(fleet =>
        {
            fleet.Add(B);
            fleet.Add(A);
        });
        ec2.SetState(A, state);
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StopInstances", B, A);

        Assert.Equal((400, "IncorrectInstanceState", message), (reply.Status, reply.ErrorCode, reply.ErrorMessage));
        Assert.Equal(SimulatedState.Running, ec2[B].State);
    }

    [Theory]
    [InlineData("Force")]
    [InlineData("SkipOsShutdown")]
    public async Task Stop_OfAStuckInstance_EndsOnlyByForceOrSkip(string way)
    {
        await using var ec2 = Create(fleet => fleet.Add(A, instance => instance.StuckStopping()), TimeSpan.FromSeconds(10));
        using var client = new Ec2QueryClient(ec2);

        await client.OnInstancesAsync("StopInstances", A);
        _clock.Advance(TimeSpan.FromDays(1));
        await client.OnInstancesAsync("StopInstances", A);
        _clock.Advance(TimeSpan.FromDays(1));
        var stuck = ec2[A].State;
        var reply = await client.CallAsync("StopInstances", [.. Ec2QueryClient.Ids(A), (way, "true")]);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(SimulatedState.Stopping, stuck);
        Assert.Equal([$"{A}: stopping → stopping"], reply.Changes);
        Assert.Equal(SimulatedState.Stopped, ec2[A].State);
        Assert.Equal(
            (1, way == "Force" ? 1 : 0, way == "Force" ? 0 : 1),
            (ec2[A].Stops, ec2[A].ForcedStops, ec2[A].SkippedShutdowns));
    }

    [Fact]
    public async Task Stop_ByForceFromTheStart_IsNeverStuck()
    {
        await using var ec2 = Create(fleet => fleet.Add(A, instance => instance.StuckStopping()));
        using var client = new Ec2QueryClient(ec2);

        await client.CallAsync("StopInstances", [.. Ec2QueryClient.Ids(A), ("Force", "true"), ("SkipOsShutdown", "true")]);

        Assert.Equal((SimulatedState.Stopped, 1, 1, 1), (ec2[A].State, ec2[A].Stops, ec2[A].ForcedStops, ec2[A].SkippedShutdowns));
    }

    [Fact]
    public async Task Stop_OfProtected_NamesOneAndStopsNothing()
    {
        await using var ec2 = CreateProtected(partialEffectByZone: false);
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StopInstances", "i-00000001", A, B, "i-00000002");

        Assert.Equal((400, "OperationNotPermitted"), (reply.Status, reply.ErrorCode));
        Assert.Equal(
            $"The instance '{A}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.",
            reply.ErrorMessage);
        Assert.All(ec2.Instances, instance => Assert.Equal(SimulatedState.Running, instance.State));
    }

    [Fact]
    public async Task Stop_OfProtected_MayStopTheOtherZones()
    {
        await using var ec2 = CreateProtected(partialEffectByZone: true);
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StopInstances", "i-00000001", A, B, "i-00000002");

        Assert.Equal("OperationNotPermitted", reply.ErrorCode);
        Assert.Equal(SimulatedState.Running, ec2["i-00000001"].State);
        Assert.Equal((SimulatedState.Stopped, 1), (ec2["i-00000002"].State, ec2["i-00000002"].Stops));
    }

    [Fact]
    public async Task Stop_OfProtectedThatIsStopped_HasNothingToRefuse()
    {
        await using var ec2 = Create(fleet => fleet.Add(A, instance => instance.Stopped().StopProtected()));
        using var client = new Ec2QueryClient(ec2);

        Assert.Equal([$"{A}: stopped → stopped"], (await client.OnInstancesAsync("StopInstances", A)).Changes);
    }

    [Fact]
    public async Task Stop_AfterTheProtectionIsLifted_Succeeds()
    {
        await using var ec2 = Create(fleet => fleet.Add(A, instance => instance.StopProtected()));
        using var client = new Ec2QueryClient(ec2);

        ec2.SetStopProtection(A, isProtected: false);
        await client.OnInstancesAsync("StopInstances", A);

        Assert.Equal(SimulatedState.Stopped, ec2[A].State);
    }

    [Fact]
    public async Task Stop_OfSpot_DependsOnItsRequest()
    {
        await using var ec2 = Create(fleet =>
        {
            fleet.Add(A, instance => instance.Spot(persistent: false));
            fleet.Add(B, instance => instance.Spot(persistent: true));
        });
        using var client = new Ec2QueryClient(ec2);

        var refused = await client.OnInstancesAsync("StopInstances", B, A);
        var accepted = await client.OnInstancesAsync("StopInstances", B);

        Assert.Equal((400, "UnsupportedOperation"), (refused.Status, refused.ErrorCode));
        Assert.Contains($"'{A}'", refused.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(200, accepted.Status);
    }

    [Fact]
    public async Task Stop_OfInstanceStoreRoot_IsRefused()
    {
        await using var ec2 = Create(fleet => fleet.Add(A, instance => instance.InstanceStoreRoot()));
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StopInstances", A);

        Assert.Equal("UnsupportedOperation", reply.ErrorCode);
        Assert.Equal($"The instance '{A}' does not have an 'ebs' root device type and cannot be stopped.", reply.ErrorMessage);
    }

    [Fact]
    public async Task Hibernate_WhenConfigured_StopsWithItsOwnReason()
    {
        await using var ec2 = Create(fleet => fleet.Add(A, instance => instance.Hibernatable()));
        using var client = new Ec2QueryClient(ec2);

        await client.CallAsync("StopInstances", [.. Ec2QueryClient.Ids(A), ("Hibernate", "true")]);

        Assert.Equal((SimulatedState.Stopped, "Client.UserInitiatedHibernate"), (ec2[A].State, ec2[A].StateReasonCode));
        Assert.Equal((1, 1), (ec2[A].Stops, ec2[A].Hibernations));
    }

    [Fact]
    public async Task Hibernate_WhenNotConfigured_FailsForTheWholeBatch()
    {
        await using var ec2 = Create(fleet =>
        {
            fleet.Add(A, instance => instance.Hibernatable());
            fleet.Add(B);
        });
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.CallAsync("StopInstances", [.. Ec2QueryClient.Ids(A, B), ("Hibernate", "true")]);

        Assert.Equal((400, "UnsupportedHibernationConfiguration"), (reply.Status, reply.ErrorCode));
        Assert.EndsWith(B, reply.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(SimulatedState.Running, ec2[A].State);
    }

    [Fact]
    public async Task Stop_WithoutIds_IsRefused()
    {
        await using var ec2 = Create(fleet => fleet.Add());
        using var client = new Ec2QueryClient(ec2);

        Assert.Equal("MissingParameter", (await client.CallAsync("StopInstances", ("Force", "true"))).ErrorCode);
    }

    private static SimulatedEc2 CreateProtected(bool partialEffectByZone) => SimulatedEc2.Create(
        fleet =>
        {
            fleet.Add("i-00000001");
            fleet.Add(A, instance => instance.StopProtected());
            fleet.Add(B, instance => instance.StopProtected());
            fleet.Add("i-00000002", instance => instance.InZone("us-east-1b"));
        },
        new() { PartialEffectByZone = partialEffectByZone });

    private SimulatedEc2 Create(Action<FleetBuilder> fleet, TimeSpan duration = default) =>
        SimulatedEc2.Create(fleet, new() { TimeProvider = _clock, StopDuration = duration });
}
