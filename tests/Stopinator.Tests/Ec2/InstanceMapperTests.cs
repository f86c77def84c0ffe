using Amazon.EC2.Model;
using Stopinator.Ec2;
using Stopinator.Instances;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Ec2;

public sealed class InstanceMapperTests
{
    private static readonly Ec2Instance Full = new()
    {
        InstanceId = "i-0a1b2c3d4e5f60718",
        State = PowerState.Stopped,
        Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["Name"] = "db", ["Empty"] = "", ["Blank"] = " " },
        InstanceType = "t3.micro",
        AvailabilityZone = "eu-west-1a",
        Lifecycle = "spot",
        RootDeviceType = "ebs",
        HibernationConfigured = true,
        LaunchTime = new DateTimeOffset(2026, 1, 31, 7, 0, 0, TimeSpan.Zero),
        StateTransitionReason = "User initiated (2026-01-31 19:00:05 GMT)",
        StateReason = new Ec2StateReason("Client.UserInitiatedShutdown", "Client.UserInitiatedShutdown: User initiated shutdown"),
        ManagedByService = true,
        ManagingService = "eks.amazonaws.com",
        VpcId = "vpc-1",
        SubnetId = "subnet-1",
        ImageId = "ami-1",
        Platform = "windows",
        Architecture = "arm64",
        KeyName = "key",
        PrivateIpAddress = "10.0.0.1",
        OwnerId = "123456789012",
    };

    [Fact]
    public void Page_InstanceWithEveryField_KeepsThemAll()
    {
        var mapped = Assert.Single(InstanceMapper.PageOf(Sdk.PageOf([Full])).Instances);

        Assert.Equal(
            Full.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal), mapped.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal));
        Assert.Equal(Full, mapped with { Tags = Full.Tags });
    }

    [Fact]
    public void Page_InstanceWithIdAndStateOnly_LeavesTheRestOut()
    {
        var page = InstanceMapper.PageOf(new DescribeInstancesResponse
        {
            Reservations =
                [new Reservation { Instances = [new Instance { InstanceId = Full.InstanceId, State = new InstanceState { Code = 16 } }] }],
        });

        Assert.Equal(
            new Ec2Instance { InstanceId = Full.InstanceId, State = PowerState.Running, Tags = page.Instances[0].Tags },
            Assert.Single(page.Instances));
        Assert.Empty(page.Instances[0].Tags);
        Assert.Null(page.NextPageToken);
    }

    [Theory]
    [InlineData(0, PowerState.Pending)]
    [InlineData(80, PowerState.Stopped)]
    [InlineData(272, PowerState.Running)]
    [InlineData(65_584, PowerState.Terminated)]
    public void Page_StateCode_CountsInItsLowByte(int code, PowerState state) =>
        Assert.Equal(state, StateOf(new InstanceState { Code = code, Name = "anything" }));

    [Fact]
    public void Page_StateWithoutACode_CountsByItsName() =>
        Assert.All(Enum.GetValues<PowerState>(), state => Assert.Equal(state, StateOf(new InstanceState { Name = state.Ec2Name() })));

    [Fact]
    public void Page_StateThatEc2DoesNotHave_IsUnreadable()
    {
        InstanceState?[] states = [null, new(), new() { Code = 17 }, new() { Code = -1 }, new() { Name = "sleeping" }];

        Assert.All(states, state => Assert.Equal("AnswerUnreadable", Assert.Throws<Ec2Exception>(() => StateOf(state)).Code));
    }

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Unspecified)]
    [InlineData(DateTimeKind.Local)]
    public void Page_LaunchTime_IsAnInstantWhateverItsKind(DateTimeKind kind)
    {
        var time = new DateTime(2026, 1, 31, 7, 0, 0, kind);
        var expected = kind == DateTimeKind.Local
            ? new DateTimeOffset(time).ToUniversalTime()
            : new DateTimeOffset(2026, 1, 31, 7, 0, 0, TimeSpan.Zero);

        Assert.Equal(expected, InstanceMapper.PageOf(PageWith(new Instance { InstanceId = Full.InstanceId, State = new InstanceState { Code = 16 }, LaunchTime = time })).Instances[0].LaunchTime);
    }

    [Fact]
    public void Page_TextsThatRepeat_AreOneString()
    {
        var instances = InstanceMapper.PageOf(Sdk.PageOf([.. Enumerable.Range(0, 1000)
            .Select(_ => Full with { InstanceType = new string("t3.micro".ToCharArray()) })])).Instances;

        // Other tests use the pool of the process at the same time, and may take a place of it once in a while.
        Assert.InRange(instances.Select(instance => instance.InstanceType).Distinct(ReferenceEqualityComparer.Instance).Count(), 1, 100);
        Assert.InRange(instances.Select(instance => instance.Tags["Name"]).Distinct(ReferenceEqualityComparer.Instance).Count(), 1, 100);
    }

    [Fact]
    public void Changes_WithoutIdOrState_AreUnreadable()
    {
        InstanceStateChange[] changes =
        [
            new() { PreviousState = new InstanceState { Code = 16 }, CurrentState = new InstanceState { Code = 64 } },
            new() { InstanceId = Full.InstanceId, CurrentState = new InstanceState { Code = 64 } },
            new() { InstanceId = Full.InstanceId, PreviousState = new InstanceState { Code = 16 } },
        ];

        Assert.All(
            changes,
            change => Assert.Equal("AnswerUnreadable", Assert.Throws<Ec2Exception>(() => InstanceMapper.ChangesOf([change])).Code));
        Assert.Empty(InstanceMapper.ChangesOf(null));
    }

    private static PowerState StateOf(InstanceState? state) =>
        InstanceMapper.PageOf(PageWith(new Instance { InstanceId = Full.InstanceId, State = state })).Instances[0].State;

    private static DescribeInstancesResponse PageWith(Instance instance) =>
        new() { Reservations = [new Reservation { Instances = [instance] }] };
}
