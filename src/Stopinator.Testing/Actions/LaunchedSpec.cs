using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>The properties of the instances of a launch.</summary>
internal static class LaunchedSpec
{
    /// <summary>The type of a launch that names none, as on EC2.</summary>
    private const string DefaultType = "m1.small";

    public static Func<InstanceSpec, InstanceSpec> Read(Query query, Region region)
    {
        var image = ReadImage(query);
        var type = query.Optional("InstanceType") ?? DefaultType;
        if (!InstanceTypes.IsWellFormed(type))
        {
            throw Ec2Errors.InvalidValue($"Invalid value '{type}' for InstanceType.");
        }

        var zone = ReadZone(query, region);
        var subnet = query.Optional("SubnetId") ?? query.Optional("NetworkInterface.1.SubnetId");
        var groupId = query.List("SecurityGroupId").Concat(query.List("NetworkInterface.1.SecurityGroupId")).FirstOrDefault();
        var groupName = query.List("SecurityGroup").FirstOrDefault();
        var key = query.Optional("KeyName");
        var tenancy = query.Optional("Placement.Tenancy") ?? "default";
        var placementGroup = query.Optional("Placement.GroupName");
        var host = query.Optional("Placement.HostId");
        var profile = ReadProfile(query, region);
        var hibernatable = query.Flag("HibernationOptions.Configured");
        var isPersistent = ReadSpot(query);
        var shutdown = ReadShutdownBehavior(
            "InstanceInitiatedShutdownBehavior", query.Optional("InstanceInitiatedShutdownBehavior") ?? "stop");
        return plain =>
        {
            var spec = plain with
            {
                CreatedAt = region.Now,
                ImageId = image,
                InstanceType = type,
                Zone = zone ?? plain.Zone,
                SubnetId = subnet ?? plain.SubnetId,
                SecurityGroupId = groupId ?? plain.SecurityGroupId,
                SecurityGroupName = groupName ?? plain.SecurityGroupName,
                KeyName = key,
                Architecture = InstanceTypes.Find(type)?.Architecture ?? plain.Architecture,
                Tenancy = tenancy,
                PlacementGroupName = placementGroup,
                HostId = host,
                InstanceProfileArn = profile,
                Hibernatable = hibernatable,
                ShutdownBehavior = shutdown,
            };
            return isPersistent is { } persistent ? spec with { Spot = SpotRequest.For(spec, persistent) } : spec;
        };
    }

    /// <summary>Accepts the parameters of a launch that change nothing which the simulation shows.</summary>
    public static void IgnoreTheRest(Query query) => query.Ignore(
        "AdditionalInfo", "BlockDeviceMapping", "CapacityReservationSpecification", "CpuOptions", "CreditSpecification", "EbsOptimized",
        "EnclaveOptions", "InstanceMarketOptions.SpotOptions", "MaintenanceOptions", "MetadataOptions", "Monitoring", "NetworkInterface",
        "NetworkPerformanceOptions", "PrivateDnsNameOptions", "UserData");

    /// <summary>Reads what becomes of an instance that shuts itself down.</summary>
    public static string ReadShutdownBehavior(string name, string value) => value is "stop" or "terminate"
        ? value
        : throw Ec2Errors.InvalidValue(name, value, "Expecting stop or terminate.");

    private static string ReadImage(Query query)
    {
        var image = query.Required("ImageId");
        var isKnown = image.StartsWith("resolve:ssm:", StringComparison.Ordinal)
            || image is ['a', 'm', 'i', '-', .. var digits] && InstanceIds.AreDigits(digits);
        return isKnown ? image : throw Ec2Errors.MalformedImageId(image);
    }

    private static string? ReadZone(Query query, Region region)
    {
        var zone = query.Optional("Placement.AvailabilityZone");
        var isKnown = zone is null
            || (zone.Length == region.Options.Region.Length + 1
                && zone.StartsWith(region.Options.Region, StringComparison.Ordinal)
                && char.IsAsciiLetterLower(zone[^1]));
        return isKnown ? zone : throw Ec2Errors.InvalidValue($"Invalid availability zone: [{zone}]");
    }

    private static string? ReadProfile(Query query, Region region)
    {
        var name = query.Optional("IamInstanceProfile.Name");
        return query.Optional("IamInstanceProfile.Arn")
            ?? (name is null ? null : $"arn:{region.Authorizer.Partition}:iam::{region.Options.AccountId}:instance-profile/{name}");
    }

    /// <summary>Returns true for a persistent Spot request, false for a one-time request, and null for an instance on demand.</summary>
    private static bool? ReadSpot(Query query)
    {
        var type = query.Optional("InstanceMarketOptions.SpotOptions.SpotInstanceType");
        return (query.Optional("InstanceMarketOptions.MarketType"), type) switch
        {
            (null, null) => null,
            ("spot", null or "one-time") => false,
            ("spot", "persistent") => true,
            ("spot", var other) => throw Ec2Errors.InvalidValue("SpotInstanceType", other, "Expecting one-time or persistent."),
            (var market, _) => throw Ec2Errors.InvalidValue("MarketType", market ?? "", "Expecting spot."),
        };
    }
}
