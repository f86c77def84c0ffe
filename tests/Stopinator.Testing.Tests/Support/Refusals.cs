namespace Stopinator.Testing.Tests.Support;

/// <summary>Every action and error code that the simulation plays, with the request that provokes it.</summary>
public static class Refusals
{
    private const string Running = "i-0000000a";
    private const string Stopped = "i-0000000b";
    private const string Terminated = "i-0000000c";
    private const string Pending = "i-0000000d";
    private const string Protected = "i-0000000e";
    private const string InstanceStore = "i-0000000f";
    private const string OneTimeSpot = "i-0000001a";
    private const string InterruptedSpot = "i-0000001b";
    private const string NoCapacity = "i-0000001c";
    private const string Forbidden = "i-0000001d";
    private const string Unknown = "i-0deadbee";
    private const string Launch = "ImageId=ami-00000001&MinCount=1&MaxCount=1";

    /// <summary>A request of each action that succeeds.</summary>
    public static IReadOnlyDictionary<string, string> Accepted { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CreateTags"] = $"ResourceId.1={Running}&Tag.1.Key=a",
        ["DeleteTags"] = $"ResourceId.1={Running}&Tag.1.Key=a",
        ["DescribeInstanceAttribute"] = $"InstanceId={Running}&Attribute=disableApiStop",
        ["DescribeInstanceStatus"] = "",
        ["DescribeInstanceTypes"] = "",
        ["DescribeInstances"] = "",
        ["DescribeRegions"] = "",
        ["DescribeTags"] = "",
        ["DescribeVolumes"] = "",
        ["ModifyInstanceAttribute"] = $"InstanceId={Running}&DisableApiStop.Value=true",
        ["RebootInstances"] = $"InstanceId.1={Running}",
        ["RunInstances"] = Launch,
        ["StartInstances"] = $"InstanceId.1={Stopped}",
        ["StopInstances"] = $"InstanceId.1={Running}",
        ["TerminateInstances"] = $"InstanceId.1={Running}",
    };

