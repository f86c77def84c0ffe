using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class DescribeInstancesTests
{
    private static readonly DateTimeOffset Launched = new(2025, 12, 24, 18, 30, 15, 250, TimeSpan.Zero);

    [Fact]
    public async Task Describe_OfAnInstance_ShowsWhatWasSaidOfIt()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add("i-0123456789abcdef0", instance => instance
            .Named("web").OfType("m5.large").InZone("us-east-1c").InVpc("vpc-1").InSubnet("subnet-1").WithImage("ami-1")
            .Platform("windows").Hibernatable().ManagedBy("eks.amazonaws.com").Spot(persistent: true).LaunchedAt(Launched)
            .WithKey("key").WithInstanceProfile("arn:aws:iam::1:instance-profile/p").InSecurityGroup("sg-1", "web")
            .WithPublicIp("203.0.113.7").InPlacementGroup("pg").OnHost("h-1").LaunchedBy("asg").InCapacityReservation("cr-1")
            .WithClientToken("token").WithArchitecture("arm64")));
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.CallAsync("DescribeInstances");

        var texts = new Dictionary<string, string>
        {
            ["instanceId"] = "i-0123456789abcdef0",
            ["instanceState/code"] = "16",
            ["instanceState/name"] = "running",
            ["reason"] = "",
            ["instanceType"] = "m5.large",
            ["launchTime"] = "2025-12-24T18:30:15.000Z",
            ["placement/availabilityZone"] = "us-east-1c",
            ["placement/availabilityZoneId"] = "use1-az3",
            ["placement/groupName"] = "pg",
            ["placement/hostId"] = "h-1",
            ["placement/tenancy"] = "host",
            ["platform"] = "windows",
            ["platformDetails"] = "Windows",
            ["vpcId"] = "vpc-1",
            ["subnetId"] = "subnet-1",
            ["imageId"] = "ami-1",
            ["keyName"] = "key",
            ["ipAddress"] = "203.0.113.7",
            ["groupSet/item/groupId"] = "sg-1",
            ["architecture"] = "arm64",
            ["rootDeviceType"] = "ebs",
            ["instanceLifecycle"] = "spot",
            ["spotInstanceRequestId"] = "sir-9abcdef0",
            ["clientToken"] = "token",
            ["tagSet/item/key"] = "Name",
            ["tagSet/item/value"] = "web",
            ["iamInstanceProfile/arn"] = "arn:aws:iam::1:instance-profile/p",
            ["capacityReservationId"] = "cr-1",
            ["hibernationOptions/configured"] = "true",
            ["operator/managed"] = "true",
            ["operator/principal"] = "eks.amazonaws.com",
        };
        Assert.Equal(texts, texts.ToDictionary(pair => pair.Key, pair => reply.InstanceText(pair.Key)));
        Assert.Equal("asg", reply.Text("reservationSet/item/requesterId"));
        Assert.Equal("123456789012", reply.Text("reservationSet/item/ownerId"));
    }

    [Fact]
    public async Task Describe_OfAPlainInstance_LeavesOutWhatItDoesNotHave()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add());
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.CallAsync("DescribeInstances");

        string[] absent =
        [
            "platform", "instanceLifecycle", "spotInstanceRequestId", "tagSet", "stateReason", "iamInstanceProfile", "ipAddress",
        ];
        Assert.DoesNotContain(absent, path => Ec2Reply.Text(reply.Instance, path) is not null);
        Assert.Equal("false", reply.InstanceText("operator/managed"));
    }

    [Fact]
    public async Task Describe_OfAWellTaggedInstance_IsAsLongAndAsNestedAsEc2s()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(instance =>
        {
            for (var tag = 0; tag < 8; tag++)
            {
                instance.Tagged($"tag-{tag}", $"value {tag}");
            }
        }));
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.CallAsync("DescribeInstances");

        Assert.InRange(reply.Body.Length, 3_000, 6_000);
        Assert.Equal("network interface", reply.InstanceText("networkInterfaceSet/item/tagSet/item/value"));
        Assert.Equal("default", reply.InstanceText("networkInterfaceSet/item/groupSet/item/groupName"));
        Assert.Equal("false", reply.InstanceText("blockDeviceMapping/item/ebs/operator/managed"));
    }

    [Fact]
    public async Task Describe_OfInstancesLaunchedTogether_ShowsOneReservation()
    {
        await using var ec2 = SimulatedEc2.Create(fleet =>
        {
            fleet.Add(3, _ => { });
            fleet.Add();
        });
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.CallAsync("DescribeInstances");

        Assert.Equal(2, reply.Root.Descendants().Count(element => element.Name.LocalName == "reservationId"));
        Assert.Equal(4, reply.Ids.Count);
    }

    [Fact]
    public async Task Describe_WithoutAnything_ShowsTheWholeFleetAtOnce()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(1500, _ => { }));
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.CallAsync("DescribeInstances");

        Assert.Equal(ec2.Instances.Select(instance => instance.Id), reply.Ids);
        Assert.Null(reply.NextToken);
    }

    [Fact]
    public async Task Describe_ById_ShowsThoseOnce()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(5, _ => { }));
        using var client = new Ec2QueryClient(ec2);
        string[] ids = [ec2.Instances[3].Id, ec2.Instances[1].Id, ec2.Instances[3].Id];

        var reply = await client.OnInstancesAsync("DescribeInstances", ids);

        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), reply.Ids);
    }

    [Fact]
    public async Task Describe_ByIdAndFilter_ShowsWhatSatisfiesBoth()
    {
        await using var ec2 = SimulatedEc2.Create(fleet =>
        {
            fleet.Add("i-00000001", instance => instance.Stopped());
            fleet.Add("i-00000002");
            fleet.Add("i-00000003", instance => instance.Stopped());
        });
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.CallAsync(
            "DescribeInstances",
            [.. Ec2QueryClient.Ids("i-00000001", "i-00000002"), .. Ec2QueryClient.Filters(("instance-state-name", ["stopped"]))]);

        Assert.Equal(["i-00000001"], reply.Ids);
    }

    [Fact]
    public async Task Describe_OfMoreThan1000Ids_IsRefused()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(1001, _ => { }));
        using var client = new Ec2QueryClient(ec2);
        var ids = ec2.Instances.Select(instance => instance.Id).ToArray();

        Assert.Equal(1000, (await client.OnInstancesAsync("DescribeInstances", ids[..1000])).Ids.Count);
        Assert.Equal("InvalidRequest", (await client.OnInstancesAsync("DescribeInstances", ids)).ErrorCode);
    }

    [Fact]
    public async Task Describe_OfUnknownIds_NamesAllOfThem()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add("i-00000001"));
        using var client = new Ec2QueryClient(ec2);

        var one = await client.OnInstancesAsync("DescribeInstances", "i-00000001", "i-00000002");
        var two = await client.OnInstancesAsync("DescribeInstances", "i-00000003", "i-00000001", "i-00000002");

        Assert.Equal(
            (400, "InvalidInstanceID.NotFound", "The instance ID 'i-00000002' does not exist"),
            (one.Status, one.ErrorCode, one.ErrorMessage));
        Assert.Equal("The instance IDs 'i-00000003, i-00000002' do not exist", two.ErrorMessage);
    }

    [Theory]
    [InlineData("i-1")]
    [InlineData("i-000000001")]
    [InlineData("i-0000000g")]
    [InlineData("i-0123456789ABCDEF0")]
    [InlineData("vol-00000001")]
    [InlineData("")]
    public async Task Describe_OfMalformedId_IsRefused(string id)
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add());
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("DescribeInstances", id);

        Assert.Equal(("InvalidInstanceID.Malformed", $"Invalid id: \"{id}\""), (reply.ErrorCode, reply.ErrorMessage));
    }

    [Fact]
    public async Task Describe_OfHiddenManagedInstance_ShowsItOnlyWhenAsked()
    {
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(instance => instance.ManagedBy("eks.amazonaws.com", hiddenByDefault: true)));
        using var client = new Ec2QueryClient(ec2);

        Assert.Empty((await client.CallAsync("DescribeInstances")).Ids);
        Assert.Single((await client.CallAsync("DescribeInstances", ("IncludeManagedResources", "true"))).Ids);
    }

    [Fact]
    public async Task Describe_OfTerminatedAndRemoved_ShowsTheFirstOnly()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(2, _ => { }));
        using var client = new Ec2QueryClient(ec2);
        var (first, second) = (ec2.Instances[0].Id, ec2.Instances[1].Id);

        ec2.Terminate(first);
        ec2.Remove(second);

        Assert.Equal("terminated", (await client.CallAsync("DescribeInstances")).InstanceText("instanceState/name"));
        Assert.Equal("InvalidInstanceID.NotFound", (await client.OnInstancesAsync("DescribeInstances", second)).ErrorCode);
        Assert.Throws<KeyNotFoundException>(() => ec2[second]);
    }
}
