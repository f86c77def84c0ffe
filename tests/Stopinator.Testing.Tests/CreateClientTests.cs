using Amazon.EC2;
using Amazon.EC2.Model;

namespace Stopinator.Testing.Tests;

/// <summary>The client of the AWS SDK that the simulation makes.</summary>
public sealed class CreateClientTests
{
    private const string A = "i-0000000a";

    [Fact]
    public async Task CreateClient_InProcess_StopsAndDescribes()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(A, instance => instance.Named("é & <x>")));
        using var client = ec2.CreateClient();

        var stop = await client.StopInstancesAsync(new StopInstancesRequest { InstanceIds = [A] });
        var describe = await client.DescribeInstancesAsync();

        Assert.Equal(InstanceStateName.Stopping, Assert.Single(stop.StoppingInstances).CurrentState.Name);
        var instance = Assert.Single(Assert.Single(describe.Reservations).Instances);
        Assert.Equal((InstanceStateName.Stopped, "é & <x>"), (instance.State.Name, Assert.Single(instance.Tags).Value));
        Assert.Equal(ec2.Calls[1].RequestId, describe.ResponseMetadata.RequestId);
        Assert.All(ec2.Calls, call => Assert.Equal("AKIASIMULATEDEXAMPLE", call.AccessKeyId));
    }

    [Fact]
    public async Task CreateClient_AfterStart_CallsTheLoopback()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(A));
        using var client = ec2.CreateClient();

        await client.StopInstancesAsync(new StopInstancesRequest { InstanceIds = [A] });

        Assert.Equal(ec2.Endpoint.AbsoluteUri, client.Config.ServiceURL);
        Assert.Equal(SimulatedState.Stopped, ec2[A].State);
    }

    [Fact]
    public async Task CreateClient_RegionOfTheOptions_IsSignedFor()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(A), new() { Region = "eu-west-1" });
        using var client = ec2.CreateClient();

        var describe = await client.DescribeInstancesAsync();

        Assert.Equal("eu-west-1a", describe.Reservations[0].Instances[0].Placement.AvailabilityZone);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CreateClient_CallThatFails_IsMadeOnce(bool onLoopback)
    {
        await using var ec2 =
            onLoopback ? await SimulatedEc2.StartAsync(fleet => fleet.Add(A)) : SimulatedEc2.Create(fleet => fleet.Add(A));
        using var client = ec2.CreateClient();
        ec2.Faults.On("DescribeInstances").Nth(1).Fail("InternalError", "An internal error has occurred.", 500);
        ec2.Faults.On("DescribeInstances").Nth(2).DropConnection(beforeActing: true);

        await Assert.ThrowsAsync<AmazonEC2Exception>(() => client.DescribeInstancesAsync());
        await Assert.ThrowsAnyAsync<Exception>(() => client.DescribeInstancesAsync());

        Assert.Equal(2, ec2.Calls.Count);
    }

    [Fact]
    public async Task CreateClient_Configured_HasItsConfiguration()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add());
        using var client = ec2.CreateClient(config => config.MaxErrorRetry = 4);

        Assert.Equal((4, 0), (client.Config.MaxErrorRetry, client.Config.MaxStaleConnectionRetries));
    }

    [Fact]
    public async Task CreateClient_OnAManualClock_SeesLatencyExactly()
    {
        var clock = new SimulatedClock();
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(A), new() { TimeProvider = clock, Latency = TimeSpan.FromMilliseconds(120) });
        using var client = ec2.CreateClient();

        await clock.RunAsync(async () =>
        {
            for (var call = 0; call < 20; call++)
            {
                using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30), clock);
                await client.DescribeInstancesAsync(timeout.Token);
            }
        });

        Assert.Equal(TimeSpan.FromSeconds(20 * 0.12), clock.GetElapsedTime(0));
    }
}
