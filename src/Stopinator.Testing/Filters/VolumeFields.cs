using System.Collections.Frozen;
using System.Globalization;
using Stopinator.Testing.Answers;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Filters;

/// <summary>The fields of the filters of DescribeVolumes, by filter name. The volume is the root volume of an instance.</summary>
internal static class VolumeFields
{
    private static readonly FrozenDictionary<string, Field<Instance>> OfVolumes =
        new Dictionary<string, Field<Instance>>(StringComparer.Ordinal)
        {
            ["attachment.attach-time"] = One(instance => XmlBuffer.ToText(instance.Spec.CreatedAt)),
            ["attachment.delete-on-termination"] = One(_ => "true"),
            ["attachment.device"] = One(instance => instance.Spec.RootDeviceName),
            ["attachment.instance-id"] = One(instance => instance.Spec.Id),
            ["attachment.status"] = One(_ => "attached"),
            ["availability-zone"] = One(instance => instance.Spec.Zone),
            ["availability-zone-id"] = One(instance => instance.Spec.ZoneId),
            ["create-time"] = One(instance => XmlBuffer.ToText(instance.Spec.CreatedAt)),
            ["encrypted"] = One(_ => "false"),
            ["multi-attach-enabled"] = One(_ => "false"),
            ["operator.managed"] = One(instance => Field.Text(instance.Spec.OperatorPrincipal is not null)),
            ["operator.principal"] = One(instance => instance.Spec.OperatorPrincipal),
            ["size"] = One(_ => VolumeXml.SizeInGiB.ToString(CultureInfo.InvariantCulture)),
            ["snapshot-id"] = One(_ => VolumeXml.SnapshotId),
            ["status"] = One(_ => "in-use"),
            ["tag-key"] = (instance, condition) => instance.VolumeTags.Keys.Any(condition),
            ["volume-id"] = One(instance => instance.Spec.VolumeId),
            ["volume-type"] = One(_ => "gp3"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Field<Instance>? OfVolume(string name) =>
        Field.IsTag(name) ? Field.Tag<Instance>(name, instance => instance.VolumeTags) : OfVolumes.GetValueOrDefault(name);

    private static Field<Instance> One(Func<Instance, string?> read) => Field.One(read);
}
