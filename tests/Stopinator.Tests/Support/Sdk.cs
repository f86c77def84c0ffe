using Amazon.EC2;
using Amazon.EC2.Model;
using Stopinator.Instances;
using Stopinator.Selection;

namespace Stopinator.Tests.Support;

/// <summary>Our values as those of the AWS SDK, for clients that are substituted.</summary>
internal static class Sdk
{
    public static IAmazonEC2 ClientWith(params IEnumerable<Ec2Instance> instances)
    {
        var ec2 = Substitute.For<IAmazonEC2>();
        ec2.DescribeInstancesAsync(default(DescribeInstancesRequest), default).ReturnsForAnyArgs(PageOf(instances));
        return ec2;
    }

    public static DescribeInstancesResponse PageOf(IEnumerable<Ec2Instance> instances, string? next = null) => new()
    {
        NextToken = next,
        Reservations =
            [.. instances.Select(instance => new Reservation { OwnerId = instance.OwnerId, Instances = [InstanceOf(instance)] })],
    };

    public static Instance InstanceOf(Ec2Instance instance) => new()
    {
        InstanceId = instance.InstanceId,
        State = new InstanceState { Code = (int)instance.State, Name = instance.State.Ec2Name() },
        Tags = [.. instance.Tags.Select(tag => new Tag(tag.Key, tag.Value))],
        InstanceType = instance.InstanceType,
        Placement = new Placement { AvailabilityZone = instance.AvailabilityZone },
        InstanceLifecycle = instance.Lifecycle,
        RootDeviceType = instance.RootDeviceType,
        HibernationOptions = new HibernationOptions { Configured = instance.HibernationConfigured },
        LaunchTime = instance.LaunchTime?.UtcDateTime,
        StateTransitionReason = instance.StateTransitionReason,
        StateReason = instance.StateReason is { } reason ? new StateReason { Code = reason.Code, Message = reason.Message } : null,
        Operator = new OperatorResponse { Managed = instance.ManagedByService, Principal = instance.ManagingService },
        VpcId = instance.VpcId,
        SubnetId = instance.SubnetId,
        ImageId = instance.ImageId,
        Platform = instance.Platform,
        Architecture = instance.Architecture,
        KeyName = instance.KeyName,
        PrivateIpAddress = instance.PrivateIpAddress,
    };

    public static InstanceQuery QueryOf(DescribeInstancesRequest request) => new()
    {
        InstanceIds = [.. request.InstanceIds ?? []],
        Filters = [.. (request.Filters ?? []).Select(filter => new InstanceFilter(filter.Name, [.. filter.Values]))],
        PageSize = request.MaxResults,
        PageToken = request.NextToken,
    };

    public static StopInstancesResponse Stopped(string requestId) => new() { ResponseMetadata = new() { RequestId = requestId } };
}
