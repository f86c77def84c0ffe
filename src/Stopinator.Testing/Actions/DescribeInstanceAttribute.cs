using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>Describes one attribute of one instance. Only this action shows whether an instance is protected from being stopped.</summary>
internal sealed class DescribeInstanceAttribute : IEc2Action
{
    public Action<XmlBuffer> Execute(Query query, Region region)
    {
        var id = query.Required("InstanceId");
        var attribute = query.Required("Attribute");
        var isDryRun = query.IsDryRun;
        query.RefuseUnread();
        var instance = region.Described([id]).Single();
        var value = Read(instance, attribute);
        if (isDryRun)
        {
            throw Ec2Errors.DryRun();
        }

        return xml =>
        {
            var name = System.Text.Encoding.ASCII.GetBytes(attribute);
            xml.Element("instanceId"u8, id);
            xml.Open(name);
            xml.Element("value"u8, value);
            xml.Close(name);
        };
    }

    private static string Read(Instance instance, string attribute) => attribute switch
    {
        "disableApiStop" => instance.StopProtected ? "true" : "false",
        "disableApiTermination" or "ebsOptimized" => "false",
        "enaSupport" or "sourceDestCheck" => "true",
        "instanceInitiatedShutdownBehavior" => "stop",
        "instanceType" => instance.Spec.InstanceType,
        "rootDeviceName" => instance.Spec.RootDeviceName,
        _ => throw Ec2Errors.InvalidValue("attribute", attribute, "Unknown attribute."),
    };
}
