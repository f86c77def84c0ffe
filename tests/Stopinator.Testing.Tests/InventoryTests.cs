using System.Xml.Linq;
using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

/// <summary>DescribeTags, DescribeVolumes and DescribeInstanceTypes.</summary>
public sealed class InventoryTests : IAsyncDisposable
{
    private readonly SimulatedEc2 _ec2 = SimulatedEc2.Create(fleet =>
    {
        fleet.Add("i-0000000a", instance => instance.Tagged("Env", "dev").Tagged("Name", "web").InZone("us-east-1b")
            .LaunchedAt(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));
        fleet.Add("i-0000000b", instance => instance.Tagged("Env", "prod").InstanceStoreRoot());
        fleet.Add("i-0000000c", instance => instance.Tagged("Env", "dev").ManagedBy("eks.amazonaws.com", hiddenByDefault: true));
        fleet.Add("i-0000000d", instance => instance.Tagged("Other", "dev").Terminated());
    });

    private readonly Ec2QueryClient _client;

    public InventoryTests() => _client = new Ec2QueryClient(_ec2);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _ec2.DisposeAsync();
    }

    [Theory]
    [InlineData("key", "Env", "a Env=dev, b Env=prod, c Env=dev")]
    [InlineData("value", "d*", "a Env=dev, c Env=dev, d Other=dev")]
    [InlineData("resource-id", "i-0000000a", "a Env=dev, a Name=web")]
    [InlineData("resource-type", "volume", "")]
    [InlineData("tag:Env", "dev", "a Env=dev, c Env=dev")]
    public async Task DescribeTags_ByFilter_FindsTheTags(string filter, string value, string expected)
    {
        Assert.Equal(expected, Tags(await _client.CallAsync("DescribeTags", Ec2QueryClient.Filters((filter, [value])))));
    }

    [Fact]
    public async Task DescribeTags_OfVolumes_AreApartFromThoseOfTheirInstances()
    {
        await _client.CallAsync("CreateTags", ("ResourceId.1", "vol-0000000a"), ("Tag.1.Key", "Of"), ("Tag.1.Value", "volume"));

        var found = await _client.CallAsync("DescribeTags", Ec2QueryClient.Filters(("resource-id", ["*-0000000a"])));
        Assert.Equal("a Env=dev, a Name=web, a Of=volume", Tags(found));
        Assert.Equal("a Of=volume", Tags(await _client.CallAsync("DescribeTags", Ec2QueryClient.Filters(("resource-type", ["volume"])))));
        Assert.False(_ec2["i-0000000a"].Tags.ContainsKey("Of"));

        await _client.CallAsync("DeleteTags", ("ResourceId.1", "vol-0000000a"));
        Assert.Equal("", Tags(await _client.CallAsync("DescribeTags", Ec2QueryClient.Filters(("resource-type", ["volume"])))));
        Assert.Equal(2, _ec2["i-0000000a"].Tags.Count);
    }

    [Fact]
    public async Task DescribeTags_InPages_ShowsEachTagOnce()
    {
        (string, string)[] keys = [.. Enumerable.Range(1, 12).Select(number => ($"Tag.{number}.Key", $"k{number:00}"))];
        await _client.CallAsync("CreateTags", [("ResourceId.1", "i-0000000b"), ("ResourceId.2", "i-0000000c"), .. keys]);
        var all = Tags(await _client.CallAsync("DescribeTags"));

        var pages = new List<string>();
        string? token = null;
        do
        {
            var page = await _client.CallAsync("DescribeTags", ("MaxResults", "7"), ("NextToken", token ?? ""));
            pages.Add(Tags(page));
            token = page.NextToken;
        }
        while (token is not null);

        Assert.Equal(all, string.Join(", ", pages));
        Assert.Equal(5, pages.Count);
    }

    [Fact]
    public async Task DescribeVolumes_OfTheFleet_ShowsRootVolumes()
    {
        var reply = await _client.CallAsync("DescribeVolumes");

        Assert.Equal(["vol-0000000a"], Volumes(reply));
        Assert.Equal(
            ("i-0000000a", "us-east-1b", "in-use", "2026-01-02T03:04:05.000Z"),
            (reply.Text("volumeSet/item/attachmentSet/item/instanceId"), reply.Text("volumeSet/item/availabilityZone"),
                reply.Text("volumeSet/item/status"), reply.Text("volumeSet/item/createTime")));
        Assert.Equal(
            ["vol-0000000a", "vol-0000000c"], Volumes(await _client.CallAsync("DescribeVolumes", ("IncludeManagedResources", "true"))));
    }

    [Theory]
    [InlineData("attachment.instance-id", "i-0000000a", 1)]
    [InlineData("attachment.instance-id", "i-0000000b", 0)]
    [InlineData("availability-zone", "us-east-1?", 1)]
    [InlineData("size", "8", 1)]
    [InlineData("status", "available", 0)]
    [InlineData("tag:Env", "dev", 0)]
    [InlineData("create-time", "2026-01-02*", 1)]
    public async Task DescribeVolumes_ByFilter_FindsThem(string filter, string value, int count)
    {
        Assert.Equal(count, Volumes(await _client.CallAsync("DescribeVolumes", Ec2QueryClient.Filters((filter, [value])))).Count());
    }

    [Fact]
    public async Task DescribeVolumes_AfterARestart_KeepsItsTimes()
    {
        await _client.OnInstancesAsync("StopInstances", "i-0000000a");
        await _client.OnInstancesAsync("StartInstances", "i-0000000a");

        var reply = await _client.CallAsync("DescribeVolumes");

        Assert.Equal("2026-01-02T03:04:05.000Z", reply.Text("volumeSet/item/attachmentSet/item/attachTime"));
        Assert.NotEqual(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), _ec2["i-0000000a"].LaunchTime);
    }

    [Theory]
    [InlineData("t3.micro", "2", "1024", "x86_64", "true")]
    [InlineData("m5.large", "2", "8192", "x86_64", "false")]
    [InlineData("c5.9xlarge", "36", "73728", "x86_64", "false")]
    [InlineData("r6g.medium", "1", "8192", "arm64", "false")]
    public async Task DescribeInstanceTypes_ByName_ShowsProcessorsAndMemory(
        string type, string cpus, string memory, string architecture, string burstable)
    {
        var reply = await _client.CallAsync("DescribeInstanceTypes", ("InstanceType.1", type));

        Assert.Equal(
            (type, cpus, memory, architecture, burstable),
            (reply.Text("instanceTypeSet/item/instanceType"), reply.Text("instanceTypeSet/item/vCpuInfo/defaultVCpus"),
                reply.Text("instanceTypeSet/item/memoryInfo/sizeInMiB"),
                reply.Text("instanceTypeSet/item/processorInfo/supportedArchitectures/item"),
                reply.Text("instanceTypeSet/item/burstablePerformanceSupported")));
    }

    [Fact]
    public async Task DescribeInstanceTypes_ByFilterAndInPages_FindsThem()
    {
        var found = await _client.CallAsync(
            "DescribeInstanceTypes",
            Ec2QueryClient.Filters(("processor-info.supported-architecture", ["arm64"]), ("vcpu-info.default-vcpus", ["2"]), ("instance-type", ["m*"])));
        Assert.Equal(["m6g.large", "m7g.large"], Types(found));

        var first = await _client.CallAsync("DescribeInstanceTypes", ("MaxResults", "60"));
        var second = await _client.CallAsync("DescribeInstanceTypes", ("MaxResults", "60"), ("NextToken", first.NextToken!));
        var all = await _client.CallAsync("DescribeInstanceTypes");
        Assert.Equal(Types(all), [.. Types(first), .. Types(second)]);
    }

    private static string Tags(Ec2Reply reply) => string.Join(
        ", ", Items(reply, "tagSet").Select(tag => $"{Text(tag, "resourceId")[^1]} {Text(tag, "key")}={Text(tag, "value")}"));

    private static IEnumerable<string> Volumes(Ec2Reply reply) => Items(reply, "volumeSet").Select(volume => Text(volume, "volumeId"));

    private static IEnumerable<string> Types(Ec2Reply reply) => Items(reply, "instanceTypeSet").Select(type => Text(type, "instanceType"));

    private static IEnumerable<XElement> Items(Ec2Reply reply, string set) =>
        reply.Root.Elements().Single(element => element.Name.LocalName == set).Elements();

    private static string Text(XElement element, string path) => Ec2Reply.Text(element, path)!;
}
