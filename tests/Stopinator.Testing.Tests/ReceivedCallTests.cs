using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class ReceivedCallTests
{
    [Fact]
    public async Task Calls_KeepWhatWasAskedAndAnswered()
    {
        var clock = new SimulatedClock();
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add("i-0000000a"), new() { TimeProvider = clock });
        using var client = new Ec2QueryClient(ec2);
        clock.Advance(TimeSpan.FromSeconds(3));

        await client.CallAsync("StopInstances", [.. Ec2QueryClient.Ids("i-0000000a", "i-0000000b"), ("Force", "true")]);

        var call = ec2.Calls.Single();
        Assert.Equal((1, "StopInstances", false), (call.Number, call.Action, call.DryRun));
        Assert.Equal(["i-0000000a", "i-0000000b"], call.InstanceIds);
        Assert.Equal("true", call.Parameters["Force"]);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 3, TimeSpan.Zero), call.ReceivedAt);
        Assert.Equal(("tests/1.0 (a comment)", "AKIDEXAMPLE"), (call.UserAgent, call.AccessKeyId));
        Assert.Equal((400, "InvalidInstanceID.NotFound"), (call.Status, call.ErrorCode));
        Assert.True(Guid.TryParse(call.RequestId, out _));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(10, 4)]
    [InlineData(11, 4)]
    public async Task Calls_BeyondTheLimit_AreTheLatest(int made, int kept)
    {
        await using var ec2 = SimulatedEc2.Create(_ => { }, new() { MaxRecordedCalls = 4 });
        using var client = new Ec2QueryClient(ec2);

        for (var call = 0; call < made; call++)
        {
            await client.CallAsync("DescribeInstances");
        }

        Assert.Equal(Enumerable.Range(made - kept + 1, kept), ec2.Calls.Select(call => call.Number));
        Assert.All(ec2.Calls, call => Assert.Equal(200, call.Status));
    }

    [Fact]
    public void Create_WithALimitBelowOne_SaysSo()
    {
        var error = Assert.Throws<ArgumentException>(() => SimulatedEc2.Create(_ => { }, new() { MaxRecordedCalls = 0 }));

        Assert.Contains("MaxRecordedCalls must be at least 1, not 0.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_OfTheSameSeed_HaveTheSameRequestIds()
    {
        Assert.Equal(await RequestIdAsync(7), await RequestIdAsync(7));
        Assert.NotEqual(await RequestIdAsync(7), await RequestIdAsync(8));

        static async Task<string> RequestIdAsync(int seed)
        {
            await using var ec2 = SimulatedEc2.Create(_ => { }, new() { Seed = seed });
            using var client = new Ec2QueryClient(ec2);
            await client.CallAsync("DescribeInstances");
            return ec2.Calls[0].RequestId;
        }
    }

    [Fact]
    public async Task ClearCalls_ForgetsThemAndCountsOn()
    {
        await using var ec2 = SimulatedEc2.Create(_ => { });
        using var client = new Ec2QueryClient(ec2);
        await client.CallAsync("DescribeInstances");

        ec2.ClearCalls();
        await client.CallAsync("DescribeInstances");

        Assert.Equal(2, ec2.Calls.Single().Number);
    }

    [Fact]
    public async Task OnCall_GetsOneLineForEachCall()
    {
        var lines = new List<string>();
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add("i-0000000a"),
            new() { OnCall = call => lines.Add(call.ToString()) });
        using var client = new Ec2QueryClient(ec2);
        ec2.Faults.On("RebootInstances").DropConnection(beforeActing: true);

        await client.CallAsync("DescribeInstances");
        await client.CallAsync("StopInstances", [.. Ec2QueryClient.Ids("i-0000000a"), ("DryRun", "true")]);
        await client.OnInstancesAsync("StopInstances", "i-0000000a", "i-0000000b");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.OnInstancesAsync("RebootInstances", "i-0000000a"));

        Assert.Equal(
            [
                "#1 DescribeInstances: 200",
                "#2 StopInstances, 1 instance, dry run: 412 DryRunOperation",
                "#3 StopInstances, 2 instances: 400 InvalidInstanceID.NotFound",
                "#4 RebootInstances, 1 instance: no answer",
            ],
            lines);
    }

    [Fact]
    public async Task Calls_UnderWay_AreListedWithoutStatus()
    {
        var clock = new SimulatedClock();
        await using var ec2 = SimulatedEc2.Create(_ => { }, new() { TimeProvider = clock, Latency = TimeSpan.FromSeconds(1) });
        using var client = new Ec2QueryClient(ec2);

        var call = client.CallAsync("DescribeInstances");
        var before = ec2.Calls.Single().Status;
        clock.Advance(TimeSpan.FromSeconds(1));
        await call;

        Assert.Null(before);
        Assert.Equal(200, ec2.Calls.Single().Status);
    }
}