    /// <summary>The errors of each action, by the request that provokes them.</summary>
    public static TheoryData<string, string, int, string> ByRequest { get; } = new()
    {
        { "CreateTags", "Tag.1.Key=a", 400, "MissingParameter" },
        { "CreateTags", $"ResourceId.1={Running}", 400, "MissingParameter" },
        { "CreateTags", $"ResourceId.1={Running}&Tag.1.Key=aws:a", 400, "InvalidParameterValue" },
        { "CreateTags", $"ResourceId.1={Running}&Tag.1.Key={new string('k', 129)}", 400, "InvalidParameterValue" },
        { "CreateTags", $"ResourceId.1={Running}&{Many("Tag.{0}.Key=k{0}", 51)}", 400, "TagLimitExceeded" },
        { "CreateTags", $"ResourceId.1={Unknown}&Tag.1.Key=a", 400, "InvalidInstanceID.NotFound" },
        { "CreateTags", "ResourceId.1=i-x&Tag.1.Key=a", 400, "InvalidInstanceID.Malformed" },
        { "CreateTags", "ResourceId.1=vol-0deadbee&Tag.1.Key=a", 400, "InvalidVolume.NotFound" },
        { "CreateTags", "ResourceId.1=vol-x&Tag.1.Key=a", 400, "InvalidVolumeID.Malformed" },
        { "DeleteTags", "", 400, "MissingParameter" },
        { "DeleteTags", $"ResourceId.1={Running}&Tag.1.Key=aws:a", 400, "InvalidParameterValue" },
        { "DeleteTags", $"ResourceId.1={Unknown}", 400, "InvalidInstanceID.NotFound" },
        { "DeleteTags", "ResourceId.1=i-x", 400, "InvalidInstanceID.Malformed" },
        { "DeleteTags", "ResourceId.1=vol-0deadbee", 400, "InvalidVolume.NotFound" },
        { "DeleteTags", "ResourceId.1=vol-x", 400, "InvalidVolumeID.Malformed" },
        { "DescribeInstanceAttribute", "Attribute=disableApiStop", 400, "MissingParameter" },
        { "DescribeInstanceAttribute", $"InstanceId={Running}", 400, "MissingParameter" },
        { "DescribeInstanceAttribute", $"InstanceId={Running}&Attribute=x", 400, "InvalidParameterValue" },
        { "DescribeInstanceAttribute", $"InstanceId={Unknown}&Attribute=disableApiStop", 400, "InvalidInstanceID.NotFound" },
        { "DescribeInstanceAttribute", "InstanceId=i-x&Attribute=disableApiStop", 400, "InvalidInstanceID.Malformed" },
        { "DescribeInstanceTypes", "InstanceType.1=t3.micro&InstanceType.2=x9.none", 400, "InvalidInstanceType" },
        { "DescribeInstanceTypes", "InstanceType.1=t3.micro&MaxResults=5", 400, "InvalidParameterCombination" },
        { "DescribeInstanceTypes", "MaxResults=101", 400, "InvalidParameterValue" },
        { "DescribeInstanceTypes", "Filter.1.Name=color&Filter.1.Value.1=x", 400, "InvalidParameterValue" },
        { "DescribeInstanceTypes", Many("Filter.{0}.Name=instance-type&Filter.{0}.Value.1=x", 51), 400, "FilterLimitExceeded" },
        { "DescribeInstanceTypes", Many("InstanceType.{0}=t3.micro", 101), 400, "InvalidRequest" },
        { "DescribeInstanceTypes", "NextToken=x", 400, "InvalidPaginationToken" },
        { "DescribeInstances", $"InstanceId.1={Unknown}", 400, "InvalidInstanceID.NotFound" },
        { "DescribeInstances", "InstanceId.1=i-x", 400, "InvalidInstanceID.Malformed" },
        { "DescribeInstances", $"InstanceId.1={Running}&MaxResults=5", 400, "InvalidParameterCombination" },
        { "DescribeInstances", "MaxResults=4", 400, "InvalidParameterValue" },
        { "DescribeInstances", "MaxResults=many", 400, "InvalidParameterValue" },
        { "DescribeInstances", "Filter.1.Name=color&Filter.1.Value.1=x", 400, "InvalidParameterValue" },
        { "DescribeInstances", "Filter.1.Name=tag:a", 400, "InvalidParameterValue" },
        { "DescribeInstances", $"Filter.1.Name=tag:a&{Many("Filter.1.Value.{0}=x", 201)}", 400, "FilterLimitExceeded" },
        { "DescribeInstances", Many("InstanceId.{0}=i-0000000a", 1001), 400, "InvalidRequest" },
        { "DescribeInstances", "NextToken=x", 400, "InvalidPaginationToken" },
        { "DescribeInstanceStatus", $"InstanceId.1={Unknown}", 400, "InvalidInstanceID.NotFound" },
        { "DescribeInstanceStatus", "InstanceId.1=i-x", 400, "InvalidInstanceID.Malformed" },
        { "DescribeInstanceStatus", $"InstanceId.1={Running}&MaxResults=5", 400, "InvalidParameterCombination" },
        { "DescribeInstanceStatus", "IncludeAllInstances=maybe", 400, "InvalidParameterValue" },
        { "DescribeInstanceStatus", Many("Filter.{0}.Name=availability-zone&Filter.{0}.Value.1=x", 51), 400, "FilterLimitExceeded" },
        { "DescribeInstanceStatus", Many("InstanceId.{0}=i-0000000a", 101), 400, "InvalidRequest" },
        { "DescribeInstanceStatus", "NextToken=x", 400, "InvalidPaginationToken" },
        { "DescribeRegions", "RegionName.1=mars-1", 400, "InvalidParameterValue" },
        { "DescribeTags", "MaxResults=1001", 400, "InvalidParameterValue" },
        { "DescribeTags", "Filter.1.Name=color&Filter.1.Value.1=x", 400, "InvalidParameterValue" },
        { "DescribeTags", Many("Filter.{0}.Name=key&Filter.{0}.Value.1=x", 51), 400, "FilterLimitExceeded" },
        { "DescribeTags", "NextToken=x", 400, "InvalidPaginationToken" },
        { "DescribeVolumes", "VolumeId.1=vol-0deadbee", 400, "InvalidVolume.NotFound" },
        { "DescribeVolumes", "VolumeId.1=vol-0000000f", 400, "InvalidVolume.NotFound" },
        { "DescribeVolumes", $"VolumeId.1={Running}", 400, "InvalidVolumeID.Malformed" },
        { "DescribeVolumes", "VolumeId.1=vol-0000000a&MaxResults=5", 400, "InvalidParameterCombination" },
        { "DescribeVolumes", "MaxResults=0", 400, "InvalidParameterValue" },
        { "DescribeVolumes", "Filter.1.Name=color&Filter.1.Value.1=x", 400, "InvalidParameterValue" },
        { "DescribeVolumes", $"Filter.1.Name=size&Filter.1.Value.1={new string('8', 256)}", 400, "FilterLimitExceeded" },
        { "DescribeVolumes", Many("VolumeId.{0}=vol-0000000a", 1001), 400, "InvalidRequest" },
        { "DescribeVolumes", "NextToken=x", 400, "InvalidPaginationToken" },
        { "ModifyInstanceAttribute", "DisableApiStop.Value=true", 400, "MissingParameter" },
        { "ModifyInstanceAttribute", $"InstanceId={Running}&Attribute=disableApiStop", 400, "MissingParameter" },
        { "ModifyInstanceAttribute", $"InstanceId={Running}", 400, "InvalidParameterCombination" },
        { "ModifyInstanceAttribute", $"InstanceId={Running}&DisableApiStop.Value=true&DisableApiTermination.Value=true", 400, "InvalidParameterCombination" },
        { "ModifyInstanceAttribute", $"InstanceId={Running}&DisableApiStop.Value=maybe", 400, "InvalidParameterValue" },
        { "ModifyInstanceAttribute", $"InstanceId={Running}&Attribute=kernel&Value=x", 400, "InvalidParameterValue" },
        { "ModifyInstanceAttribute", $"InstanceId={Stopped}&InstanceType.Value=huge", 400, "InvalidParameterValue" },
        { "ModifyInstanceAttribute", $"InstanceId={Running}&InstanceInitiatedShutdownBehavior.Value=x", 400, "InvalidParameterValue" },
        { "ModifyInstanceAttribute", $"InstanceId={Running}&InstanceType.Value=m5.large", 400, "IncorrectInstanceState" },
        { "ModifyInstanceAttribute", $"InstanceId={Terminated}&DisableApiStop.Value=true", 400, "IncorrectInstanceState" },
        { "ModifyInstanceAttribute", $"InstanceId={OneTimeSpot}&DisableApiTermination.Value=true", 400, "UnsupportedOperation" },
        { "ModifyInstanceAttribute", $"InstanceId={InterruptedSpot}&InstanceType.Value=m5.large", 400, "UnsupportedOperation" },
        { "ModifyInstanceAttribute", $"InstanceId={InstanceStore}&DisableApiStop.Value=true", 400, "UnsupportedOperation" },
        { "ModifyInstanceAttribute", $"InstanceId={Unknown}&DisableApiStop.Value=true", 400, "InvalidInstanceID.NotFound" },
        { "ModifyInstanceAttribute", "InstanceId=i-x&DisableApiStop.Value=true", 400, "InvalidInstanceID.Malformed" },
        { "RebootInstances", "", 400, "MissingParameter" },
        { "RebootInstances", $"InstanceId.1={Unknown}", 400, "InvalidInstanceID.NotFound" },
        { "RebootInstances", "InstanceId.1=i-x", 400, "InvalidInstanceID.Malformed" },
        { "RebootInstances", $"InstanceId.1={Stopped}", 400, "IncorrectInstanceState" },
        { "RebootInstances", $"InstanceId.1={Forbidden}", 403, "UnauthorizedOperation" },
        { "RunInstances", "MinCount=1&MaxCount=1", 400, "MissingParameter" },
        { "RunInstances", "ImageId=ami-00000001&MaxCount=1", 400, "MissingParameter" },
        { "RunInstances", "ImageId=ami-00000001&MinCount=0&MaxCount=1", 400, "InvalidParameterValue" },
        { "RunInstances", "ImageId=ami-00000001&MinCount=2&MaxCount=1", 400, "InvalidParameterValue" },
        { "RunInstances", "ImageId=ami-00000001&MinCount=one&MaxCount=1", 400, "InvalidParameterValue" },
        { "RunInstances", $"{Launch}&InstanceType=huge", 400, "InvalidParameterValue" },
        { "RunInstances", $"{Launch}&Placement.AvailabilityZone=eu-west-1a", 400, "InvalidParameterValue" },
        { "RunInstances", $"{Launch}&InstanceInitiatedShutdownBehavior=sleep", 400, "InvalidParameterValue" },
        { "RunInstances", $"{Launch}&InstanceMarketOptions.MarketType=black", 400, "InvalidParameterValue" },
        { "RunInstances", $"{Launch}&InstanceMarketOptions.MarketType=spot&InstanceMarketOptions.SpotOptions.SpotInstanceType=x", 400, "InvalidParameterValue" },
        { "RunInstances", $"{Launch}&ClientToken={new string('t', 65)}", 400, "InvalidParameterValue" },
        { "RunInstances", $"{Launch}&TagSpecification.1.ResourceType=vpc", 400, "InvalidParameterValue" },
        { "RunInstances", $"{Launch}&TagSpecification.1.ResourceType=instance&TagSpecification.1.Tag.1.Key=aws:a", 400, "InvalidParameterValue" },
        { "RunInstances", $"{Launch}&TagSpecification.1.ResourceType=volume&{Many("TagSpecification.1.Tag.{0}.Key=k{0}", 51)}", 400, "TagLimitExceeded" },
        { "RunInstances", "ImageId=image&MinCount=1&MaxCount=1", 400, "InvalidAMIID.Malformed" },
        { "RunInstances", "ImageId=ami-00000001&MinCount=1&MaxCount=5001", 400, "InstanceLimitExceeded" },
        { "RunInstances", $"{Launch}&InstanceType=p5.48xlarge", 500, "InsufficientInstanceCapacity" },
        { "RunInstances", $"{Launch}&ClientToken=used&KeyName=other", 400, "IdempotentParameterMismatch" },
        { "RunInstances", $"{Launch}&InstanceMarketOptions.MarketType=spot&DisableApiStop=true", 400, "UnsupportedOperation" },
        { "RunInstances", $"{Launch}&InstanceMarketOptions.MarketType=spot&DisableApiTermination=true", 400, "UnsupportedOperation" },
        { "StartInstances", "", 400, "MissingParameter" },
        { "StartInstances", $"InstanceId.1={Unknown}", 400, "InvalidInstanceID.NotFound" },
        { "StartInstances", "InstanceId.1=i-x", 400, "InvalidInstanceID.Malformed" },
        { "StartInstances", $"InstanceId.1={Terminated}", 400, "IncorrectInstanceState" },
        { "StartInstances", $"InstanceId.1={InstanceStore}", 400, "UnsupportedOperation" },
        { "StartInstances", $"InstanceId.1={InterruptedSpot}", 400, "IncorrectSpotRequestState" },
        { "StartInstances", $"InstanceId.1={NoCapacity}", 500, "InsufficientInstanceCapacity" },
        { "StartInstances", $"InstanceId.1={Forbidden}", 403, "UnauthorizedOperation" },
        { "StopInstances", "", 400, "MissingParameter" },
        { "StopInstances", $"InstanceId.1={Running}&Force=maybe", 400, "InvalidParameterValue" },
        { "StopInstances", $"InstanceId.1={Unknown}", 400, "InvalidInstanceID.NotFound" },
        { "StopInstances", "InstanceId.1=i-x", 400, "InvalidInstanceID.Malformed" },
        { "StopInstances", $"InstanceId.1={Terminated}", 400, "IncorrectInstanceState" },
        { "StopInstances", $"InstanceId.1={Pending}", 400, "IncorrectInstanceState" },
        { "StopInstances", $"InstanceId.1={InstanceStore}", 400, "UnsupportedOperation" },
        { "StopInstances", $"InstanceId.1={OneTimeSpot}", 400, "UnsupportedOperation" },
        { "StopInstances", $"InstanceId.1={Protected}", 400, "OperationNotPermitted" },
        { "StopInstances", $"InstanceId.1={Running}&Hibernate=true", 400, "UnsupportedHibernationConfiguration" },
        { "StopInstances", $"InstanceId.1={Forbidden}", 403, "UnauthorizedOperation" },
        { "TerminateInstances", "", 400, "MissingParameter" },
        { "TerminateInstances", $"InstanceId.1={Running}&SkipOsShutdown=maybe", 400, "InvalidParameterValue" },
        { "TerminateInstances", $"InstanceId.1={Unknown}", 400, "InvalidInstanceID.NotFound" },
        { "TerminateInstances", "InstanceId.1=i-x", 400, "InvalidInstanceID.Malformed" },
        { "TerminateInstances", Many("InstanceId.{0}=i-0000000a", 1001), 400, "InvalidRequest" },
        { "TerminateInstances", $"InstanceId.1={Protected}", 400, "OperationNotPermitted" },
    };

