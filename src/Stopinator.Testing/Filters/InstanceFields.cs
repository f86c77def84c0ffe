using System.Collections.Frozen;
using System.Globalization;
using Stopinator.Testing.Answers;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;
using InstanceField = Stopinator.Testing.Filters.Field<Stopinator.Testing.Engine.Instance>;
using InstanceFieldMap = System.Collections.Frozen.FrozenDictionary<
    string, Stopinator.Testing.Filters.Field<Stopinator.Testing.Engine.Instance>>;

namespace Stopinator.Testing.Filters;

/// <summary>The fields of the filters of DescribeInstances and DescribeInstanceStatus, by filter name.</summary>
internal static class InstanceFields
{
    private static readonly InstanceFieldMap OfInstances = new Dictionary<string, InstanceField>(StringComparer.Ordinal)
    {
        ["architecture"] = One(instance => instance.Spec.Architecture),
        ["availability-zone"] = One(instance => instance.Spec.Zone),
        ["availability-zone-id"] = One(instance => instance.Spec.ZoneId),
        ["capacity-reservation-id"] = One(instance => instance.Spec.CapacityReservationId),
        ["client-token"] = One(instance => instance.Spec.ClientToken),
        ["dns-name"] = One(instance => instance.Spec.PublicDnsName),
        ["ebs-optimized"] = One(_ => "false"),
        ["ena-support"] = One(_ => "true"),
        ["hibernation-options.configured"] = One(instance => Field.Text(instance.Spec.Hibernatable)),
        ["host-id"] = One(instance => instance.Spec.HostId),
        ["hypervisor"] = One(_ => "xen"),
        ["iam-instance-profile.arn"] = One(instance => instance.Spec.InstanceProfileArn),
        ["image-id"] = One(instance => instance.Spec.ImageId),
        ["instance-id"] = One(instance => instance.Spec.Id),
        ["instance-lifecycle"] = One(instance => instance.Spec.Spot is null ? null : "spot"),
        ["instance-state-code"] = One(StateCode),
        ["instance-state-name"] = One(instance => instance.State.ToName()),
        ["instance-type"] = One(instance => instance.Spec.InstanceType),
        ["instance.group-id"] = One(instance => instance.Spec.SecurityGroupId),
        ["instance.group-name"] = One(instance => instance.Spec.SecurityGroupName),
        ["ip-address"] = One(instance => instance.Spec.PublicIpAddress),
        ["key-name"] = One(instance => instance.Spec.KeyName),
        ["launch-index"] = One(instance => instance.Spec.LaunchIndex.ToString(CultureInfo.InvariantCulture)),
        ["launch-time"] = One(instance => XmlBuffer.ToText(instance.LaunchTime)),
        ["monitoring-state"] = One(_ => "disabled"),
        ["operator.managed"] = One(IsManaged),
        ["operator.principal"] = One(instance => instance.Spec.OperatorPrincipal),
        ["owner-id"] = One(instance => instance.Spec.OwnerId),
        ["placement-group-name"] = One(instance => instance.Spec.PlacementGroupName),
        ["platform"] = One(instance => instance.Spec.Platform),
        ["platform-details"] = One(instance => instance.Spec.PlatformDetails),
        ["private-dns-name"] = One(instance => instance.Spec.PrivateDnsName),
        ["private-ip-address"] = One(instance => instance.Spec.PrivateIpAddress),
        ["reason"] = One(instance => instance.TransitionReason),
        ["requester-id"] = One(instance => instance.Spec.RequesterId),
        ["reservation-id"] = One(instance => instance.Spec.ReservationId),
        ["root-device-name"] = One(instance => instance.Spec.RootDeviceName),
        ["root-device-type"] = One(instance => instance.Spec.RootDeviceType),
        ["source-dest-check"] = One(_ => "true"),
        ["spot-instance-request-id"] = One(instance => instance.Spec.Spot?.Id),
        ["state-reason-code"] = One(instance => instance.StateReason?.Code),
        ["state-reason-message"] = One(instance => instance.StateReason?.Message),
        ["subnet-id"] = One(instance => instance.Spec.SubnetId),
        ["tag-key"] = (instance, condition) => instance.Tags.Keys.Any(condition),
        ["tag-value"] = (instance, condition) => instance.Tags.Values.Any(condition),
        ["tenancy"] = One(instance => instance.Spec.Tenancy),
        ["virtualization-type"] = One(_ => "hvm"),
        ["vpc-id"] = One(instance => instance.Spec.VpcId),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly InstanceFieldMap OfStatuses = new Dictionary<string, InstanceField>(StringComparer.Ordinal)
    {
        ["availability-zone"] = One(instance => instance.Spec.Zone),
        ["availability-zone-id"] = One(instance => instance.Spec.ZoneId),
        ["instance-state-code"] = One(StateCode),
        ["instance-state-name"] = One(instance => instance.State.ToName()),
        ["instance-status.status"] = One(InstanceStatusXml.StatusOf),
        ["operator.managed"] = One(IsManaged),
        ["operator.principal"] = One(instance => instance.Spec.OperatorPrincipal),
        ["system-status.status"] = One(InstanceStatusXml.StatusOf),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static InstanceField? OfInstance(string name) =>
        Field.IsTag(name) ? Field.Tag<Instance>(name, instance => instance.Tags) : OfInstances.GetValueOrDefault(name);

    public static InstanceField? OfStatus(string name) => OfStatuses.GetValueOrDefault(name);

    private static InstanceField One(Func<Instance, string?> read) => Field.One(read);

    private static string StateCode(Instance instance) => ((int)instance.State).ToString(CultureInfo.InvariantCulture);

    private static string IsManaged(Instance instance) => Field.Text(instance.Spec.OperatorPrincipal is not null);
}
