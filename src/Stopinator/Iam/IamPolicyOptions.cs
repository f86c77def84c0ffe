using System.Collections.Immutable;

namespace Stopinator;

/// <summary>The options of <see cref="IamPolicy.For"/>: the place of the instances, and the limits of widening the policy.</summary>
public sealed record IamPolicyOptions
{
    /// <summary>
    /// The instances that the policy never exceeds, as <see cref="StopinatorOptions.Scope"/> is for a run. With a scope, the parts of the
    /// selector that IAM cannot express are left out and named in <see cref="IamPolicy.Notes"/>; the scope stays. IAM has to be able to
    /// express the whole scope. Default: none; a part that IAM cannot express is refused.
    /// </summary>
    public InstanceSelector? Scope { get; init; }

    /// <summary>
    /// True to allow every instance of the account when neither selector nor scope bounds the policy. Default: false; such a policy is
    /// refused.
    /// </summary>
    public bool AllowEveryInstance { get; init; }

    /// <summary>The account of the instances, 12 digits. Default: <c>*</c>, the account of the role.</summary>
    public string Account { get; init; } = "*";

    /// <summary>The region of the instances, e.g. <c>eu-west-1</c>. Default: <c>*</c>, every region.</summary>
    public string Region { get; init; } = "*";

    /// <summary>The partition of the instances: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>. Default: <c>aws</c>.</summary>
    public string Partition { get; init; } = "aws";

    /// <summary>
    /// The customer managed keys of encrypted volumes, as ARNs of keys, not of aliases. A caller that starts an instance grants EC2 the use
    /// of the keys of its volumes. Without <c>kms:CreateGrant</c> on a key, EC2 accepts the start and then stops the instance again.
    /// Default: none. Only a start needs the keys.
    /// </summary>
    /// <seealso href="https://repost.aws/knowledge-center/kms-iam-ec2-permission"/>
    public ImmutableArray<string> KmsKeyArns { get; init; } = [];

    /// <summary>
    /// True to allow reading status checks (<c>ec2:DescribeInstanceStatus</c>), which <see cref="PowerAwait.StatusChecks"/> does after a
    /// start. Default: false.
    /// </summary>
    public bool ReadsStatusChecks { get; init; }

    /// <summary>
    /// True to allow listing the regions that the account has enabled (<c>ec2:DescribeRegions</c>), which
    /// <see cref="IMultiTargetPowerService.ListAsync"/> does for <see cref="PowerTargets.EnabledRegions"/>. Default: false.
    /// </summary>
    public bool ListsRegions { get; init; }
}
