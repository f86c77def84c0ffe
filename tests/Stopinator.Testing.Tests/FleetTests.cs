using Stopinator.Testing.Engine;

namespace Stopinator.Testing.Tests;

public sealed class FleetTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SimulatedClock _clock = new();

    [Fact]
    public async Task Add_OfSeveral_ReturnsDistinctReadableIds()
    {
        IReadOnlyList<string> ids = [];
        await using var ec2 = SimulatedEc2.Create(fleet =>
        {
            fleet.Add("i-00000000000000002");
            ids = fleet.Add(3, (instance, index) => instance.Named($"web-{index}"));
        });

        Assert.Equal(["i-00000000000000001", "i-00000000000000003", "i-00000000000000004"], ids);
        Assert.Equal(["web-0", "web-1", "web-2"], ids.Select(id => ec2[id].Tags["Name"]));
    }

    [Theory]
    [InlineData("i-1")]
    [InlineData("")]
    [InlineData("vol-12345678")]
    public void Add_OfMalformedId_IsRefused(string id)
    {
        Assert.Throws<ArgumentException>(() => SimulatedEc2.Create(fleet => fleet.Add(id)));
    }

    [Fact]
    public void Add_OfATakenId_IsRefused()
    {
        var exception = Assert.Throws<ArgumentException>(() => SimulatedEc2.Create(fleet =>
        {
            fleet.Add("i-0000000a");
            fleet.Add("i-0000000a");
        }));

        Assert.Contains("i-0000000a", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_OfNegativeCount_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedEc2.Create(fleet => fleet.Add(-1, _ => { })));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedEc2.Create(fleet => fleet.WithCapacity("t3.micro", "us-east-1a", -1)));
    }

    [Fact]
    public void Builder_States_AreWhatTheySay()
    {
        Assert.Equal(SimulatedState.Running, Build(instance => instance.Running()).State);
        Assert.Equal(SimulatedState.Running, Build(_ => { }).State);
        Assert.Equal(SimulatedState.Stopped, Build(instance => instance.Stopped()).State);
        Assert.Equal(SimulatedState.Terminated, Build(instance => instance.Terminated()).State);
        Assert.Equal(SimulatedState.Pending, Build(instance => instance.Pending()).State);
        Assert.Equal(SimulatedState.Stopping, Build(instance => instance.Stopping()).State);
        Assert.Equal(SimulatedState.ShuttingDown, Build(instance => instance.ShuttingDown()).State);
        Assert.Equal(SimulatedState.Stopped, Build(instance => instance.Pending().Stopped()).State);
    }

    [Fact]
    public void Builder_TransitionalStates_LastUntilToldOtherwise()
    {
        using var ec2 = new Scope(_clock, fleet =>
        {
            fleet.Add("i-00000001", instance => instance.Pending());
            fleet.Add("i-00000002", instance => instance.Pending(Minute).Named("kept"));
            fleet.Add("i-00000003", instance => instance.Stopping(Minute));
            fleet.Add("i-00000004", instance => instance.ShuttingDown(Minute));
            fleet.Add("i-00000005", instance => instance.Pending(Minute).Stopped());
        });

        _clock.Advance(Minute);

        Assert.Equal(
            [SimulatedState.Pending, SimulatedState.Running, SimulatedState.Stopped, SimulatedState.Terminated, SimulatedState.Stopped],
            ec2.Ec2.Instances.Select(instance => instance.State));
    }

    [Fact]
    public void StoppedAt_TellsTheTimeAsEc2Does()
    {
        var instance = Build(instance => instance.StoppedAt(new(2025, 12, 31, 23, 59, 58, TimeSpan.FromHours(1))));

        Assert.Equal("User initiated (2025-12-31 22:59:58 GMT)", instance.StateTransitionReason);
    }

    [Fact]
    public void Reasons_MayBeAnything()
    {
        var instance = Build(
            instance => instance
                .Stopped()
                .WithTransitionReason("because")
                .WithStateReason("Server.ScheduledStop", "Server.ScheduledStop: x"));

        Assert.Equal(("because", "Server.ScheduledStop"), (instance.StateTransitionReason, instance.StateReasonCode));
    }

    [Fact]
    public void SetState_JumpsAndSettlesOnRequest()
    {
        using var scope = new Scope(_clock, fleet => fleet.Add("i-0000000a"));
        var ec2 = scope.Ec2;
        _clock.Advance(Minute);

        ec2.SetState("i-0000000a", SimulatedState.Stopped);
        Assert.Equal(
            (SimulatedState.Stopped, "User initiated (2026-01-01 00:01:00 GMT)"),
            (ec2["i-0000000a"].State, ec2["i-0000000a"].StateTransitionReason));

        ec2.SetState("i-0000000a", SimulatedState.Running);
        Assert.Equal((SimulatedState.Running, _clock.GetUtcNow()), (ec2["i-0000000a"].State, ec2["i-0000000a"].LaunchTime));

        ec2.SetState("i-0000000a", SimulatedState.Stopping, settlesAfter: Minute);
        _clock.Advance(Minute);
        Assert.Equal(SimulatedState.Stopped, ec2["i-0000000a"].State);
    }

    [Fact]
    public void SomebodyElse_WithUnknownId_GetsAClearError()
    {
        using var scope = new Scope(_clock, fleet => fleet.Add());
        var ec2 = scope.Ec2;

        Assert.Contains("i-0000000f", Assert.Throws<KeyNotFoundException>(() => ec2["i-0000000f"]).Message, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => ec2.SetTag("i-0000000f", "a", "b"));
        Assert.Throws<KeyNotFoundException>(() => ec2.SetState("i-0000000f", SimulatedState.Running));
        Assert.Throws<KeyNotFoundException>(() => ec2.Remove("i-0000000f"));
    }

    [Fact]
    public void Instance_AsText_NamesIdAndState()
    {
        Assert.Equal("i-00000000000000001 shutting-down", Build(instance => instance.ShuttingDown()).ToString());
    }

    [Theory]
    [InlineData("us-east-1a", "use1-az1")]
    [InlineData("ap-southeast-2c", "apse2-az3")]
    [InlineData("eu-central-1b", "euc1-az2")]
    [InlineData("us-gov-west-1a", "usgw1-az1")]
    [InlineData("ap-northeast-1d", "apne1-az4")]
    [InlineData("cn-northwest-1a", "cnnw1-az1")]
    [InlineData("somewhere", "somewhere")]
    public void ZoneId_FollowsTheZone(string zone, string id) => Assert.Equal(id, ZoneNames.ToId(zone));

    [Fact]
    public void Options_ThatMakeNoSense_AreRefusedAllAtOnce()
    {
        var exception = Assert.Throws<ArgumentException>(() => SimulatedEc2.Create(
            _ => { },
            new()
            {
                Region = " ",
                AccountId = "12",
                Port = 70000,
                Latency = -Minute,
                StartDuration = -Minute,
                StopDuration = -Minute,
                DescribeLag = -Minute,
            }));

        Assert.All(
            ["Region", "AccountId", "'12'", "Port", "70000", "Latency", "StartDuration", "StopDuration", "DescribeLag"],
            part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Options_ChangedLater_HaveNoEffect()
    {
        var options = new SimulatedEc2Options { AccountId = "210987654321" };
        using var scope = new Scope(SimulatedEc2.Create(_ => { }, options));

        options.IamRule = new("a", "b");

        Assert.Equal(new Uri("http://ec2.simulated.invalid/"), scope.Ec2.Endpoint);
    }

    private SimulatedInstance Build(Action<InstanceBuilder> instance)
    {
        using var scope = new Scope(_clock, fleet => fleet.Add(instance));
        return scope.Ec2.Instances.Single();
    }

    private sealed class Scope(SimulatedEc2 ec2) : IDisposable
    {
        public Scope(TimeProvider clock, Action<FleetBuilder> fleet)
            : this(SimulatedEc2.Create(fleet, new() { TimeProvider = clock }))
        {
        }

        public SimulatedEc2 Ec2 => ec2;

        public void Dispose() => ec2.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
