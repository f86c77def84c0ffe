using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Stopinator.Conformance.Tests.Endpoints;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <content>Describes, filters and pages.</content>
public abstract partial class DotNetSdkConformance
{
    /// <summary>Filters, joined by an ampersand, and the names of the instances that they find in the fleet of the test.</summary>
    private static readonly (string Filters, string Names)[] Filters =
    [
        ("tag:Name=web-1", "web-1"),
        ("tag:Name=web-1,db-1", "db-1 web-1"),
        ("tag:Name=web-?", "web- web-1"),
        ("tag:Name=web-*", "web- web-1 web-12"),
        (@"tag:Name=db\*1", "db*1"),
        ("tag:Name=nobody", ""),
        ("tag:Größe=ü & +", "db-1"),
        ("tag-key=Größe", "db-1"),
        ("tag:Name=*-1&instance-state-name=running", "web-1"),
        ("tag:Name=web-*&instance-type=t3.large", "web-12"),
        ("instance-state-name=stopped", "db*1 db-1"),
        ("instance-state-name=running,stopped&tag:Name=db*", "db*1 db-1"),
    ];

    [Fact]
    public async Task DescribeInstances_ById_FillsItsFields()
    {
        var id = Assert.Single(await LaunchAsync(new Launch(("Name", "größe <1> & \"2\""), ("empty", "")) { InstanceType = "t3.large" }));

        var answer = await Client.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [id] });

        Assert.NotEmpty(answer.ResponseMetadata.RequestId);
        Assert.Null(answer.NextToken);
        var reservation = Assert.Single(answer.Reservations);
        Assert.Equal("123456789012", reservation.OwnerId);
        var instance = Assert.Single(reservation.Instances);
        Assert.Equal((id, 16, InstanceStateName.Running), (instance.InstanceId, instance.State.Code, instance.State.Name));
        Assert.Equal(
            [("Name", "größe <1> & \"2\""), ("empty", "")],
            instance.Tags.Select(tag => (tag.Key, tag.Value)).OrderBy(tag => tag.Key, StringComparer.Ordinal));
        Assert.Equal(
            (InstanceType.T3Large, DeviceType.Ebs, ArchitectureValues.X86_64, "simulated"),
            (instance.InstanceType, instance.RootDeviceType, instance.Architecture, instance.KeyName));
        Assert.Equal((null, null), (instance.InstanceLifecycle, instance.Platform));
        Assert.Matches("^us-east-1[a-z]$", instance.Placement.AvailabilityZone);
        Assert.Matches("^vpc-[0-9a-f]+ subnet-[0-9a-f]+ ami-[0-9a-f]+$", $"{instance.VpcId} {instance.SubnetId} {instance.ImageId}");
        Assert.True(IPAddress.TryParse(instance.PrivateIpAddress, out _));
        Assert.Equal(DateTimeKind.Utc, instance.LaunchTime!.Value.ToUniversalTime().Kind);
    }

    [Fact]
    public async Task DescribeInstances_OfASpotInstance_SaysSo()
    {
        var id = Assert.Single(await LaunchAsync(new Launch { Spot = true }));

        Assert.Equal(InstanceLifecycleType.Spot, (await DescribeAsync(id)).InstanceLifecycle);
    }

    [Fact]
    public async Task DescribeInstances_WithFilters_FindsWhatEc2Would()
    {
        await LaunchAsync(new Launch(("Name", "web-1")));
        await LaunchAsync(new Launch(("Name", "web-12")) { InstanceType = "t3.large" });
        await LaunchAsync(new Launch(("Name", "web-")));
        await LaunchStoppedAsync(new Launch(("Name", "db*1")));
        await LaunchStoppedAsync(new Launch(("Name", "db-1"), ("Größe", "ü & +")));

        var found = new List<(string, string)>();
        foreach (var (filters, _) in Filters)
        {
            var answer = await Client.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = [.. ParseFilters(filters)] });
            var names = InstancesOf(answer).Select(instance => instance.Tags.Single(tag => tag.Key == "Name").Value);
            found.Add((filters, string.Join(' ', names.Order(StringComparer.Ordinal))));
        }

        Assert.Equal(Filters.Select(row => (row.Filters, FindsInstead.GetValueOrDefault(row.Filters, row.Names))), found);
        Assert.All(FindsInstead, instead => Assert.Contains(Filters, row => row.Filters == instead.Key && row.Names != instead.Value));
    }

    [Fact]
    public async Task DescribeInstances_WithTokensAndPaginator_ReadEachInstanceOnce()
    {
        var launched = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            launched.AddRange(await LaunchAsync(new Launch(("Env", i == 7 ? "prod" : "dev"))));
        }

        DescribeInstancesRequest Request() => new() { Filters = [new Filter("tag:Env", ["dev"])], MaxResults = 5 };
        var pages = new List<DescribeInstancesResponse>();
        var request = Request();
        do
        {
            pages.Add(await Client.DescribeInstancesAsync(request));
            request.NextToken = pages[^1].NextToken;
        }
        while (request.NextToken is not null);

        var responses = await Client.Paginators.DescribeInstances(Request()).Responses.ToListAsync();
        var reservations = await Client.Paginators.DescribeInstances(Request()).Reservations.ToListAsync();

        var expected = launched.Where((_, i) => i != 7).Order();
        Assert.Equal([5, 5, 1], pages.Select(page => InstancesOf(page).Count()));
        Assert.Equal([5, 5, 1], responses.Select(page => InstancesOf(page).Count()));
        Assert.All(
            [
                pages.SelectMany(InstancesOf),
                responses.SelectMany(InstancesOf),
                reservations.SelectMany(reservation => reservation.Instances),
            ],
            instances => Assert.Equal(expected, instances.Select(instance => instance.InstanceId).Order()));
    }

    [Fact]
    public async Task DescribeInstances_NothingFound_HasNoReservations()
    {
        await LaunchAsync(new Launch());

        var answer = await Client.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = [new Filter("tag:Env", ["dev"])] });

        Assert.Null(answer.Reservations);
        Assert.NotEmpty(answer.ResponseMetadata.RequestId);
    }

    private static IEnumerable<Filter> ParseFilters(string filters) =>
        filters.Replace(" & ", " \0 ", StringComparison.Ordinal).Split('&').Select(filter => filter.Split('=', 2))
            .Select(parts => new Filter(parts[0], [.. parts[1].Replace('\0', '&').Split(',')]));

    private static IEnumerable<Instance> InstancesOf(DescribeInstancesResponse answer) =>
        answer.Reservations?.SelectMany(reservation => reservation.Instances) ?? [];
}
