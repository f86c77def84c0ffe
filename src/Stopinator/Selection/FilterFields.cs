using System.Collections.Frozen;
using System.Globalization;
using Stopinator.Instances;

namespace Stopinator.Selection;

/// <summary>The filters on fields that a describe returns, so that they can be evaluated here as EC2 would.</summary>
internal static class FilterFields
{
    private const string TagPrefix = "tag:";
    private const string TagKey = "tag-key";

    private static readonly FrozenDictionary<string, Func<Ec2Instance, string?>> Fields =
        new Dictionary<string, Func<Ec2Instance, string?>>(StringComparer.Ordinal)
        {
            ["architecture"] = instance => instance.Architecture,
            ["availability-zone"] = instance => instance.AvailabilityZone,
            ["hibernation-options.configured"] = instance => instance.HibernationConfigured ? "true" : "false",
            ["image-id"] = instance => instance.ImageId,
            ["instance-id"] = instance => instance.InstanceId,
            ["instance-lifecycle"] = instance => instance.Lifecycle,
            ["instance-state-code"] = instance => ((int)instance.State).ToString(CultureInfo.InvariantCulture),
            ["instance-state-name"] = instance => instance.State.Ec2Name(),
            ["instance-type"] = instance => instance.InstanceType,
            ["key-name"] = instance => instance.KeyName,
            ["operator.managed"] = instance => instance.ManagedByService ? "true" : "false",
            ["operator.principal"] = instance => instance.ManagingService,
            ["owner-id"] = instance => instance.OwnerId,
            ["platform"] = instance => instance.Platform,
            ["private-ip-address"] = instance => instance.PrivateIpAddress,
            ["reason"] = instance => instance.StateTransitionReason,
            ["root-device-type"] = instance => instance.RootDeviceType,
            ["state-reason-code"] = instance => instance.StateReason?.Code,
            ["subnet-id"] = instance => instance.SubnetId,
            ["vpc-id"] = instance => instance.VpcId,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names, for messages.</summary>
    public static IEnumerable<string> Names { get; } = [.. Fields.Keys.Append("tag:<key>").Append(TagKey).Order(StringComparer.Ordinal)];

    public static bool Has(string filterName) => IsSingleValued(filterName) || filterName == TagKey;

    /// <summary>
    /// Returns true when an instance has at most one value for the filter, so that a query for two of them finds nothing.
    /// </summary>
    public static bool IsSingleValued(string filterName) =>
        filterName.StartsWith(TagPrefix, StringComparison.Ordinal) || Fields.ContainsKey(filterName);

    public static bool Matches(FilterNode filter, Ec2Instance instance)
    {
        if (filter.Name == TagKey)
        {
            return instance.Tags.Keys.Any(key => MatchesAny(filter, key));
        }

        var value = filter.Name.StartsWith(TagPrefix, StringComparison.Ordinal)
            ? instance.Tags.GetValueOrDefault(filter.Name[TagPrefix.Length..])
            : Fields[filter.Name](instance);
        return value is not null && MatchesAny(filter, value);
    }

    private static bool MatchesAny(FilterNode filter, string value)
    {
        foreach (var pattern in filter.Patterns)
        {
            if (FilterPattern.Matches(pattern, value))
            {
                return true;
            }
        }

        return false;
    }
}
