using System.Net.Sockets;
using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class LoopbackTests
{
    private const string A = "i-0000000a";

    [Fact]
    public async Task Endpoint_OnLoopback_ServesAClientOfItsOwn()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(A, instance => instance.Named("é & <x>")));
        using var client = Ec2QueryClient.OverLoopback(ec2);

        var stop = await client.OnInstancesAsync("StopInstances", A);
        var describe = await client.FilterAsync(("tag:Name", ["é*"]));
        var error = await client.OnInstancesAsync("RebootInstances", A);
        using var get = client.Get("Action=DescribeInstances&Version=2016-11-15&MaxResults=5");
        var byGet = await client.SendAsync(get);

        Assert.Equal(("127.0.0.1", "http"), (ec2.Endpoint.Host, ec2.Endpoint.Scheme));
        Assert.Equal([$"{A}: running → stopping"], stop.Changes);
        Assert.Equal("stopped", describe.InstanceText("instanceState/name"));
        Assert.Equal("é & <x>", describe.InstanceText("tagSet/item/value"));
        Assert.Equal((400, "IncorrectInstanceState"), (error.Status, error.ErrorCode));
        Assert.Equal([A], byGet.Ids);
        Assert.Equal(("tests/1.0 (a comment)", "AKIDEXAMPLE"), (ec2.Calls[0].UserAgent, ec2.Calls[0].AccessKeyId));
    }

    [Fact]
    public async Task Endpoint_OnLoopback_SharesTheFleetWithItsHandler()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(A));
        using var outside = Ec2QueryClient.OverLoopback(ec2);
        using var inside = new Ec2QueryClient(ec2);

        await outside.OnInstancesAsync("StopInstances", A);

        Assert.Equal("stopped", (await inside.CallAsync("DescribeInstances")).InstanceText("instanceState/name"));
    }

    [Fact]
    public async Task Endpoint_WithLargeAnswers_SendsThemWhole()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(2000, _ => { }));
        using var client = Ec2QueryClient.OverLoopback(ec2);

        Assert.Equal(2000, (await client.CallAsync("DescribeInstances")).Ids.Count);
    }

    [Theory]
    [InlineData(true, SimulatedState.Running)]
    [InlineData(false, SimulatedState.Stopped)]
    public async Task DropConnection_OnLoopback_EndsTheResponse(bool beforeActing, SimulatedState state)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(A));
        using var client = Ec2QueryClient.OverLoopback(ec2);
        ec2.Faults.On("StopInstances").DropConnection(beforeActing);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.OnInstancesAsync("StopInstances", A));

        Assert.Equal(state, ec2[A].State);
    }

    [Fact]
    public async Task CutAnswer_OnLoopback_BreaksTheBody()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(100, _ => { }));
        using var client = Ec2QueryClient.OverLoopback(ec2);
        ec2.Faults.On("DescribeInstances").CutAnswer(5000);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.CallAsync("DescribeInstances"));
    }

    [Fact]
    public async Task Start_OnATakenPort_Throws()
    {
        await using var first = await SimulatedEc2.StartAsync(_ => { });

        await Assert.ThrowsAsync<IOException>(() => SimulatedEc2.StartAsync(_ => { }, new() { Port = first.Endpoint.Port }));
    }

    [Fact]
    public async Task Dispose_StopsListening_EvenWithAClientConnected()
    {
        var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add());
        using var client = Ec2QueryClient.OverLoopback(ec2);
        await client.CallAsync("DescribeInstances");

        await ec2.DisposeAsync();
        await ec2.DisposeAsync();

        using var socket = new TcpClient();
        await Assert.ThrowsAnyAsync<SocketException>(() => socket.ConnectAsync("127.0.0.1", ec2.Endpoint.Port));
    }

    [Fact]
    public async Task Run_OverLoopback_SeesLatencyExactlyAndNoTimeoutAhead()
    {
        var clock = new SimulatedClock();
        await using var ec2 = await SimulatedEc2.StartAsync(
            fleet => fleet.Add(200, _ => { }),
            new() { TimeProvider = clock, Latency = TimeSpan.FromMilliseconds(120) });
        using var client = Ec2QueryClient.OverLoopback(ec2);

        await clock.RunAsync(async () =>
        {
            for (var call = 0; call < 20; call++)
            {
                // A guard that would fire at once if the clock jumped while the request is on its way.
                using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30), clock);
                await client.CallAsync("DescribeInstances", timeout.Token);
                await Task.Delay(TimeSpan.FromSeconds(1), clock);
            }
        });

        Assert.Equal(TimeSpan.FromSeconds(20 * 1.12), clock.GetElapsedTime(0));
    }

    [Fact]
    public async Task Run_OverLoopbackInParallel_KeepsEveryFlowOnTime()
    {
        var clock = new SimulatedClock();
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(20, _ => { }), new() { TimeProvider = clock });
        using var client = Ec2QueryClient.OverLoopback(ec2);

        await clock.RunAsync(() => Task.WhenAll(Enumerable.Range(1, 5).Select(async flow =>
        {
            for (var step = 1; step <= 10; step++)
            {
                using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30), clock);
                await client.CallAsync("DescribeInstances", timeout.Token);
                await Task.Delay(TimeSpan.FromSeconds(flow), clock);
                Assert.Equal(TimeSpan.FromSeconds(flow * step), clock.GetElapsedTime(0));
            }
        })));

        Assert.Equal(TimeSpan.FromSeconds(50), clock.GetElapsedTime(0));
    }
}
