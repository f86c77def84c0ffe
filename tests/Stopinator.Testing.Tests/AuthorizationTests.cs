using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class AuthorizationTests
{
    private const string Allowed = "i-0000000a";
    private const string Refused = "i-0000000b";
    private const string AlsoRefused = "i-0000000c";

    [Theory]
    [InlineData("StartInstances")]
    [InlineData("StopInstances")]
    [InlineData("RebootInstances")]
    public async Task Rule_ByTag_RefusesTheBatchAndNamesOneArn(string action)
    {
        await using var ec2 = Create(new("env", "dev"));
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync(action, Allowed, Refused, AlsoRefused);

        Assert.Equal((403, "UnauthorizedOperation"), (reply.Status, reply.ErrorCode));
        Assert.StartsWith(
            "You are not authorized to perform this operation. User: arn:aws:sts::123456789012:assumed-role/simulated/session "
                + $"is not authorized to perform: ec2:{action} on resource: arn:aws:ec2:us-east-1:123456789012:instance/{Refused} "
                + $"because no identity-based policy allows the ec2:{action} action. Encoded authorization failure message: ",
            reply.ErrorMessage,
            StringComparison.Ordinal);
        Assert.DoesNotContain(AlsoRefused, reply.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_ThatNamesNobody_CarriesOnlyTheEncodedText()
    {
        await using var ec2 = Create(new("env", "dev") { NamesResource = false });
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StopInstances", Refused);

        Assert.StartsWith(
            "You are not authorized to perform this operation. Encoded authorization failure message: ",
            reply.ErrorMessage,
            StringComparison.Ordinal);
        Assert.DoesNotContain(Refused, reply.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    public async Task Rule_InAnotherPartition_NamesItsArns(string region, string partition)
    {
        await using var ec2 = SimulatedEc2.Create(
            fleet => fleet.Add(Refused),
            new() { Region = region, IamRule = new("env", "dev"), RequireSignature = false });
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("StopInstances", Refused);

        Assert.Contains($"arn:{partition}:ec2:{region}:", reply.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_FollowsTheTag()
    {
        await using var ec2 = Create(new("env", "dev"));
        using var client = new Ec2QueryClient(ec2);

        Assert.Equal(200, (await client.OnInstancesAsync("StopInstances", Allowed)).Status);
        ec2.SetTag(Allowed, "env", "prod");
        ec2.SetTag(Refused, "env", "dev");
        Assert.Equal(403, (await client.OnInstancesAsync("StartInstances", Allowed)).Status);
        Assert.Equal(200, (await client.OnInstancesAsync("StartInstances", Refused)).Status);
        ec2.RemoveTag(Refused, "env");
        Assert.Equal(403, (await client.OnInstancesAsync("StartInstances", Refused)).Status);
    }

    [Fact]
    public async Task Rule_OfSomeActions_LeavesTheOthersAlone()
    {
        await using var ec2 = Create(new("env", "dev") { Actions = new HashSet<string> { "StopInstances" } });
        using var client = new Ec2QueryClient(ec2);

        Assert.Equal(403, (await client.OnInstancesAsync("StopInstances", Refused)).Status);
        Assert.Equal(200, (await client.OnInstancesAsync("RebootInstances", Refused)).Status);
        Assert.Equal(200, (await client.OnInstancesAsync("DescribeInstances", Refused)).Status);
    }

    [Theory]
    [InlineData("StartInstances", Allowed, 412, "DryRunOperation")]
    [InlineData("StopInstances", Allowed, 412, "DryRunOperation")]
    [InlineData("RebootInstances", Allowed, 412, "DryRunOperation")]
    [InlineData("DescribeInstances", Refused, 412, "DryRunOperation")]
    [InlineData("DescribeInstanceStatus", Refused, 412, "DryRunOperation")]
    [InlineData("StopInstances", Refused, 403, "UnauthorizedOperation")]
    [InlineData("StopInstances", "i-0000000f", 400, "InvalidInstanceID.NotFound")]
    public async Task DryRun_AsksForPermissionAndChangesNothing(string action, string id, int status, string code)
    {
        await using var ec2 = Create(new("env", "dev"));
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.CallAsync(action, [.. Ec2QueryClient.Ids(id), ("DryRun", "true")]);

        Assert.Equal((status, code), (reply.Status, reply.ErrorCode));
        Assert.All(
            ec2.Instances,
            instance => Assert.Equal((SimulatedState.Running, 0), (instance.State, instance.Stops + instance.Reboots)));
        Assert.True(ec2.Calls.Single().DryRun);
    }

    [Theory]
    [InlineData("DescribeInstanceAttribute", "InstanceId", Allowed, "Attribute", "instanceType")]
    [InlineData("CreateTags", "ResourceId.1", Allowed, "Tag.1.Key", "k")]
    [InlineData("DeleteTags", "ResourceId.1", Allowed, "Tag.1.Key", "env")]
    [InlineData("DescribeRegions", "RegionName.1", "us-east-1", "AllRegions", "true")]
    public async Task DryRun_OfEveryOtherAction_IsKnownToo(string action, string name, string value, string other, string otherValue)
    {
        await using var ec2 = Create(null);
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.CallAsync(action, (name, value), (other, otherValue), ("DryRun", "true"));

        Assert.Equal(("DryRunOperation", "Request would have succeeded, but DryRun flag is set."), (reply.ErrorCode, reply.ErrorMessage));
        Assert.Equal(["env"], ec2[Allowed].Tags.Keys);
    }

    private static SimulatedEc2 Create(IamRule? rule) => SimulatedEc2.Create(
        fleet =>
        {
            fleet.Add(Allowed, instance => instance.Tagged("env", "dev"));
            fleet.Add(Refused, instance => instance.Tagged("env", "prod"));
            fleet.Add(AlsoRefused);
        },
        new() { IamRule = rule });
}
