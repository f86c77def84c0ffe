using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class FilterTests : IAsyncDisposable
{
    private const string Linux = "i-00000001";
    private const string Windows = "i-00000002";

    private readonly SimulatedEc2 _ec2 = SimulatedEc2.Create(
        fleet =>
        {
            fleet.Add(Linux, instance => instance
                .Tagged("env", "dev").Tagged("team", "a*b").LaunchedAt(new(2025, 12, 24, 18, 0, 0, TimeSpan.Zero)));
            fleet.Add(Windows, instance => instance
                .StoppedAt(new(2025, 12, 31, 20, 0, 0, TimeSpan.Zero)).Tagged("env", "prod").Tagged("Team", "axb")
                .Platform("windows").OfType("m5.large").WithArchitecture("arm64").WithImage("ami-2").WithKey("key-2")
                .InZone("us-east-1b").InVpc("vpc-2").InSubnet("subnet-2").InPlacementGroup("pg-2").OnHost("h-2")
                .InSecurityGroup("sg-2", "group-2").WithPublicIp("203.0.113.2")
                .WithInstanceProfile("arn:aws:iam::1:instance-profile/2").LaunchedBy("requester-2").WithClientToken("token-2")
                .Hibernatable().Spot(persistent: true).InCapacityReservation("cr-2")
                .ManagedBy("eks.amazonaws.com").LaunchedAt(new(2025, 12, 25, 18, 0, 0, TimeSpan.Zero)));
        },
        new() { TimeProvider = new SimulatedClock() });

    private readonly Ec2QueryClient _client;

    public FilterTests() => _client = new Ec2QueryClient(_ec2);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _ec2.DisposeAsync();
    }

    [Theory]
    [InlineData("architecture", "arm64")]
    [InlineData("availability-zone", "us-east-1b")]
    [InlineData("availability-zone-id", "use1-az2")]
    [InlineData("capacity-reservation-id", "cr-2")]
    [InlineData("client-token", "token-2")]
    [InlineData("dns-name", "ec2-203-0-113-2.*")]
    [InlineData("hibernation-options.configured", "true")]
    [InlineData("host-id", "h-2")]
    [InlineData("iam-instance-profile.arn", "*/2")]
    [InlineData("image-id", "ami-2")]
    [InlineData("instance-id", Windows)]
    [InlineData("instance-lifecycle", "spot")]
    [InlineData("instance-state-code", "80")]
    [InlineData("instance-state-name", "stopped")]
    [InlineData("instance-type", "m5.*")]
    [InlineData("instance.group-id", "sg-2")]
    [InlineData("instance.group-name", "group-?")]
    [InlineData("ip-address", "203.0.113.2")]
    [InlineData("key-name", "key-2")]
    [InlineData("launch-time", "2025-12-25T*")]
    [InlineData("operator.managed", "true")]
    [InlineData("operator.principal", "eks.amazonaws.com")]
    [InlineData("placement-group-name", "pg-2")]
    [InlineData("platform", "windows")]
    [InlineData("platform-details", "Windows")]
    [InlineData("private-dns-name", "ip-10-0-0-2.ec2.internal")]
    [InlineData("private-ip-address", "10.0.0.2")]
    [InlineData("reason", "User initiated (2025-12-31*")]
    [InlineData("requester-id", "requester-2")]
    [InlineData("reservation-id", "r-*2")]
    [InlineData("root-device-name", "/dev/sda1")]
    [InlineData("spot-instance-request-id", "sir-00000002")]
    [InlineData("state-reason-code", "Client.UserInitiatedShutdown")]
    [InlineData("subnet-id", "subnet-2")]
    [InlineData("tag-key", "Team")]
    [InlineData("tag-value", "prod")]
    [InlineData("tag:env", "p*")]
    [InlineData("tag:Team", "a\\xb", "axb")]
    [InlineData("tenancy", "host")]
    [InlineData("vpc-id", "vpc-2")]
    public async Task Filter_ByName_FindsOneOfTheTwo(string name, params string[] values)
    {
        Assert.Equal([Windows], (await _client.FilterAsync((name, values))).Ids);
    }

    [Theory]
    [InlineData("ebs-optimized", "false")]
    [InlineData("ena-support", "true")]
    [InlineData("hypervisor", "xen")]
    [InlineData("launch-index", "0")]
    [InlineData("monitoring-state", "disabled")]
    [InlineData("owner-id", "123456789012")]
    [InlineData("root-device-type", "ebs")]
    [InlineData("source-dest-check", "true")]
    [InlineData("virtualization-type", "hvm")]
    public async Task Filter_OnWhatAllHaveInCommon_FindsBoth(string name, string value)
    {
        Assert.Equal([Linux, Windows], (await _client.FilterAsync((name, [value]))).Ids);
    }

    [Fact]
    public async Task Filter_ByName_IsKnownForEveryNameThatClientsOffer()
    {
        string[] names =
        [
            "instance-id", "instance-state-name", "instance-state-code", "instance-type", "instance-lifecycle", "tag:any",
            "tag-key", "tag-value", "vpc-id", "subnet-id", "availability-zone", "availability-zone-id", "image-id", "owner-id",
            "platform", "platform-details", "architecture", "tenancy", "root-device-type", "hibernation-options.configured",
            "launch-time", "key-name", "iam-instance-profile.arn", "instance.group-id", "instance.group-name", "private-ip-address",
            "ip-address", "private-dns-name", "placement-group-name", "host-id", "reservation-id", "requester-id",
            "spot-instance-request-id", "capacity-reservation-id", "operator.managed", "operator.principal", "state-reason-code",
            "reason", "client-token", "virtualization-type", "hypervisor", "ena-support",
        ];
        foreach (var name in names)
        {
            Assert.Equal(200, (await _client.FilterAsync((name, ["none"]))).Status);
        }
    }

    [Theory]
    [InlineData("tag:env", new[] { "dev", "prod" }, 2)]
    [InlineData("tag:env", new[] { "Dev" }, 0)]
    [InlineData("tag:Env", new[] { "dev" }, 0)]
    [InlineData("tag:team", new[] { "a\\*b" }, 1)]
    [InlineData("tag:e*", new[] { "dev" }, 0)]
    [InlineData("tag-key", new[] { "?eam" }, 2)]
    [InlineData("platform", new[] { "" }, 0)]
    [InlineData("platform", new[] { "*" }, 1)]
    public async Task Filter_OnValues_TakesAnyOfThemAndMindsTheCase(string name, string[] values, int expected)
    {
        Assert.Equal(expected, (await _client.FilterAsync((name, values))).Ids.Count);
    }

    [Fact]
    public async Task Filters_OfDifferentNames_MustAllBeSatisfied()
    {
        Assert.Equal([Linux], (await _client.FilterAsync(("tag:env", ["*"]), ("instance-state-name", ["running"]))).Ids);
    }

    [Fact]
    public async Task Filters_OfTheSameName_MustBothBeSatisfied()
    {
        Assert.Empty((await _client.FilterAsync(("tag:env", ["dev"]), ("tag:env", ["prod"]))).Ids);
        Assert.Equal([Windows], (await _client.FilterAsync(("tag:env", ["dev", "prod"]), ("tag:env", ["p*"]))).Ids);
        Assert.Equal([Linux], (await _client.FilterAsync(("tag-key", ["env"]), ("tag-key", ["team"]))).Ids);
    }

    [Theory]
    [InlineData("colour")]
    [InlineData("Tag:env")]
    [InlineData("instance-state")]
    public async Task Filter_OfUnknownName_IsRefused(string name)
    {
        var reply = await _client.FilterAsync((name, ["x"]));

        Assert.Equal(
            (400, "InvalidParameterValue", $"The filter '{name}' is invalid"),
            (reply.Status, reply.ErrorCode, reply.ErrorMessage));
    }

    [Fact]
    public async Task Filter_WithoutValue_IsRefused()
    {
        Assert.Equal("InvalidParameterValue", (await _client.CallAsync("DescribeInstances", ("Filter.1.Name", "vpc-id"))).ErrorCode);
    }

    [Theory]
    [InlineData(50, 1, 1, null)]
    [InlineData(51, 1, 1, "The maximum number of filters specified on a single call is 50")]
    [InlineData(1, 200, 1, null)]
    [InlineData(1, 201, 1, "The maximum number of filter values specified on a single call is 200")]
    [InlineData(1, 1, 255, null)]
    [InlineData(1, 1, 256, "The maximum length for a filter value is 255 characters")]
    public async Task Filters_BeyondALimit_AreRefused(int filters, int values, int length, string? message)
    {
        var reply = await _client.FilterAsync(
            [.. Enumerable.Repeat(("tag:env", Enumerable.Repeat(new string('x', length), values).ToArray()), filters)]);

        Assert.Equal(message is null ? null : "FilterLimitExceeded", reply.ErrorCode);
        Assert.Equal(message, reply.ErrorMessage);
    }
}
