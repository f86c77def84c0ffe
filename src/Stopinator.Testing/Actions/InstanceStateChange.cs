using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>One line of the answer to a start or a stop. Equal states mean that nothing had to be done.</summary>
internal readonly record struct InstanceStateChange(string InstanceId, SimulatedState Previous, SimulatedState Current)
{
    public static Action<XmlBuffer> Answer(Query query, Region region, IReadOnlyList<InstanceStateChange> changes)
    {
        region.RateLimits.RefundNoOps(query.Action, changes.Count(change => change.Previous == change.Current));
        return xml => Write(xml, changes);
    }

    private static void Write(XmlBuffer xml, IReadOnlyList<InstanceStateChange> changes)
    {
        xml.Raw("<instancesSet>"u8);
        foreach (var change in changes)
        {
            xml.Raw("<item>"u8);
            xml.Element("instanceId"u8, change.InstanceId);
            Ec2Xml.WriteState(xml, "currentState"u8, change.Current);
            Ec2Xml.WriteState(xml, "previousState"u8, change.Previous);
            xml.Raw("</item>"u8);
        }

        xml.Raw("</instancesSet>"u8);
    }
}
