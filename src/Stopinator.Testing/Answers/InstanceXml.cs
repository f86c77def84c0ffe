using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Answers;

/// <summary>
/// An instance as DescribeInstances shows it. The XML has about as many elements as EC2 sends, nested as deep, so that a reader meets
/// <c>item</c>, <c>groupSet</c>, <c>state</c>, <c>status</c> and <c>operator</c> also in other places than the expected one. Element names:
/// the EC2 service model of API version 2016-11-15.
/// </summary>
internal static class InstanceXml
{
    /// <summary>Writes a reservation with some of its instances, at least one.</summary>
    public static void WriteReservation(XmlBuffer xml, IReadOnlyList<Instance> instances)
    {
        var spec = instances[0].Spec;
        xml.Element("reservationId"u8, spec.ReservationId);
        xml.Element("ownerId"u8, spec.OwnerId);
        xml.Element("requesterId"u8, spec.RequesterId);
        xml.Raw("<groupSet/><instancesSet>"u8);
        foreach (var instance in instances)
        {
            Write(xml, instance);
        }

        xml.Raw("</instancesSet>"u8);
    }

    private static void Write(XmlBuffer xml, Instance instance)
    {
        var spec = instance.Spec;
        xml.Raw("<item>"u8);
        xml.Element("instanceId"u8, spec.Id);
        xml.Element("imageId"u8, spec.ImageId);
        xml.Raw("<bootMode>uefi-preferred</bootMode><currentInstanceBootMode>uefi</currentInstanceBootMode>"u8);
        Ec2Xml.WriteState(xml, "instanceState"u8, instance.State);
        xml.Element("privateDnsName"u8, spec.PrivateDnsName);
        xml.Element("dnsName"u8, spec.PublicDnsName);
        xml.Element("reason"u8, instance.TransitionReason);
        xml.Element("keyName"u8, spec.KeyName);
        xml.Element("amiLaunchIndex"u8, spec.LaunchIndex);
        xml.Raw("<productCodes/>"u8);
        xml.Element("instanceType"u8, spec.InstanceType);
        xml.Element("launchTime"u8, instance.LaunchTime);
        WritePlacement(xml, spec);
        xml.Element("platform"u8, spec.Platform);
        xml.Raw("<monitoring><state>disabled</state></monitoring>"u8);
        xml.Element("subnetId"u8, spec.SubnetId);
        xml.Element("vpcId"u8, spec.VpcId);
        xml.Element("privateIpAddress"u8, spec.PrivateIpAddress);
        xml.Element("ipAddress"u8, spec.PublicIpAddress);
        xml.Raw("<sourceDestCheck>true</sourceDestCheck>"u8);
        WriteGroups(xml, spec);
        if (instance.StateReason is { } reason)
        {
            xml.Raw("<stateReason>"u8);
            xml.Element("code"u8, reason.Code);
            xml.Element("message"u8, reason.Message);
            xml.Raw("</stateReason>"u8);
        }

        xml.Element("architecture"u8, spec.Architecture);
        xml.Element("rootDeviceType"u8, spec.RootDeviceType);
        xml.Element("rootDeviceName"u8, spec.RootDeviceName);
        WriteBlockDevices(xml, instance);
        xml.Raw("<virtualizationType>hvm</virtualizationType>"u8);
        WriteSpot(xml, spec);
        xml.Element("clientToken"u8, spec.ClientToken);
        Ec2Xml.WriteTags(xml, instance.Tags);
        xml.Raw("<hypervisor>xen</hypervisor>"u8);
        NetworkInterfaceXml.Write(xml, instance);
        WriteInstanceProfile(xml, spec);
        xml.Raw("<ebsOptimized>false</ebsOptimized><enaSupport>true</enaSupport>"u8);
        xml.Raw("<cpuOptions><coreCount>1</coreCount><threadsPerCore>2</threadsPerCore></cpuOptions>"u8);
        xml.Element("capacityReservationId"u8, spec.CapacityReservationId);
        xml.Raw(
            "<capacityReservationSpecification><capacityReservationPreference>open</capacityReservationPreference>"u8
            + "</capacityReservationSpecification>"u8);
        xml.Raw("<hibernationOptions>"u8);
        xml.Element("configured"u8, spec.Hibernatable);
        xml.Raw("</hibernationOptions><enclaveOptions><enabled>false</enabled></enclaveOptions>"u8);
        xml.Raw(
            "<metadataOptions><state>applied</state><httpTokens>required</httpTokens>"u8
            + "<httpPutResponseHopLimit>2</httpPutResponseHopLimit><httpEndpoint>enabled</httpEndpoint>"u8
            + "<httpProtocolIpv6>disabled</httpProtocolIpv6>"u8
            + "<instanceMetadataTags>disabled</instanceMetadataTags></metadataOptions>"u8);
        xml.Raw(
            "<maintenanceOptions><autoRecovery>default</autoRecovery><rebootMigration>default</rebootMigration>"u8
            + "</maintenanceOptions>"u8);
        xml.Element("platformDetails"u8, spec.PlatformDetails);
        xml.Element("usageOperation"u8, spec.Platform is null ? "RunInstances" : "RunInstances:0002");
        xml.Element("usageOperationUpdateTime"u8, instance.LaunchTime);
        xml.Raw(
            "<privateDnsNameOptions><hostnameType>ip-name</hostnameType>"u8
            + "<enableResourceNameDnsARecord>false</enableResourceNameDnsARecord>"u8
            + "<enableResourceNameDnsAAAARecord>false</enableResourceNameDnsAAAARecord></privateDnsNameOptions>"u8);
        xml.Raw("<networkPerformanceOptions><bandwidthWeighting>default</bandwidthWeighting></networkPerformanceOptions>"u8);
        Ec2Xml.WriteOperator(xml, spec.OperatorPrincipal, spec.HiddenByDefault);
        xml.Raw("</item>"u8);
    }

