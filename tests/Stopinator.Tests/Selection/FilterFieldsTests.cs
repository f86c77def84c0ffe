using Stopinator.Selection;

namespace Stopinator.Tests.Selection;

public sealed class FilterFieldsTests
{
    private static readonly Ec2Instance Full = new()
    {
        InstanceId = "i-0123456789abcdef0",
        State = PowerState.Stopped,
        Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["Env"] = "dev", ["Owner"] = "a*b" },
        InstanceType = "t3.micro",
        AvailabilityZone = "eu-west-1a",
        Lifecycle = "spot",
        RootDeviceType = "ebs",
        HibernationConfigured = true,
        StateTransitionReason = "User initiated",
        StateReason = new Ec2StateReason("Client.UserInitiatedShutdown", "text"),
        ManagedByService = true,
        ManagingService = "eks.amazonaws.com",
        VpcId = "vpc-1",
        SubnetId = "subnet-1",
        ImageId = "ami-1",
        Platform = "windows",
        Architecture = "arm64",
        KeyName = "key",
        PrivateIpAddress = "10.0.0.1",
        OwnerId = "111122223333",
    };

    private static readonly Ec2Instance Bare = new() { InstanceId = "i-0a1b2c3d", State = PowerState.Running };

    /// <summary>Each filter, with its value on an instance that has every field and on one that has none.</summary>
    public static TheoryData<string, string, string?> Values { get; } = new()
    {
        { "architecture", "arm64", null },
        { "availability-zone", "eu-west-1a", null },
        { "hibernation-options.configured", "true", "false" },
        { "image-id", "ami-1", null },
        { "instance-id", "i-0123456789abcdef0", "i-0a1b2c3d" },
        { "instance-lifecycle", "spot", null },
        { "instance-state-code", "80", "16" },
        { "instance-state-name", "stopped", "running" },
        { "instance-type", "t3.micro", null },
        { "key-name", "key", null },
        { "operator.managed", "true", "false" },
        { "operator.principal", "eks.amazonaws.com", null },
        { "owner-id", "111122223333", null },
        { "platform", "windows", null },
        { "private-ip-address", "10.0.0.1", null },
        { "reason", "User initiated", null },
        { "root-device-type", "ebs", null },
        { "state-reason-code", "Client.UserInitiatedShutdown", null },
        { "subnet-id", "subnet-1", null },
        { "tag:Env", "dev", null },
        { "tag-key", "Env", null },
        { "vpc-id", "vpc-1", null },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Matches_Filter_ReadsItsField(string name, string full, string? bare)
    {
        Assert.True(FilterFields.Has(name));
        Assert.True(Matches(name, full, Full));
        Assert.True(Matches(name, full[..1] + "*", Full));
        Assert.False(Matches(name, full + "x", Full));
        Assert.Equal(bare is not null, Matches(name, bare ?? full, Bare));
        Assert.Equal(bare is not null, Matches(name, "*", Bare));
    }

    [Fact]
    public void Names_OfEveryFilter_AreTestedHere() =>
        Assert.Equal(
            Values.Select(row => row.Data.Item1.StartsWith("tag:", StringComparison.Ordinal) ? "tag:<key>" : row.Data.Item1)
                .Order(StringComparer.Ordinal),
            FilterFields.Names);

    [Fact]
    public void IsSingleValued_EveryFieldButTheTagKeys()
    {
        Assert.All(Values, row => Assert.Equal(row.Data.Item1 != "tag-key", FilterFields.IsSingleValued(row.Data.Item1)));
        Assert.False(FilterFields.Has("tenancy") || FilterFields.IsSingleValued("tenancy"));
    }

    [Fact]
    public void Matches_EveryKindOfState_HasItsNameAndCode() =>
        Assert.All(
            [("pending", "0"), ("running", "16"), ("shutting-down", "32"), ("terminated", "48"), ("stopping", "64"), ("stopped", "80")],
            ((string Name, string Code) state) =>
            {
                var of = Enum.GetValues<PowerState>().Select(value => Bare with { State = value });
                Assert.Single(of, instance => Matches("instance-state-name", state.Name, instance) && Matches("instance-state-code", state.Code, instance));
            });

    private static bool Matches(string name, string pattern, Ec2Instance instance) =>
        FilterFields.Matches(new FilterNode(name, ["no", pattern]), instance);
}
