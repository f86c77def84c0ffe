using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>
/// Modifies one attribute of one instance: its protections, its reaction to a shutdown from inside, or, while it is stopped, its type.
/// </summary>
internal sealed class ModifyInstanceAttribute : IEc2Action
{
    private static readonly string[] Attributes =
        ["disableApiStop", "disableApiTermination", "instanceInitiatedShutdownBehavior", "instanceType"];

    public Action<XmlBuffer> Execute(Query query, Region region)
    {
        var id = query.Required("InstanceId");
        var (attribute, value) = ReadAttribute(query);
        var change = ReadChange(attribute, value);
        var isDryRun = query.IsDryRun;
        query.RefuseUnread();
        var target = region.Targets([id])[0];
        var instance = region.Current(target);
        region.Authorizer.Check(query.Action, [instance]);
        Check(instance, attribute);
        if (isDryRun)
        {
            throw Ec2Errors.DryRun();
        }

        target.Change(region.Now, change);
        return static xml => xml.Raw("<return>true</return>"u8);
    }

    /// <summary>Reads the one attribute, which is either named by a parameter or a parameter itself.</summary>
    private static (string Attribute, string Value) ReadAttribute(Query query)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        if (query.Optional("Attribute") is { } named)
        {
            given[named] = Attributes.Contains(named, StringComparer.Ordinal)
                ? query.Required("Value")
                : throw Ec2Errors.InvalidValue("attribute", named, "Unknown attribute.");
        }

        foreach (var attribute in Attributes)
        {
            if (query.Optional($"{char.ToUpperInvariant(attribute[0])}{attribute[1..]}.Value") is { } value)
            {
                given[attribute] = value;
            }
        }

        return given.Count == 1 ? (given.Keys.Single(), given.Values.Single()) : throw Ec2Errors.AttributeCount(given.Keys);
    }

    private static Func<Instance, Instance> ReadChange(string attribute, string value)
    {
        switch (attribute)
        {
            case "disableApiStop":
                var isStopProtected = Query.ParseFlag(attribute, value);
                return instance => instance with { StopProtected = isStopProtected };
            case "disableApiTermination":
                var isTerminationProtected = Query.ParseFlag(attribute, value);
                return instance => instance with { TerminationProtected = isTerminationProtected };
            case "instanceType":
                return InstanceTypes.IsWellFormed(value)
                    ? instance => instance with { Spec = instance.Spec with { InstanceType = value } }
                    : throw Ec2Errors.InvalidValue($"Invalid value '{value}' for InstanceType.");
            default:
                var behavior = LaunchedSpec.ReadShutdownBehavior(attribute, value);
                return instance => instance with { Spec = instance.Spec with { ShutdownBehavior = behavior } };
        }
    }

    private static void Check(Instance instance, string attribute)
    {
        var id = instance.Spec.Id;
        if (instance.IsGone)
        {
            throw Ec2Errors.IncorrectState(id, "modified");
        }

        if (instance.Spec.Spot is not null && attribute != "instanceInitiatedShutdownBehavior")
        {
            throw Ec2Errors.NotModifiable(id, attribute, "a Spot Instance");
        }

        if (instance.Spec.InstanceStoreRoot && attribute == "disableApiStop")
        {
            throw Ec2Errors.NotModifiable(id, attribute, "an instance with an instance store as its root device");
        }

        if (attribute == "instanceType" && instance.State != SimulatedState.Stopped)
        {
            throw Ec2Errors.NotStopped(id);
        }
    }
}
