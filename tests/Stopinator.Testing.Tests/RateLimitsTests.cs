using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed partial class RateLimitsTests : IAsyncDisposable
{
    private readonly SimulatedClock _clock = new();
    private readonly SimulatedEc2 _ec2;
    private readonly Ec2QueryClient _client;
    private readonly List<string> _running = [];
    private readonly List<string> _stopped = [];

    public RateLimitsTests()
    {
        _ec2 = SimulatedEc2.Create(
            fleet =>
            {
                _running.AddRange(fleet.Add(60, _ => { }));
                _stopped.AddRange(fleet.Add(60, instance => instance.Stopped()));
            },
            new() { TimeProvider = _clock });
        _client = new Ec2QueryClient(_ec2);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _ec2.DisposeAsync();
    }

    [Fact]
    public async Task NoLimits_ByDefault()
    {
        Assert.Equal(500, await CountAcceptedAsync("DescribeInstances", 500));
        Assert.Equal(0, _ec2.RateLimits.Throttles);
    }

    [Fact]
    public async Task Throttle_LooksLikeEc2sDoesNothingAndIsCounted()
    {
        _ec2.RateLimits.On("StopInstances").Requests(0, 1);

        var reply = await StopAsync(1);

        Assert.Equal((503, "RequestLimitExceeded", "Request limit exceeded."), (reply.Status, reply.ErrorCode, reply.ErrorMessage));
        Assert.Equal(SimulatedState.Running, _ec2[_running[0]].State);
        Assert.Equal(
            (1, 1, 0),
            (_ec2.RateLimits.Throttles, _ec2.RateLimits.ThrottlesOf("StopInstances"), _ec2.RateLimits.ThrottlesOf("StartInstances")));
    }

    // "Request throttling for the Amazon EC2 API" in the EC2 developer guide.
    [Theory]
    [InlineData("StartInstances", 5, 2)]
    [InlineData("StopInstances", 50, 5)]
    [InlineData("RebootInstances", 50, 5)]
    [InlineData("DescribeInstances", 50, 10)]
    [InlineData("DescribeInstanceStatus", 50, 10)]
    [InlineData("DescribeInstanceAttribute", 100, 20)]
    [InlineData("DescribeRegions", 100, 20)]
    [InlineData("CreateTags", 100, 10)]
    [InlineData("DeleteTags", 100, 10)]
    public async Task Ec2Defaults_OfRequests_AreThoseDocumented(string action, int capacity, int perSecond)
    {
        _ec2.RateLimits.UseEc2Defaults();

        Assert.Equal(capacity, await CountAcceptedAsync(action, 150));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(perSecond, await CountAcceptedAsync(action, 150));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(capacity, await CountAcceptedAsync(action, 150));
    }

    [Theory]
    [InlineData("MaxResults", "100")]
    [InlineData("Filter.1.Name", "instance-state-name", "Filter.1.Value.1", "running")]
    public async Task Ec2Defaults_OfFilteredAndPagedDescribes_AreLarger(
        string name, string value, string? other = null, string? otherValue = null)
    {
        _ec2.RateLimits.UseEc2Defaults();
        (string, string)[] parameters = other is null ? [(name, value)] : [(name, value), (other, otherValue!)];

        Assert.Equal(100, await CountAcceptedAsync("DescribeInstances", 150, parameters));
        Assert.Equal(50, await CountAcceptedAsync("DescribeInstances", 150));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(20, await CountAcceptedAsync("DescribeInstances", 150, parameters));
    }

    [Theory]
    [InlineData("StartInstances", 2)]
    [InlineData("StopInstances", 20)]
    public async Task Ec2Defaults_OfInstances_AreThoseDocumented(string action, int perSecond)
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(1100, i => i.Stopped()), new() { TimeProvider = _clock });
        using var client = new Ec2QueryClient(ec2);
        ec2.RateLimits.UseEc2Defaults().On(action).Requests(1000, 1000);
        var ids = ec2.Instances.Select(instance => instance.Id).ToArray();

        Assert.Equal(503, (await client.OnInstancesAsync(action, ids[..1001])).Status);
        Assert.Equal(200, (await client.OnInstancesAsync(action, ids[..1000])).Status);
        Assert.Equal(503, (await client.OnInstancesAsync(action, ids[0])).Status);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(503, (await client.OnInstancesAsync(action, ids[..(perSecond + 1)])).Status);
        Assert.Equal(200, (await client.OnInstancesAsync(action, ids[..perSecond])).Status);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, (await client.OnInstancesAsync(action, ids[..1000])).Status);
    }

    [Fact]
    public async Task Ec2Defaults_Scaled_AreHalfAsLargeAndFast()
    {
        _ec2.RateLimits.UseEc2Defaults(0.5);

        Assert.Equal(25, await CountAcceptedAsync("StopInstances", 50));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(5, await CountAcceptedAsync("StopInstances", 50));
    }

    [Fact]
    public async Task Call_OfMoreThanTheBucketHolds_IsAlwaysRefused()
    {
        _ec2.RateLimits.On("StopInstances").Instances(10, 10);

        Assert.Equal(503, (await StopAsync(11)).Status);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(503, (await StopAsync(11)).Status);
        Assert.Equal(200, (await StopAsync(10)).Status);
    }

    [Fact]
    public async Task Instances_NamedTwice_CostOneToken()
    {
        _ec2.RateLimits.On("StopInstances").Instances(1, 0);

        Assert.Equal(200, (await _client.OnInstancesAsync("StopInstances", _running[0], _running[0])).Status);
    }

    [Fact]
    public async Task Refill_LookedAtAgainAndAgain_IsExact()
    {
        _ec2.RateLimits.On("StopInstances").Requests(1, 0.3);
        await StopAsync(1);

        for (var look = 1; look < 100; look++)
        {
            _clock.Advance(TimeSpan.FromTicks(333_333));
            Assert.Equal(503, (await StopAsync(1)).Status);
        }

        _clock.SetUtcNow(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + TimeSpan.FromTicks(33_333_334));
        Assert.Equal(200, (await StopAsync(1)).Status);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task FailedCall_IsChargedOrFree(bool charged, int left)
    {
        _ec2.RateLimits.ChargeFailedCalls = charged;
        _ec2.RateLimits.On("StopInstances").Requests(1, 0).Instances(1, 0);

        Assert.Equal("InvalidInstanceID.NotFound", (await _client.OnInstancesAsync("StopInstances", "i-0000dead")).ErrorCode);

        Assert.Equal(left, await CountAcceptedAsync("StopInstances", 3));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task CallRefusedForItsInstances_CostsItsRequestTokenOrNothing(bool charged, int left)
    {
        _ec2.RateLimits.ChargeFailedCalls = charged;
        _ec2.RateLimits.On("StopInstances").Requests(1, 0).Instances(1, 0);

        Assert.Equal(503, (await StopAsync(2)).Status);

        Assert.Equal(left, await CountAcceptedAsync("StopInstances", 3));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 2)]
    public async Task InstancesThatNeedNothing_AreChargedOrFree(bool charged, int left)
    {
        _ec2.RateLimits.ChargeNoOps = charged;
        _ec2.RateLimits.On("StopInstances").Instances(4, 0);

        Assert.Equal(200, (await _client.OnInstancesAsync("StopInstances", [_running[0], _running[1], _stopped[0], _stopped[1]])).Status);

        var next = _running.Skip(2).Take(3).Select(id => _client.OnInstancesAsync("StopInstances", id));
        Assert.Equal(left, (await Task.WhenAll(next)).Count(reply => reply.Status == 200));
    }

    [Fact]
    public async Task Actions_HaveBucketsOfTheirOwn()
    {
        _ec2.RateLimits.On("*").Requests(2, 0);

        Assert.Equal(2, await CountAcceptedAsync("StopInstances", 5));
        Assert.Equal(2, await CountAcceptedAsync("StartInstances", 5));
        Assert.Equal((6, 3), (_ec2.RateLimits.Throttles, _ec2.RateLimits.ThrottlesOf("StartInstances")));
    }

    [Fact]
    public async Task Throttles_OfTheFaultScript_CountTooAndTakeNoTokens()
    {
        _ec2.RateLimits.On("StopInstances").Requests(1, 0);
        _ec2.Faults.On("StopInstances").Times(2).Throttle();

        Assert.Equal(1, await CountAcceptedAsync("StopInstances", 4));
        Assert.Equal(3, _ec2.RateLimits.ThrottlesOf("StopInstances"));
    }

    [Fact]
    public async Task Request_WithoutASignature_TakesNoToken()
    {
        _ec2.RateLimits.On("StopInstances").Requests(1, 0);
        using var request = _client.Post([("Action", "StopInstances"), ("Version", "2016-11-15")], authorization: null);

        Assert.Equal(403, (await _client.SendAsync(request, TestContext.Current.CancellationToken)).Status);
        Assert.Equal(1, await CountAcceptedAsync("StopInstances", 2));
    }

    [Fact]
    public async Task Clear_TakesTheLimitsAway()
    {
        _ec2.RateLimits.UseEc2Defaults();
        Assert.Equal(5, await CountAcceptedAsync("StartInstances", 6));

        _ec2.RateLimits.Clear();

        Assert.Equal(50, await CountAcceptedAsync("StartInstances", 50));
        Assert.Equal(1, _ec2.RateLimits.Throttles);
    }

    [Fact]
    public void Limits_OfNonsense_AreRefused()
    {
        var limits = _ec2.RateLimits;

        Assert.Contains(
            "StopInstances", Assert.Throws<ArgumentException>(() => limits.On("StopInstance")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => limits.ThrottlesOf("*"));
        Assert.Throws<ArgumentOutOfRangeException>(() => limits.UseEc2Defaults(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => limits.On("*").Requests(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => limits.On("*").Instances(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => limits.On("*").OthersTake(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => limits.On("*").OthersDraw(-1, 0));
    }

    private Task<Ec2Reply> StopAsync(int instances) => _client.OnInstancesAsync("StopInstances", [.. _running.Take(instances)]);

    /// <summary>Returns the number of calls that are not throttled, of a number of calls.</summary>
    private async Task<int> CountAcceptedAsync(string action, int calls, params (string, string)[] parameters)
    {
        var form = action switch
        {
            "StartInstances" or "StopInstances" or "RebootInstances" => Ec2QueryClient.Ids(_running[0]),
            "DescribeInstanceAttribute" => [("InstanceId", _running[0]), ("Attribute", "disableApiStop")],
            "CreateTags" or "DeleteTags" => [("ResourceId.1", _running[0]), ("Tag.1.Key", "k"), ("Tag.1.Value", "v")],
            _ => parameters,
        };
        var accepted = 0;
        for (var call = 0; call < calls; call++)
        {
            accepted += (await _client.CallAsync(action, form)).ErrorCode != "RequestLimitExceeded" ? 1 : 0;
        }

        return accepted;
    }
}
