using Stopinator.Testing.Engine;
using Stopinator.Testing.Filters;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>Describes the tags of instances and volumes, each tag with the resource that has it.</summary>
internal sealed class DescribeTags : PagedDescribe<ResourceTag>
{
    protected override (string Parameter, string Set)? Ids => null;

    protected override Field<ResourceTag>? FieldOf(string filter) => filter switch
    {
        "key" => Field.One<ResourceTag>(tag => tag.Key),
        "resource-id" => Field.One<ResourceTag>(tag => tag.ResourceId),
        "resource-type" => Field.One<ResourceTag>(tag => tag.ResourceType),
        "value" => Field.One<ResourceTag>(tag => tag.Value),
        _ => Field.IsTag(filter)
            ? Field.Tag<ResourceTag>(filter, tag => new Dictionary<string, string>(StringComparer.Ordinal) { [tag.Key] = tag.Value })
            : null,
    };

    protected override IEnumerable<ResourceTag> Find(Region region, IReadOnlyList<string> ids) => [];

    protected override IEnumerable<ResourceTag> FindAll(Region region, long after) => region
        .Described(Math.Max(0, ResourceTag.SequenceAt(after) - 1))
        .SelectMany(ResourceTag.Of)
        .Where(tag => tag.Position > after);

    protected override long PositionOf(ResourceTag item) => item.Position;

    protected override void Write(XmlBuffer xml, IReadOnlyList<ResourceTag> items)
    {
        xml.Raw("<tagSet>"u8);
        foreach (var tag in items)
        {
            xml.Raw("<item>"u8);
            xml.Element("resourceId"u8, tag.ResourceId);
            xml.Element("resourceType"u8, tag.ResourceType);
            xml.Element("key"u8, tag.Key);
            xml.Element("value"u8, tag.Value);
            xml.Raw("</item>"u8);
        }

        xml.Raw("</tagSet>"u8);
    }
}

/// <summary>One tag of an instance or of its volume.</summary>
internal sealed record ResourceTag(string ResourceId, string ResourceType, string Key, string Value, long Position)
{
    /// <summary>A position holds the place of the instance in its upper bits, and the place of the tag in its lower bits.</summary>
    private const int TagBits = 20;

    public static int SequenceAt(long position) => (int)(position >> TagBits);

    public static IEnumerable<ResourceTag> Of(Instance instance)
    {
        var position = (long)instance.Spec.Sequence << TagBits;
        foreach (var (key, value) in instance.Tags)
        {
            yield return new(instance.Spec.Id, "instance", key, value, ++position);
        }

        foreach (var (key, value) in instance.HasVolume ? instance.VolumeTags : [])
        {
            yield return new(instance.Spec.VolumeId, "volume", key, value, ++position);
        }
    }
}
