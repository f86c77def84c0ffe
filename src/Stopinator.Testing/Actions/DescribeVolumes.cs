using Stopinator.Testing.Answers;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Filters;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>Describes the root volumes of instances, which exist until their instance is terminated.</summary>
internal sealed class DescribeVolumes : PagedDescribe<Instance>
{
    protected override (string Parameter, string Set)? Ids => ("VolumeId", "volumesSet");

    protected override Field<Instance>? FieldOf(string filter) => VolumeFields.OfVolume(filter);

    protected override Func<Instance, bool> ReadFlags(Query query)
    {
        var withHidden = query.Flag("IncludeManagedResources");
        return instance => instance.HasVolume && (withHidden || !instance.Spec.HiddenByDefault);
    }

    protected override IEnumerable<Instance> Find(Region region, IReadOnlyList<string> ids) => region.DescribedByVolumes(ids);

    protected override IEnumerable<Instance> FindAll(Region region, long after) => region.Described((int)after);

    protected override long PositionOf(Instance item) => item.Spec.Sequence;

    protected override void Write(XmlBuffer xml, IReadOnlyList<Instance> items)
    {
        xml.Raw("<volumeSet>"u8);
        foreach (var instance in items)
        {
            VolumeXml.Write(xml, instance);
        }

        xml.Raw("</volumeSet>"u8);
    }
}
