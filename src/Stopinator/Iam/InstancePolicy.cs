using System.Collections.Immutable;
using Stopinator.Diagnostics;
using Stopinator.Instances;

namespace Stopinator.Iam;

/// <summary>The policy of a role that describes and switches instances.</summary>
internal static class InstancePolicy
{
    public static IamPolicy Of(InstanceSelector selector, ImmutableArray<PowerAction> actions, IamPolicyOptions options)
    {
        var names = ActionsOf(actions);
        var place = Place(options);
        var grant = VolumeKeyGrant.Of(options.KmsKeyArns, names);
        ImmutableArray<string> reads =
        [
            "ec2:DescribeInstances",
            .. options.ReadsStatusChecks ? ["ec2:DescribeInstanceStatus"] : Array.Empty<string>(),
            .. options.ListsRegions ? ["ec2:DescribeRegions"] : Array.Empty<string>(),
        ];
        IamStatement describe = new("DescribeInstances", reads) { Resources = ["*"] };
        if (names.IsEmpty)
        {
            return new([describe]);
        }

        var bounds = Bounds(selector, options);
        ImmutableArray<IamStatement> switches =
        [
            .. bounds
                .DistinctBy(Text, StringComparer.Ordinal)
                .Select((bound, index) => new IamStatement(index == 0 ? "SwitchInstances" : $"SwitchInstances{index + 1}", names)
                {
                    Resources = bound.Ids is { } ids ? [.. ids.Select(id => $"{place}{id}")] : [$"{place}*"],
                    Conditions = bound.Conditions,
                }),
        ];
        return IamPolicySize.Checked(
            new([describe, .. switches, .. grant], [.. PolicyNotes.Of(bounds, options)]),
            "Select by fewer ids or alternatives: a tag that all of them carry is one condition.");
    }

    // Bounds can become equal once alternatives and states are left out.
    private static string Text(InstanceBound bound) =>
        string.Join('\n', (bound.Ids ?? []).Concat(bound.Conditions.Select(condition => condition.ToString())));

    private static ImmutableArray<string> ActionsOf(ImmutableArray<PowerAction> actions)
    {
        foreach (var action in actions.Where(action => !Enum.IsDefined(action)))
        {
            throw new ArgumentOutOfRangeException(nameof(actions), action, "Not a power action.");
        }

        var reconciles = actions.Contains(PowerAction.Reconcile);
        string?[] names =
        [
            reconciles || actions.Contains(PowerAction.Start) ? "ec2:StartInstances" : null,
            reconciles || actions.Contains(PowerAction.Stop) ? "ec2:StopInstances" : null,
            actions.Contains(PowerAction.Reboot) ? "ec2:RebootInstances" : null,
        ];
        return [.. names.OfType<string>()];
    }

    private static string Place(IamPolicyOptions options)
    {
        var account = options.Account == "*" ? "*" : IamNames.Account(options.Account);
        var region = options.Region == "*" ? "*" : IamNames.Region(options.Region);
        var partition = IamNames.Partition(options.Partition);

        // No instance has such an ARN, so the policy would allow nothing.
        return !AwsRegions.IsKnown(region) || AwsRegions.PartitionOf(region) == partition
            ? $"arn:{partition}:ec2:{region}:{account}:instance/"
            : throw new ArgumentException(
                $"The region {ErrorText.Quote(region)} is not in the partition {ErrorText.Quote(partition)}; it is in "
                + $"{ErrorText.Quote(AwsRegions.PartitionOf(region))}.",
                nameof(options));
    }

    private static ImmutableArray<InstanceBound> Bounds(InstanceSelector selector, IamPolicyOptions options)
    {
        var scope = options.Scope;
        if (scope is not null && FirstUnsupported(scope) is { } inScope)
        {
            throw new ArgumentException(
                $"The scope {ErrorText.Quote(scope.ToString())} cannot be expressed in a policy: {ErrorText.Quote(inScope.Part)}. "
                + $"{inScope.Rule} "
                + "A scope has to be expressed as a whole, since the policy keeps it; use a scope of tags and ids.",
                nameof(options));
        }

        if (scope is null && FirstUnsupported(selector) is { } unsupported)
        {
            throw new ArgumentException(
                $"The selector {ErrorText.Quote(selector.ToString())} cannot be expressed in a policy: "
                + $"{ErrorText.Quote(unsupported.Part)}. {unsupported.Rule} "
                + "Leave it out, or set IamPolicyOptions.Scope to what the policy may be widened to.",
                nameof(selector));
        }

        // The scope comes first: when only one condition on a key is possible, it is the scope's.
        var bounds = InstanceBound.Of(scope is null ? selector : scope & selector);
        return bounds.IsEmpty
            ? throw new ArgumentException(
                $"The selector {ErrorText.Quote(selector.ToString())} selects no "
                + $"instance{(scope is null ? "" : $" within the scope {ErrorText.Quote(scope.ToString())}")}: its conditions exclude "
                + "each other.",
                nameof(selector))
            : options.AllowEveryInstance || bounds.All(bound => bound.IsBounded)
            ? bounds
            : throw new ArgumentException(
                $"The selector {ErrorText.Quote(selector.ToString())} bounds instances neither by tag nor by id: the policy would allow "
                + "switching every instance of the account. "
                + "Select by a tag, or set IamPolicyOptions.AllowEveryInstance.",
                nameof(selector));
    }

    private static UnsupportedPart? FirstUnsupported(InstanceSelector selector) =>
        InstanceBound.Of(selector).SelectMany(bound => bound.Unsupported).FirstOrDefault(part => !part.BoundsNothing);
}
