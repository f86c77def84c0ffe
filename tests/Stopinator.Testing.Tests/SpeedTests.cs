using System.Globalization;
using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

/// <summary>Prints how fast the endpoint is; asserts nothing about its speed, because machines differ.</summary>
public sealed class SpeedTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public async Task Describe_OfALargeFleet_IsPrinted(int instances)
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(instances, instance =>
        {
            for (var tag = 0; tag < 8; tag++)
            {
                instance.Tagged($"tag-{tag}", $"value {tag}");
            }
        }));
        using var http = new HttpClient(ec2.CreateHandler());
        using var client = new Ec2QueryClient(ec2);

        for (var round = 1; round <= 3; round++)
        {
            using var request = client.Post([("Action", "DescribeInstances"), ("Version", "2016-11-15")]);
            var start = TimeProvider.System.GetTimestamp();
            using var response = await http.SendAsync(request);
            var body = await response.Content.ReadAsByteArrayAsync();
            var elapsed = TimeProvider.System.GetElapsedTime(start);

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{instances} instances, {body.Length / 1e6:0.0} MB: {elapsed.TotalMilliseconds:0.0} ms"));
            Assert.Equal(200, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task Launch_OfAThousand_IsPrinted()
    {
        await using var ec2 = SimulatedEc2.Create(_ => { });
        using var client = new Ec2QueryClient(ec2);

        for (var round = 1; round <= 3; round++)
        {
            var start = TimeProvider.System.GetTimestamp();
            var reply = await client.SendAsync("RunInstances", "ImageId=ami-00000001&MinCount=1000&MaxCount=1000");
            var elapsed = TimeProvider.System.GetElapsedTime(start);

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"1000 launched: {elapsed.TotalMilliseconds:0.0} ms"));
            Assert.Equal(200, reply.Status);
        }

        Assert.Equal(3000, ec2.Instances.Count);
    }

    [Fact]
    public async Task Calls_OfTwoHundredClientsAtOnce_AllSucceed()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { });

        var statuses = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            using var client = Ec2QueryClient.OverLoopback(ec2);
            var launched = await client.SendAsync("RunInstances", $"ImageId=ami-00000001&MinCount=1&MaxCount=1&ClientToken={number}");
            var id = launched.Text("instancesSet/item/instanceId")!;
            var described = await client.CallAsync("DescribeInstances");
            var stopped = await client.OnInstancesAsync("StopInstances", id);
            var terminated = await client.OnInstancesAsync("TerminateInstances", id);
            return (launched.Status, described.Status, stopped.Status, terminated.Status);
        }));

        Assert.All(statuses, status => Assert.Equal((200, 200, 200, 200), status));
        Assert.All(ec2.Instances, instance => Assert.Equal((1, SimulatedState.Terminated), (instance.Stops, instance.State)));
    }
}
