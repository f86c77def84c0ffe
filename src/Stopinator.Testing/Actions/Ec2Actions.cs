using System.Collections.Frozen;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>All actions by name.</summary>
internal static class Ec2Actions
{
    private static readonly FrozenDictionary<string, IEc2Action> ByName = new Dictionary<string, IEc2Action>(StringComparer.Ordinal)
    {
        ["CreateTags"] = new CreateTags(),
        ["DeleteTags"] = new DeleteTags(),
        ["DescribeInstanceAttribute"] = new DescribeInstanceAttribute(),
        ["DescribeInstances"] = new DescribeInstances(),
        ["DescribeInstanceStatus"] = new DescribeInstanceStatus(),
        ["DescribeRegions"] = new DescribeRegions(),
        ["DescribeInstanceTypes"] = new DescribeInstanceTypes(),
        ["DescribeTags"] = new DescribeTags(),
        ["DescribeVolumes"] = new DescribeVolumes(),
        ["ModifyInstanceAttribute"] = new ModifyInstanceAttribute(),
        ["RebootInstances"] = new RebootInstances(),
        ["RunInstances"] = new RunInstances(),
        ["StartInstances"] = new StartInstances(),
        ["StopInstances"] = new StopInstances(),
        ["TerminateInstances"] = new TerminateInstances(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys.Order(StringComparer.Ordinal);

    public static IEc2Action Find(string name) => ByName.GetValueOrDefault(name)
        ?? throw (name.Length == 0 ? Ec2Errors.MissingAction() : Ec2Errors.InvalidAction(name));
}
