using Stopinator.Testing.Answers;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Filters;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>Describes the health of instances, and only of running ones unless all are requested.</summary>
internal sealed class DescribeInstanceStatus : PagedDescribeOfInstances
{
    /// <summary>The limit in the EC2 API reference of this action.</summary>
    protected override int MaxIds => 100;

    protected override Field<Instance>? FieldOf(string filter) => InstanceFields.OfStatus(filter);

    protected override Func<Instance, bool> ReadFlags(Query query)
    {
        var includesAll = query.Flag("IncludeAllInstances");
        var isShown = base.ReadFlags(query);
        return instance => (includesAll || instance.State == SimulatedState.Running) && isShown(instance);
    }

    protected override void Write(XmlBuffer xml, IReadOnlyList<Instance> items)
    {
        xml.Raw("<instanceStatusSet>"u8);
        foreach (var instance in items)
        {
            InstanceStatusXml.Write(xml, instance);
        }

        xml.Raw("</instanceStatusSet>"u8);
    }
}
