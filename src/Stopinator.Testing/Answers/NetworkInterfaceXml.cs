using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Answers;

/// <summary>The one network interface of an instance.</summary>
internal static class NetworkInterfaceXml
{
    public static void Write(XmlBuffer xml, Instance instance)
    {
        var spec = instance.Spec;
        xml.Raw("<networkInterfaceSet><item>"u8);
        xml.Element("networkInterfaceId"u8, "eni-" + spec.Digits);
        xml.Element("subnetId"u8, spec.SubnetId);
        xml.Element("vpcId"u8, spec.VpcId);
        xml.Raw("<description>Primary network interface</description>"u8);
        xml.Element("ownerId"u8, spec.OwnerId);
        xml.Raw("<status>in-use</status><macAddress>0a:1b:2c:3d:4e:5f</macAddress>"u8);
        xml.Element("privateIpAddress"u8, spec.PrivateIpAddress);
        xml.Element("privateDnsName"u8, spec.PrivateDnsName);
        xml.Raw("<sourceDestCheck>true</sourceDestCheck>"u8);
        InstanceXml.WriteGroups(xml, spec);
        xml.Raw("<attachment>"u8);
        xml.Element("attachmentId"u8, "eni-attach-" + spec.Digits);
        xml.Raw("<deviceIndex>0</deviceIndex><status>attached</status>"u8);
        xml.Element("attachTime"u8, spec.CreatedAt);
        xml.Raw("<deleteOnTermination>true</deleteOnTermination><networkCardIndex>0</networkCardIndex></attachment>"u8);
        WriteAssociation(xml, spec);
        xml.Raw("<privateIpAddressesSet><item>"u8);
        xml.Element("privateIpAddress"u8, spec.PrivateIpAddress);
        xml.Element("privateDnsName"u8, spec.PrivateDnsName);
        xml.Raw("<primary>true</primary>"u8);
        WriteAssociation(xml, spec);
        xml.Raw("</item></privateIpAddressesSet><ipv6AddressesSet/><interfaceType>interface</interfaceType>"u8);

        // Not part of the current model: an element that EC2 may add, and that must not be mistaken for the tags of the instance.
        xml.Raw("<tagSet><item><key>Name</key><value>network interface</value></item></tagSet>"u8);
        xml.Raw("<operator><managed>false</managed></operator></item></networkInterfaceSet>"u8);
    }

    private static void WriteAssociation(XmlBuffer xml, InstanceSpec spec)
    {
        if (spec.PublicIpAddress is { } address)
        {
            xml.Raw("<association>"u8);
            xml.Element("publicIp"u8, address);
            xml.Element("publicDnsName"u8, spec.PublicDnsName);
            xml.Element("ipOwnerId"u8, spec.OwnerId);
            xml.Raw("</association>"u8);
        }
    }
}
