using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class InProcessTests
{
    [Fact]
    public async Task Handler_WithoutLatency_AnswersBeforeTheCallReturns()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add());
        using var client = new Ec2QueryClient(ec2);

        Assert.True(client.CallAsync("DescribeInstances").IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Handler_ServesSynchronousClientsToo()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add());
        using var http = new HttpClient(ec2.CreateHandler());
        using var client = new Ec2QueryClient(ec2);
        using var request = client.Post([("Action", "DescribeInstances"), ("Version", "2016-11-15")]);

        using var response = http.Send(request);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(ec2.Calls[0].RequestId, response.Headers.GetValues("x-amzn-requestid").Single());
    }

    [Fact]
    public async Task Handler_WithACancelledToken_DoesNothing()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add());
        using var client = new Ec2QueryClient(ec2);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.CallAsync("DescribeInstances", new CancellationToken(canceled: true)));

        Assert.Empty(ec2.Calls);
    }

    [Fact]
    public async Task Handlers_AnyNumberOfThem_ShareTheFleet()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add("i-0000000a"));
        using var first = new Ec2QueryClient(ec2);
        using var second = new Ec2QueryClient(ec2);

        await first.OnInstancesAsync("StopInstances", "i-0000000a");

        Assert.Equal("stopped", (await second.CallAsync("DescribeInstances")).InstanceText("instanceState/name"));
    }

    [Fact]
    public async Task Latency_OnAManualClock_IsWaitedForAfterActing()
    {
        var clock = new SimulatedClock();
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add("i-0000000a"),
            new() { TimeProvider = clock, Latency = TimeSpan.FromMilliseconds(80) });
        using var client = new Ec2QueryClient(ec2);

        var call = client.OnInstancesAsync("StopInstances", "i-0000000a");
        Assert.Equal(SimulatedState.Stopped, ec2["i-0000000a"].State);
        clock.Advance(TimeSpan.FromMilliseconds(79));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(200, (await call).Status);
    }

    [Fact]
    public async Task Launches_FromManyThreads_GetIdsOfTheirOwn()
    {
        await using var ec2 = SimulatedEc2.Create(_ => { });

        Parallel.For(0, 200, index => ec2.Launch(instance => instance.Named($"{index}")));

        Assert.Equal(200, ec2.Instances.Select(instance => instance.Id).Distinct().Count());
        Assert.Equal(200, ec2.Instances.Select(instance => instance.Tags["Name"]).Distinct().Count());
    }

    [Fact]
    public async Task Calls_FromManyThreads_NeitherCollideNorGetLost()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(100, instance => instance.Stopped()));
        using var client = new Ec2QueryClient(ec2);
        var ids = ec2.Instances.Select(instance => instance.Id).ToArray();

        await Parallel.ForEachAsync(ids, async (id, _) =>
        {
            await client.OnInstancesAsync("StartInstances", id);
            await client.CallAsync("DescribeInstances");
            await client.OnInstancesAsync("StopInstances", id);
        });

        Assert.All(
            ec2.Instances,
            instance => Assert.Equal((SimulatedState.Stopped, 1, 1), (instance.State, instance.Starts, instance.Stops)));
        Assert.Equal(Enumerable.Range(1, 300), ec2.Calls.Select(call => call.Number));
    }
}
