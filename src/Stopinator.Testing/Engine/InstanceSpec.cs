namespace Stopinator.Testing.Engine;

/// <summary>The properties that change only when somebody modifies the instance.</summary>
internal sealed record InstanceSpec
{
    public required string Id { get; init; }

    /// <summary>The position in the fleet, from 1. Describes list instances in this order, and page tokens remember it.</summary>
    public required int Sequence { get; init; }

    public required string ReservationId { get; init; }

    public required int LaunchIndex { get; init; }

    public required string OwnerId { get; init; }

    public required string Region { get; init; }

    public required string Zone { get; init; }

    /// <summary>The time of the launch, which later starts do not change.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public string InstanceType { get; init; } = "t3.micro";

    public string VpcId { get; init; } = "vpc-0a1b2c3d4e5f60718";

    public string SubnetId { get; init; } = "subnet-0a1b2c3d4e5f60718";

    public string ImageId { get; init; } = "ami-0abcdef1234567890";

    /// <summary>The platform: <c>windows</c>, or null for every other platform.</summary>
    public string? Platform { get; init; }

    public string PlatformDetails { get; init; } = "Linux/UNIX";

    public string Architecture { get; init; } = "x86_64";

    public string Tenancy { get; init; } = "default";

    public string? KeyName { get; init; } = "simulated";

    public string? InstanceProfileArn { get; init; }

    public string SecurityGroupId { get; init; } = "sg-0a1b2c3d4e5f60718";

    public string SecurityGroupName { get; init; } = "default";

    public string? PublicIpAddress { get; init; }

    public string? PlacementGroupName { get; init; }

    public string? HostId { get; init; }

    public string? RequesterId { get; init; }

    public string? CapacityReservationId { get; init; }

    public string ClientToken { get; init; } = "";

    /// <summary>The effect of a shutdown from inside the instance: <c>stop</c> or <c>terminate</c>.</summary>
    public string ShutdownBehavior { get; init; } = "stop";

    public bool Hibernatable { get; init; }

    public bool InstanceStoreRoot { get; init; }

    public SpotRequest? Spot { get; init; }

    /// <summary>The service that manages the instance, e.g. <c>eks.amazonaws.com</c>.</summary>
    public string? OperatorPrincipal { get; init; }

    /// <summary>True when describes leave the instance out, unless managed resources are requested.</summary>
    public bool HiddenByDefault { get; init; }

    /// <summary>The reason for which a start returns pending and then drops back to stopped; null for an ordinary start.</summary>
    public StateReason? FallBack { get; init; }

    /// <summary>True when the status checks of the instance fail while it runs.</summary>
    public bool IsImpaired { get; init; }

    /// <summary>True when an ordinary stop of this instance never ends.</summary>
    public bool StuckStopping { get; init; }

    public string RootDeviceType => InstanceStoreRoot ? "instance-store" : "ebs";

    public string RootDeviceName => Platform is null ? "/dev/xvda" : "/dev/sda1";

    /// <summary>The digits of the id, from which the ids of its volume, interface and so on are derived.</summary>
    public string Digits => Id[2..];

    public string VolumeId => "vol-" + Digits;

    public string PrivateIpAddress => $"10.{(Sequence >> 16) & 255}.{(Sequence >> 8) & 255}.{Sequence & 255}";

    public string PrivateDnsName =>
        $"ip-{PrivateIpAddress.Replace('.', '-')}.{(Region == "us-east-1" ? "ec2.internal" : Region + ".compute.internal")}";

    public string PublicDnsName => PublicIpAddress is null
        ? ""
        : $"ec2-{PublicIpAddress.Replace('.', '-')}.{(Region == "us-east-1" ? "compute-1" : Region + ".compute")}.amazonaws.com";

    public string ZoneId => ZoneNames.ToId(Zone);
}
