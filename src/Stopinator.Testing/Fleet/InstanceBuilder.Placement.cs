using Stopinator.Testing.Engine;

namespace Stopinator.Testing;

/// <content>The type and the placement of the instance.</content>
public sealed partial class InstanceBuilder
{
    /// <summary>Sets the instance type; by default <c>t3.micro</c>.</summary>
    /// <param name="instanceType">The type.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder OfType(string instanceType) => With(_spec with { InstanceType = instanceType });

    /// <summary>Sets the availability zone; by default the region's zone a.</summary>
    /// <param name="availabilityZone">The zone, e.g. <c>us-east-1b</c>.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder InZone(string availabilityZone) => With(_spec with { Zone = availabilityZone });

    /// <summary>Sets the availability zone by its letter in the region, or by its whole name.</summary>
    internal InstanceBuilder InZoneNamed(string zone) => InZone(ZoneNames.InRegion(_spec.Region, zone));

    /// <summary>Sets the VPC.</summary>
    /// <param name="vpcId">The id.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder InVpc(string vpcId) => With(_spec with { VpcId = vpcId });

    /// <summary>Sets the subnet.</summary>
    /// <param name="subnetId">The id.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder InSubnet(string subnetId) => With(_spec with { SubnetId = subnetId });

    /// <summary>Sets the image.</summary>
    /// <param name="imageId">The id.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder WithImage(string imageId) => With(_spec with { ImageId = imageId });

    /// <summary>Sets the platform.</summary>
    /// <param name="platform"><c>windows</c>, or null for Linux.</param>
    /// <param name="details">The platform details; by default <c>Windows</c> or <c>Linux/UNIX</c>.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder Platform(string? platform, string? details = null) =>
        With(_spec with { Platform = platform, PlatformDetails = details ?? (platform is null ? "Linux/UNIX" : "Windows") });

    /// <summary>Sets the architecture; by default <c>x86_64</c>.</summary>
    /// <param name="architecture">The architecture, e.g. <c>arm64</c>.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder WithArchitecture(string architecture) => With(_spec with { Architecture = architecture });

    /// <summary>Sets the name of the key pair; by default <c>simulated</c>.</summary>
    /// <param name="keyName">The name; null for none.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder WithKey(string? keyName) => With(_spec with { KeyName = keyName });

    /// <summary>Sets the IAM instance profile; by default there is none.</summary>
    /// <param name="arn">The ARN of the profile.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder WithInstanceProfile(string arn) => With(_spec with { InstanceProfileArn = arn });

    /// <summary>Sets the security group.</summary>
    /// <param name="groupId">The id.</param>
    /// <param name="groupName">The name.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder InSecurityGroup(string groupId, string groupName) =>
        With(_spec with { SecurityGroupId = groupId, SecurityGroupName = groupName });

    /// <summary>Gives the instance an Elastic IP address; by default it has no public address.</summary>
    /// <param name="address">The IPv4 address.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder WithPublicIp(string address) => With(_spec with { PublicIpAddress = address });

    /// <summary>Puts the instance into a placement group.</summary>
    /// <param name="groupName">The name of the group.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder InPlacementGroup(string groupName) => With(_spec with { PlacementGroupName = groupName });

    /// <summary>Puts the instance onto a Dedicated Host, with host tenancy.</summary>
    /// <param name="hostId">The id of the host.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder OnHost(string hostId) => With(_spec with { HostId = hostId, Tenancy = "host" });

    /// <summary>Sets the tenancy; by default <c>default</c>.</summary>
    /// <param name="tenancy"><c>default</c>, <c>dedicated</c> or <c>host</c>.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder WithTenancy(string tenancy) => With(_spec with { Tenancy = tenancy });

    /// <summary>Sets the requester that launched the instance on the owner's behalf.</summary>
    /// <param name="requesterId">The id of the requester.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder LaunchedBy(string requesterId) => With(_spec with { RequesterId = requesterId });

    /// <summary>Launches the instance into a capacity reservation.</summary>
    /// <param name="capacityReservationId">The id of the reservation.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder InCapacityReservation(string capacityReservationId) =>
        With(_spec with { CapacityReservationId = capacityReservationId });

    /// <summary>Sets the idempotency token of the launch.</summary>
    /// <param name="clientToken">The token.</param>
    /// <returns>This builder.</returns>
    public InstanceBuilder WithClientToken(string clientToken) => With(_spec with { ClientToken = clientToken });
}
