using System.Globalization;
using Stopinator.Testing.Answers;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Filters;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>Describes the instance types that the simulation knows, with their processors and memory.</summary>
internal sealed class DescribeInstanceTypes : PagedDescribe<InstanceType>
{
    protected override (string Parameter, string Set)? Ids => ("InstanceType", "instanceTypes");

    /// <summary>The limits in the EC2 service model of this action.</summary>
    protected override int MaxIds => 100;

    protected override int MaxResults => 100;

    protected override Field<InstanceType>? FieldOf(string filter) => filter switch
    {
        "bare-metal" or "instance-storage-supported" => One(_ => "false"),
        "burstable-performance-supported" => One(type => Field.Text(type.IsBurstable)),
        "current-generation" => One(_ => "true"),
        "hibernation-supported" => One(type => Field.Text(type.IsHibernatable)),
        "hypervisor" => One(_ => "nitro"),
        "instance-type" => One(type => type.Name),
        "memory-info.size-in-mib" => One(type => Text(type.MemoryInMiB)),
        "processor-info.supported-architecture" => One(type => type.Architecture),
        "supported-root-device-type" => One(_ => "ebs"),
        "supported-usage-class" => (_, condition) => condition("on-demand") || condition("spot"),
        "supported-virtualization-type" => One(_ => "hvm"),
        "vcpu-info.default-cores" => One(type => Text(type.Cpus / type.ThreadsPerCore)),
        "vcpu-info.default-threads-per-core" => One(type => Text(type.ThreadsPerCore)),
        "vcpu-info.default-vcpus" => One(type => Text(type.Cpus)),
        _ => null,
    };

    protected override Func<InstanceType, bool> ReadFlags(Query query)
    {
        query.Ignore("IncludeUnsupportedInRegion"); // all types are supported
        return base.ReadFlags(query);
    }

    protected override IEnumerable<InstanceType> Find(Region region, IReadOnlyList<string> ids)
    {
        var unknown = ids.Where(id => InstanceTypes.Find(id) is null).ToList();
        return unknown.Count == 0
            ? ids.Distinct(StringComparer.Ordinal).Select(id => InstanceTypes.Find(id)!)
            : throw Ec2Errors.UnknownInstanceTypes(unknown);
    }

    protected override IEnumerable<InstanceType> FindAll(Region region, long after) => InstanceTypes.InOrder.Skip((int)after);

    protected override long PositionOf(InstanceType item) => item.Position;

    protected override void Write(XmlBuffer xml, IReadOnlyList<InstanceType> items)
    {
        xml.Raw("<instanceTypeSet>"u8);
        foreach (var type in items)
        {
            InstanceTypeXml.Write(xml, type);
        }

        xml.Raw("</instanceTypeSet>"u8);
    }

    private static Field<InstanceType> One(Func<InstanceType, string?> read) => Field.One(read);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