    public static void WriteGroups(XmlBuffer xml, InstanceSpec spec)
    {
        xml.Raw("<groupSet><item>"u8);
        xml.Element("groupId"u8, spec.SecurityGroupId);
        xml.Element("groupName"u8, spec.SecurityGroupName);
        xml.Raw("</item></groupSet>"u8);
    }

    private static void WritePlacement(XmlBuffer xml, InstanceSpec spec)
    {
        xml.Raw("<placement>"u8);
        xml.Element("availabilityZone"u8, spec.Zone);
        xml.Element("availabilityZoneId"u8, spec.ZoneId);
        xml.Element("groupName"u8, spec.PlacementGroupName ?? "");
        xml.Element("hostId"u8, spec.HostId);
        xml.Element("tenancy"u8, spec.Tenancy);
        xml.Raw("</placement>"u8);
    }

    public static void WriteBlockDevices(XmlBuffer xml, Instance instance)
    {
        if (instance.Spec.InstanceStoreRoot)
        {
            xml.Raw("<blockDeviceMapping/>"u8);
            return;
        }

        xml.Raw("<blockDeviceMapping><item>"u8);
        xml.Element("deviceName"u8, instance.Spec.RootDeviceName);
        xml.Raw("<ebs>"u8);
        xml.Element("volumeId"u8, instance.Spec.VolumeId);
        xml.Raw("<status>attached</status>"u8);
        xml.Element("attachTime"u8, instance.Spec.CreatedAt);
        xml.Raw(
            "<deleteOnTermination>true</deleteOnTermination><operator><managed>false</managed></operator></ebs></item>"u8
            + "</blockDeviceMapping>"u8);
    }

    private static void WriteSpot(XmlBuffer xml, InstanceSpec spec)
    {
        if (spec.Spot is { } spot)
        {
            xml.Raw("<instanceLifecycle>spot</instanceLifecycle>"u8);
            xml.Element("spotInstanceRequestId"u8, spot.Id);
        }
    }

    private static void WriteInstanceProfile(XmlBuffer xml, InstanceSpec spec)
    {
        if (spec.InstanceProfileArn is { } arn)
        {
            xml.Raw("<iamInstanceProfile>"u8);
            xml.Element("arn"u8, arn);
            xml.Raw("<id>AIPASIMULATEDEXAMPLE1</id></iamInstanceProfile>"u8);
        }
    }
}
