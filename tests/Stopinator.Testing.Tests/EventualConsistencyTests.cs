using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class EventualConsistencyTests : IAsyncDisposable
{
    private const string A = "i-0000000a";

    private readonly SimulatedClock _clock = new();
    private readonly SimulatedEc2 _ec2;
    private readonly Ec2QueryClient _client;

    public EventualConsistencyTests()
    {
        _ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(A, instance => instance.Stopped().Tagged("env", "dev")),
            new() { TimeProvider = _clock, StartDuration = TimeSpan.FromSeconds(10), DescribeLag = TimeSpan.FromSeconds(4) });
        _client = new Ec2QueryClient(_ec2);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _ec2.DisposeAsync();
    }

    [Fact]
    public async Task Describe_WithLag_ShowsEachStateThatMuchLater()
    {
        await _client.OnInstancesAsync("StartInstances", A);
        var seen = new List<string>();
        for (var second = 0; second <= 15; second++)
        {
            seen.Add(await StateAsync());
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([.. Repeat("stopped", 4), .. Repeat("pending", 10), .. Repeat("running", 2)], seen);

        static IEnumerable<string> Repeat(string state, int count) => Enumerable.Repeat(state, count);
    }

    [Fact]
    public async Task Calls_ThatAct_KnowThePresentAllTheSame()
    {
        await _client.OnInstancesAsync("StartInstances", A);

        Assert.Equal("stopped", await StateAsync());
        Assert.Equal([$"{A}: pending → pending"], (await _client.OnInstancesAsync("StartInstances", A)).Changes);
        Assert.Equal(SimulatedState.Pending, _ec2[A].State);
    }

    [Fact]
    public async Task Tags_Lag_AlsoInFilters()
    {
        _ec2.SetTag(A, "env", "prod");

        Assert.Single((await _client.FilterAsync(("tag:env", ["dev"]))).Ids);
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Empty((await _client.FilterAsync(("tag:env", ["dev"]))).Ids);
        Assert.Single((await _client.FilterAsync(("tag:env", ["prod"]))).Ids);
    }

    [Fact]
    public async Task Tags_SetDuringATransition_OutliveIt()
    {
        await _client.OnInstancesAsync("StartInstances", A);

        _ec2.SetTag(A, "env", "prod");
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((SimulatedState.Running, "prod"), (_ec2[A].State, _ec2[A].Tags["env"]));
    }

    [Fact]
    public async Task Launch_IsUnknownToDescribesAtFirst()
    {
        var id = _ec2.Launch(instance => instance.Pending(settlesAfter: TimeSpan.FromSeconds(6)));

        Assert.Equal("InvalidInstanceID.NotFound", (await _client.OnInstancesAsync("DescribeInstances", id)).ErrorCode);
        Assert.DoesNotContain(id, (await _client.CallAsync("DescribeInstances")).Ids);
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("pending", (await _client.OnInstancesAsync("DescribeInstances", id)).InstanceText("instanceState/name"));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(SimulatedState.Running, _ec2[id].State);
    }

    [Fact]
    public async Task Remove_IsNoticedByDescribesLater()
    {
        _ec2.Remove(A);

        Assert.Equal("stopped", await StateAsync());
        Assert.Equal("InvalidInstanceID.NotFound", (await _client.OnInstancesAsync("StartInstances", A)).ErrorCode);
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Empty((await _client.CallAsync("DescribeInstances")).Ids);
    }

    private async Task<string> StateAsync() =>
        (await _client.OnInstancesAsync("DescribeInstances", A)).InstanceText("instanceState/name");
}
