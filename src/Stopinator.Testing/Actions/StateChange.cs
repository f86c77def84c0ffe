using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>One line of the answer to a start or a stop. Equal states mean that there was nothing to do.</summary>
internal readonly record struct StateChange(string InstanceId, SimulatedState Previous, SimulatedState Current)
{
    public static Action<XmlBuffer> Write(IReadOnlyList<StateChange> changes) => xml =>
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
    };
}
