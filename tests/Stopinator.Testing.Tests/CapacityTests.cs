using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class CapacityTests : IAsyncDisposable
{
    private const string Type = "p5.48xlarge";
    private const string Zone = "us-east-1a";

    private readonly SimulatedClock _clock = new();
    private readonly SimulatedEc2 _ec2;
    private readonly Ec2QueryClient _client;
    private readonly List<string> _stopped = [];
    private string _running = "";
    private string _elsewhere = "";

    public CapacityTests()
    {
        _ec2 = SimulatedEc2.Create(
            fleet =>
            {
                fleet.WithCapacity(Type, Zone, 2);
                _stopped.AddRange(fleet.Add(4, instance => instance.OfType(Type).Stopped()));
                _running = fleet.Add(instance => instance.OfType(Type));
                _elsewhere = fleet.Add(instance => instance.OfType(Type).InZone("us-east-1b").Stopped());
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
    public async Task Start_OfMoreThanFits_FailsAsAWholeAndNamesNoInstance()
    {
        var reply = await StartAsync([.. _stopped.Take(3), _elsewhere]);

        Assert.Equal((500, "InsufficientInstanceCapacity"), (reply.Status, reply.ErrorCode));
        Assert.Contains($"{Type} capacity in the Availability Zone you requested ({Zone})", reply.ErrorMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("i-", reply.ErrorMessage, StringComparison.Ordinal);
        Assert.All(_ec2.Instances, instance => Assert.Equal(0, instance.Starts));
    }

    [Fact]
    public async Task Start_OfWhatFits_TakesTheSlots()
    {
        Assert.Equal(200, (await StartAsync([.. _stopped.Take(2)])).Status);
        Assert.Equal("InsufficientInstanceCapacity", (await StartAsync(_stopped[2])).ErrorCode);
    }

    [Fact]
    public async Task Start_OfOtherPools_IsNotLimited()
    {
        Assert.Equal(200, (await StartAsync([.. _stopped.Take(2), _elsewhere])).Status);
    }

    [Fact]
    public async Task Start_OfWhatRunsAlready_NeedsNoSlot()
    {
        Assert.Equal(200, (await StartAsync([.. _stopped.Take(2), _running])).Status);
    }

    [Fact]
    public async Task Stop_WhenItIsOver_GivesTheSlotBack()
    {
        await StartAsync([.. _stopped.Take(2)]);
        await _client.OnInstancesAsync("StopInstances", _running);

        Assert.Equal("InsufficientInstanceCapacity", (await StartAsync(_stopped[2])).ErrorCode);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200, (await StartAsync(_stopped[2])).Status);
    }

    [Fact]
    public async Task SetCapacity_Later_CountsFromWhatRunsThen()
    {
        await StartAsync([.. _stopped.Take(2)]);

        _ec2.SetCapacity(Type, Zone, 1);

        Assert.Equal("InsufficientInstanceCapacity", (await StartAsync(_stopped[2], _stopped[3])).ErrorCode);
        Assert.Equal(200, (await StartAsync(_stopped[2])).Status);
    }

    private Task<Ec2Reply> StartAsync(params string[] ids) => _client.OnInstancesAsync("StartInstances", ids);
}
