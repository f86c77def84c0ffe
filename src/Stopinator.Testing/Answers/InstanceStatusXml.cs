using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Answers;

/// <summary>An instance as DescribeInstanceStatus shows it.</summary>
internal static class InstanceStatusXml
{
    /// <summary>Returns the outcome of every status check. Only running instances have an outcome.</summary>
    public static string StatusOf(Instance instance) =>
        instance switch
        {
            { State: not SimulatedState.Running } => "not-applicable",
            { IsInitializing: true } => "initializing",
            { Spec.IsImpaired: true } => "impaired",
            _ => "ok",
        };

    public static void Write(XmlBuffer xml, Instance instance)
    {
        xml.Raw("<item>"u8);
        xml.Element("instanceId"u8, instance.Spec.Id);
        xml.Element("availabilityZone"u8, instance.Spec.Zone);
        xml.Element("availabilityZoneId"u8, instance.Spec.ZoneId);
        Ec2Xml.WriteState(xml, "instanceState"u8, instance.State);
        WriteStatus(xml, "systemStatus"u8, instance);
        WriteStatus(xml, "instanceStatus"u8, instance);
        WriteStatus(xml, "attachedEbsStatus"u8, instance);
        Ec2Xml.WriteOperator(xml, instance.Spec.OperatorPrincipal, instance.Spec.HiddenByDefault);
        xml.Raw("</item>"u8);
    }

    private static void WriteStatus(XmlBuffer xml, ReadOnlySpan<byte> name, Instance instance)
    {
        xml.Open(name);
        xml.Element("status"u8, StatusOf(instance));
        if (instance.State == SimulatedState.Running)
        {
            xml.Raw("<details><item><name>reachability</name><status>"u8);
            xml.Raw(StatusOf(instance) switch { "ok" => "passed"u8, "impaired" => "failed"u8, _ => "initializing"u8 });
            xml.Raw("</status></item></details>"u8);
        }

        xml.Close(name);
    }
}
