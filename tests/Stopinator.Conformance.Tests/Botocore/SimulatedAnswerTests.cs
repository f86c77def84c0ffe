using Stopinator.Conformance.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Conformance.Tests.Botocore;

/// <summary>The simulated EC2 answers with no element, and no type of value, that the service model does not know in that place.</summary>
public sealed class SimulatedAnswerTests(BotocoreJudge botocore)
{
    private const string Id = "i-00000000000000001";

    /// <summary>Sent though the model does not know it, so that readers meet what EC2 may add.</summary>
    private const string OnPurpose = "/instancesSet/item/networkInterfaceSet/item/tagSet";

    [Theory]
    [InlineData("DescribeInstances", "")]
    [InlineData("DescribeInstances", "MaxResults=5")]
    [InlineData("DescribeInstanceStatus", "IncludeAllInstances=true")]
    [InlineData("DescribeInstanceAttribute", $"InstanceId={Id}&Attribute=disableApiStop")]
    [InlineData("DescribeInstanceAttribute", $"InstanceId={Id}&Attribute=disableApiTermination")]
    [InlineData("DescribeInstanceAttribute", $"InstanceId={Id}&Attribute=ebsOptimized")]
    [InlineData("DescribeInstanceAttribute", $"InstanceId={Id}&Attribute=enaSupport")]
    [InlineData("DescribeInstanceAttribute", $"InstanceId={Id}&Attribute=sourceDestCheck")]
    [InlineData("DescribeInstanceAttribute", $"InstanceId={Id}&Attribute=instanceInitiatedShutdownBehavior")]
    [InlineData("DescribeInstanceAttribute", $"InstanceId={Id}&Attribute=instanceType")]
    [InlineData("DescribeInstanceAttribute", $"InstanceId={Id}&Attribute=rootDeviceName")]
    [InlineData("DescribeInstanceAttribute", $"InstanceId={Id}&Attribute=blockDeviceMapping")]
    [InlineData("DescribeInstanceAttribute", $"InstanceId={Id}&Attribute=enclaveOptions")]
    [InlineData("DescribeInstanceAttribute", $"InstanceId={Id}&Attribute=groupSet")]
    [InlineData("DescribeInstanceAttribute", $"InstanceId={Id}&Attribute=kernel")]
    [InlineData("DescribeInstanceAttribute", $"InstanceId={Id}&Attribute=productCodes")]
    [InlineData("DescribeInstanceAttribute", $"InstanceId={Id}&Attribute=ramdisk")]
    [InlineData("DescribeInstanceAttribute", $"InstanceId={Id}&Attribute=sriovNetSupport")]
    [InlineData("DescribeInstanceAttribute", $"InstanceId={Id}&Attribute=userData")]
    [InlineData("DescribeInstanceTypes", "MaxResults=5")]
    [InlineData("DescribeTags", "MaxResults=5")]
    [InlineData("DescribeVolumes", "MaxResults=5&IncludeManagedResources=true")]
    [InlineData("ModifyInstanceAttribute", $"InstanceId={Id}&DisableApiStop.Value=true")]
    [InlineData("RunInstances", "ImageId=ami-00000001&MinCount=2&MaxCount=2&TagSpecification.1.ResourceType=instance&TagSpecification.1.Tag.1.Key=a")]
    [InlineData("TerminateInstances", $"InstanceId.1={Id}")]
    [InlineData("DescribeRegions", "")]
    [InlineData("CreateTags", $"ResourceId.1={Id}&Tag.1.Key=a&Tag.1.Value=b")]
    [InlineData("DeleteTags", $"ResourceId.1={Id}")]
    [InlineData("StopInstances", $"InstanceId.1={Id}")]
    [InlineData("StartInstances", $"InstanceId.1={Id}")]
    [InlineData("RebootInstances", $"InstanceId.1={Id}")]
    public async Task Answer_OfEachAction_HoldsOnlyElementsOfTheModelWithItsTypes(string operation, string parameters)
    {
        await using var ec2 = SimulatedEc2.Create(
            fleet =>
            {
                fleet.Add(i => i.Named("ü <&>").Hibernatable().WithPublicIp("203.0.113.7").ManagedBy("eks.amazonaws.com")
                    .WithInstanceProfile("arn:aws:iam::123456789012:instance-profile/web").OnHost("h-1").InPlacementGroup("near")
                    .InCapacityReservation("cr-1").LaunchedBy("AIDAEXAMPLE").WithClientToken("token").Platform("windows"));
                fleet.Add(6, i => i.Spot(persistent: true).Stopped());
                fleet.Add(i => i.InstanceStoreRoot());
            },
            new SimulatedEc2Options { RequireSignature = false });
        using var http = new HttpClient(ec2.CreateHandler());

        var answer = await http.GetStringAsync(new Uri(ec2.Endpoint, $"?Action={operation}&Version=2016-11-15&{parameters}"));

        Assert.StartsWith(
            $"<{operation}Response ", answer[(answer.IndexOf("?>", StringComparison.Ordinal) + 2)..], StringComparison.Ordinal);
        Assert.All(
            await botocore.ListAsync("faults", operation, answer), fault => Assert.EndsWith(OnPurpose, fault, StringComparison.Ordinal));
    }
}
