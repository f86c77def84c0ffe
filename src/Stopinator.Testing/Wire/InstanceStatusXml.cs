using Stopinator.Testing.Engine;

namespace Stopinator.Testing.Wire;

/// <summary>An instance as DescribeInstanceStatus shows it.</summary>
internal static class InstanceStatusXml
{
    /// <summary>Returns the outcome of both status checks. Only running instances have an outcome.</summary>
    public static string StatusOf(Instance instance) => instance.State == SimulatedState.Running ? "ok" : "not-applicable";

    public static void Write(XmlBuffer xml, Instance instance)
    {
        xml.Raw("<item>"u8);
        xml.Element("instanceId"u8, instance.Spec.Id);
        xml.Element("availabilityZone"u8, instance.Spec.Zone);
        xml.Element("availabilityZoneId"u8, instance.Spec.ZoneId);
        Ec2Xml.WriteState(xml, "instanceState"u8, instance.State);
        WriteStatus(xml, "systemStatus"u8, instance);
        WriteStatus(xml, "instanceStatus"u8, instance);
        Ec2Xml.WriteOperator(xml, instance.Spec);
        xml.Raw("</item>"u8);
    }

    private static void WriteStatus(XmlBuffer xml, ReadOnlySpan<byte> name, Instance instance)
    {
        xml.Open(name);
        xml.Element("status"u8, StatusOf(instance));
        if (instance.State == SimulatedState.Running)
        {
            xml.Raw("<details><item><name>reachability</name><status>passed</status></item></details>"u8);
        }

        xml.Close(name);
    }
}
