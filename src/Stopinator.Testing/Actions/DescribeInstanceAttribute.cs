using System.Text;
using Stopinator.Testing.Answers;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>Describes one attribute of one instance. Only this action shows whether an instance is protected.</summary>
internal sealed class DescribeInstanceAttribute : IEc2Action
{
    public Action<XmlBuffer> Execute(Query query, Region region)
    {
        var id = query.Required("InstanceId");
        var attribute = query.Required("Attribute");
        var isDryRun = query.IsDryRun;
        query.RefuseUnread();
        var instance = region.Described([id]).Single();
        var write = Read(instance, attribute);
        if (isDryRun)
        {
            throw Ec2Errors.DryRun();
        }

        return xml =>
        {
            xml.Element("instanceId"u8, id);
            write(xml);
        };
    }

    private static Action<XmlBuffer> Read(Instance instance, string attribute) => attribute switch
    {
        "blockDeviceMapping" => xml => InstanceXml.WriteBlockDevices(xml, instance),
        "disableApiStop" => Value(attribute, instance.StopProtected ? "true" : "false"),
        "disableApiTermination" => Value(attribute, instance.TerminationProtected ? "true" : "false"),
        "ebsOptimized" => Value(attribute, "false"),
        "enaSupport" or "sourceDestCheck" => Value(attribute, "true"),
        "enclaveOptions" => static xml => xml.Raw("<enclaveOptions><enabled>false</enabled></enclaveOptions>"u8),
        "groupSet" => xml => InstanceXml.WriteGroups(xml, instance.Spec),
        "instanceInitiatedShutdownBehavior" => Value(attribute, instance.Spec.ShutdownBehavior),
        "instanceType" => Value(attribute, instance.Spec.InstanceType),
        "kernel" or "productCodes" or "ramdisk" or "sriovNetSupport" or "userData" =>
            xml => xml.Element(Encoding.ASCII.GetBytes(attribute), ""),
        "rootDeviceName" => Value(attribute, instance.Spec.RootDeviceName),
        _ => throw Ec2Errors.InvalidValue("attribute", attribute, "Unknown attribute."),
    };

    private static Action<XmlBuffer> Value(string attribute, string value) => xml =>
    {
        var name = Encoding.ASCII.GetBytes(attribute);
        xml.Open(name);
        xml.Element("value"u8, value);
        xml.Close(name);
    };
}