    /// <summary>The errors that every action has: what is added to a request that succeeds, and how.</summary>
    public static IReadOnlyList<(string Added, int Status, string Code)> OfEveryAction { get; } =
    [
        ("Bogus=1", 400, "UnknownParameter"),
        ("DryRun=true", 412, "DryRunOperation"),
        ("DryRun=maybe", 400, "InvalidParameterValue"),
        ("Version=2006-06-26", 400, "NoSuchVersion"),
        ("Version=", 400, "MissingParameter"),
    ];

    public static SimulatedEc2 Simulate() => SimulatedEc2.Create(
        fleet =>
        {
            fleet.Add(Running);
            fleet.Add(Stopped, instance => instance.Stopped());
            fleet.Add(Terminated, instance => instance.Terminated());
            fleet.Add(Pending, instance => instance.Pending());
            fleet.Add(Protected, instance => instance.StopProtected().TerminationProtected());
            fleet.Add(InstanceStore, instance => instance.InstanceStoreRoot());
            fleet.Add(OneTimeSpot, instance => instance.Spot(persistent: false));
            fleet.Add(InterruptedSpot, instance => instance.InterruptedBySpot());
            fleet.Add(NoCapacity, instance => instance.OfType("p5.48xlarge").Stopped());
            fleet.WithCapacity("p5.48xlarge", "us-east-1a", 0);
        },
        new() { IamRule = new IamRule("Owner", "us") });

    /// <summary>Tags what the caller may touch, adds what it may not, and uses a client token.</summary>
    internal static async Task PrepareAsync(SimulatedEc2 ec2, Ec2QueryClient client)
    {
        foreach (var instance in ec2.Instances)
        {
            ec2.SetTag(instance.Id, "Owner", "us");
        }

        ec2.Launch(instance => instance.WithId(Forbidden));
        Assert.Equal(200, (await client.SendAsync("RunInstances", $"{Launch}&ClientToken=used")).Status);
    }

    private static string Many(string format, int count) =>
        string.Join('&', Enumerable.Range(1, count).Select(number => format.Replace("{0}", $"{number}", StringComparison.Ordinal)));
}
