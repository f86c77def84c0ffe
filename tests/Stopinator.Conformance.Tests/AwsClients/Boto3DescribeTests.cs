using System.Text.Json.Nodes;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <summary>boto3 reads the simulated EC2.</summary>
public sealed class Boto3DescribeTests(Boto3 boto3)
{
    private const string Id = "i-00000000000000001";

    [Fact]
    public async Task DescribeInstances_OfEveryKind_AreParsedIntoTheirFields()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(
            fleet => fleet.Add(Id, i => i
                .Named("größe <1> & \"2\"").Tagged("empty", "").Spot(persistent: true).Hibernatable().OfType("m5.large")
                .InZone("us-east-1b")
                .Platform("windows").WithPublicIp("203.0.113.7").InAutoScalingGroup("workers").ManagedBy("eks.amazonaws.com")
                .WithInstanceProfile("arn:aws:iam::123456789012:instance-profile/web").OnHost("h-00000000000000001")
                .InPlacementGroup("near")
                .LaunchedAt(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))
                .StoppedAt(new DateTimeOffset(2026, 1, 3, 4, 5, 6, TimeSpan.Zero))));

        var answer = await boto3.CallAsync(ec2.Endpoint, "describe_instances", new { InstanceIds = new[] { Id } });

        Assert.Equal(ec2.Calls[0].RequestId, (string?)answer["ResponseMetadata"]!["RequestId"]);
        var reservation = Assert.Single(answer["Reservations"]!.AsArray())!;
        Assert.Equal("123456789012", (string?)reservation["OwnerId"]);
        var instance = Assert.Single(reservation["Instances"]!.AsArray())!;
        var tags = instance["Tags"]!.AsArray().ToDictionary(tag => (string)tag!["Key"]!, tag => (string)tag!["Value"]!);
        Assert.Equal(("größe <1> & \"2\"", "", "workers"), (tags["Name"], tags["empty"], tags["aws:autoscaling:groupName"]));
        Assert.Equal("""{"Code":80,"Name":"stopped"}""", instance["State"]!.ToJsonString());
        Assert.Equal("User initiated (2026-01-03 04:05:06 GMT)", (string?)instance["StateTransitionReason"]);
        Assert.Equal("Client.UserInitiatedShutdown", (string?)instance["StateReason"]!["Code"]);
        Assert.Equal("2026-01-02 03:04:05+00:00", (string?)instance["LaunchTime"]);
        Assert.Equal(
            ("m5.large", "windows", "spot", "ebs", "x86_64"),
            ((string?)instance["InstanceType"], (string?)instance["Platform"], (string?)instance["InstanceLifecycle"],
                (string?)instance["RootDeviceType"], (string?)instance["Architecture"]));
        Assert.Equal(
            ("us-east-1b", "host", "h-00000000000000001", "near"),
            ((string?)instance["Placement"]!["AvailabilityZone"], (string?)instance["Placement"]!["Tenancy"],
                (string?)instance["Placement"]!["HostId"], (string?)instance["Placement"]!["GroupName"]));
        Assert.True((bool)instance["HibernationOptions"]!["Configured"]!);
        Assert.Equal((true, "eks.amazonaws.com"), ((bool)instance["Operator"]!["Managed"]!, (string?)instance["Operator"]!["Principal"]));
        Assert.Equal("203.0.113.7", (string?)instance["PublicIpAddress"]);
        Assert.Equal("arn:aws:iam::123456789012:instance-profile/web", (string?)instance["IamInstanceProfile"]!["Arn"]);
        Assert.StartsWith("sir-", (string?)instance["SpotInstanceRequestId"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"Name":"tag:Name","Values":["web-1"]}]""", "web-1")]
    [InlineData("""[{"Name":"tag:Name","Values":["web-?"]}]""", "web-,web-1")]
    [InlineData("""[{"Name":"tag:Name","Values":["db\\*1"]}]""", "db*1")]
    [InlineData("""[{"Name":"tag:Name","Values":["[dw]eb*","db-1"]}]""", "db-1")]
    [InlineData("""[{"Name":"tag:Größe","Values":["ü & +"]}]""", "db-1")]
    [InlineData("""[{"Name":"tag-key","Values":["Gr?ße"]}]""", "db-1")]
    [InlineData("""[{"Name":"tag:Name","Values":["*-1"]},{"Name":"instance-state-name","Values":["running"]}]""", "web-1")]
    [InlineData("""[{"Name":"tag:Name","Values":["web-*"]},{"Name":"tag:Name","Values":["*-12"]}]""", "web-12")]
    [InlineData("""[{"Name":"instance-type","Values":["m5.*"]}]""", "db*1")]
    [InlineData("""[{"Name":"availability-zone","Values":["us-east-1b"]}]""", "web-12")]
    public async Task DescribeInstances_WithFilters_FindsWhatEc2Would(string filters, string names)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet =>
        {
            fleet.Add(i => i.Named("web-1"));
            fleet.Add(i => i.Named("web-12").InZone("us-east-1b"));
            fleet.Add(i => i.Named("web-"));
            fleet.Add(i => i.Named("db*1").OfType("m5.large"));
            fleet.Add(i => i.Named("db-1").Tagged("Größe", "ü & +").Stopped());
        });

        var answer = await boto3.CallAsync(ec2.Endpoint, "describe_instances", new { Filters = JsonNode.Parse(filters) });

        Assert.Equal(
            names.Split(',').Order(StringComparer.Ordinal),
            Instances(answer).Select(
                instance => (string)instance["Tags"]!.AsArray().Single(tag => (string)tag!["Key"]! == "Name")!["Value"]!)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task DescribeInstances_WithAPaginator_ReadsEveryInstanceOnce()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet =>
        {
            fleet.Add(7, i => i.Tagged("Env", "dev"));
            fleet.Add(3, i => i.Tagged("Env", "prod"));
            fleet.Add(5, i => i.Tagged("Env", "dev"));
        });

        var pages = await boto3.PagesAsync(
            ec2.Endpoint,
            "describe_instances",
            new { Filters = new[] { new { Name = "tag:Env", Values = new[] { "dev" } } }, PaginationConfig = new { PageSize = 5 } });

        Assert.Equal([5, 5, 2], pages.Select(page => Instances(page!).Count()));
        Assert.Equal(12, pages.SelectMany(page => Instances(page!)).Select(instance => (string)instance["InstanceId"]!).Distinct().Count());
        Assert.All(ec2.Calls, call => Assert.Equal("5", call.Parameters["MaxResults"]));
    }

    [Fact]
    public async Task DescribeInstanceStatus_AllOrRunning_TellsTheHealth()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet =>
        {
            fleet.Add();
            fleet.Add(i => i.Stopped());
        });

        var running = await boto3.CallAsync(ec2.Endpoint, "describe_instance_status", new { });
        var all = await boto3.CallAsync(ec2.Endpoint, "describe_instance_status", new { IncludeAllInstances = true });

        Assert.Equal(
            (Id, "ok", "ok"),
            Assert.Single(running["InstanceStatuses"]!.AsArray().Select(status =>
                ((string?)status!["InstanceId"], (string?)status["InstanceStatus"]!["Status"], (string?)status["SystemStatus"]!["Status"]))));
        Assert.Equal(
            ["running", "stopped"], all["InstanceStatuses"]!.AsArray().Select(status => (string?)status!["InstanceState"]!["Name"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DescribeInstanceAttribute_DisableApiStop_TellsTheProtection(bool isProtected)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add());
        ec2.SetStopProtection(Id, isProtected);

        var answer = await boto3.CallAsync(
            ec2.Endpoint, "describe_instance_attribute", new { InstanceId = Id, Attribute = "disableApiStop" });

        Assert.Equal((Id, isProtected), ((string?)answer["InstanceId"], (bool)answer["DisableApiStop"]!["Value"]!));
    }

    [Fact]
    public async Task DescribeRegions_OfTheSimulation_AreTheOneThereIs()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(_ => { }, new SimulatedEc2Options { Region = "eu-west-1" });

        var answer = await boto3.CallAsync(ec2.Endpoint, "describe_regions", new { }, region: "eu-west-1");

        Assert.Equal(["eu-west-1"], answer["Regions"]!.AsArray().Select(region => (string?)region!["RegionName"]));
    }

    [Fact]
    public async Task Tags_CreatedAndDeleted_AreOnTheInstance()
    {
        await using var ec2 = await SimulatedEc2.StartAsync(fleet => fleet.Add(i => i.Tagged("Old", "1").Tagged("Kept", "2")));

        await boto3.CallAsync(
            ec2.Endpoint, "create_tags", new { Resources = new[] { Id }, Tags = new[] { new { Key = "Größe", Value = "ü" } } });
        await boto3.CallAsync(ec2.Endpoint, "delete_tags", new { Resources = new[] { Id }, Tags = new[] { new { Key = "Old" } } });

        Assert.Equal([("Größe", "ü"), ("Kept", "2")], ec2[Id].Tags.Select(tag => (tag.Key, tag.Value)).OrderBy(tag => tag.Key));
    }

    private static IEnumerable<JsonNode> Instances(JsonNode answer) =>
        answer["Reservations"]!.AsArray().SelectMany(reservation => reservation!["Instances"]!.AsArray())!;
}
