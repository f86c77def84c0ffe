using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Answers;

/// <summary>The root volume of an instance as DescribeVolumes shows it: 8 GiB of gp3, as a launch without a mapping creates it.</summary>
internal static class VolumeXml
{
    public const int SizeInGiB = 8;
    public const string SnapshotId = "snap-0a1b2c3d4e5f60718";

    public static void Write(XmlBuffer xml, Instance instance)
    {
        var spec = instance.Spec;
        xml.Raw("<item>"u8);
        xml.Element("volumeId"u8, spec.VolumeId);
        xml.Element("size"u8, SizeInGiB);
        xml.Element("snapshotId"u8, SnapshotId);
        xml.Element("availabilityZone"u8, spec.Zone);
        xml.Element("availabilityZoneId"u8, spec.ZoneId);
        xml.Raw("<status>in-use</status>"u8);
        xml.Element("createTime"u8, spec.CreatedAt);
        xml.Raw("<attachmentSet><item>"u8);
        xml.Element("volumeId"u8, spec.VolumeId);
        xml.Element("instanceId"u8, spec.Id);
        xml.Element("device"u8, spec.RootDeviceName);
        xml.Raw("<status>attached</status>"u8);
        xml.Element("attachTime"u8, spec.CreatedAt);
        xml.Raw("<deleteOnTermination>true</deleteOnTermination></item></attachmentSet>"u8);
        Ec2Xml.WriteTags(xml, instance.VolumeTags);
        xml.Raw(
            "<volumeType>gp3</volumeType><iops>3000</iops><throughput>125</throughput><encrypted>false</encrypted>"u8
            + "<multiAttachEnabled>false</multiAttachEnabled><sseType>none</sseType>"u8);
        Ec2Xml.WriteOperator(xml, spec.OperatorPrincipal, spec.HiddenByDefault);
        xml.Raw("</item>"u8);
    }
}
