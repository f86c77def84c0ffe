using Amazon.EC2;
using Amazon.EC2.Model;
using Stopinator.Conformance.Tests.Endpoints;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <content>Status checks, attributes, regions and tags.</content>
public abstract partial class DotNetSdkConformance
{
    [Fact]
    public async Task DescribeInstanceStatus_AllOrRunning_TellsTheHealth()
    {
        var running = Assert.Single(await LaunchAsync(new Launch()));
        var stopped = Assert.Single(await LaunchStoppedAsync(new Launch()));

        var ofRunning = await Client.DescribeInstanceStatusAsync(new DescribeInstanceStatusRequest());
        var ofAll = await Client.Paginators.DescribeInstanceStatus(new DescribeInstanceStatusRequest { IncludeAllInstances = true })
            .InstanceStatuses.ToDictionaryAsync(status => status.InstanceId, status => status.InstanceState.Name.Value);

        var status = Assert.Single(ofRunning.InstanceStatuses);
        Assert.Equal((running, SummaryStatus.Ok, SummaryStatus.Ok), (status.InstanceId, status.Status.Status, status.SystemStatus.Status));
        Assert.Equal(new Dictionary<string, string> { [running] = "running", [stopped] = "stopped" }, ofAll);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DescribeInstanceAttribute_DisableApiStop_TellsTheProtection(bool isProtected)
    {
        var id = Assert.Single(await LaunchAsync(new Launch { StopProtected = isProtected }));

        var answer = await Client.DescribeInstanceAttributeAsync(
            new DescribeInstanceAttributeRequest { InstanceId = id, Attribute = InstanceAttributeName.DisableApiStop });

        Assert.Equal((id, isProtected), (answer.InstanceAttribute.InstanceId, answer.InstanceAttribute.DisableApiStop));
    }

    [Fact]
    public async Task DescribeRegions_OfTheEndpoint_HasItsOwn()
    {
        var answer = await Client.DescribeRegionsAsync(new DescribeRegionsRequest());

        Assert.Contains("us-east-1", answer.Regions.Select(region => region.RegionName));
    }

    [Fact]
    public async Task Tags_CreatedAndDeleted_AreInDescribes()
    {
        var id = Assert.Single(await LaunchAsync(new Launch(("Old", "1"), ("Kept", "2"))));

        await Client.CreateTagsAsync(new CreateTagsRequest { Resources = [id], Tags = [new Tag("Größe", "ü"), new Tag("empty", "")] });
        await Client.DeleteTagsAsync(new DeleteTagsRequest { Resources = [id], Tags = [new Tag("Old")] });

        Assert.Equal(
            [("Größe", "ü"), ("Kept", "2"), ("empty", "")],
            (await DescribeAsync(id)).Tags.Select(tag => (tag.Key, tag.Value)).OrderBy(tag => tag.Key, StringComparer.Ordinal));
    }
}
