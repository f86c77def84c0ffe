using System.Collections.Immutable;

namespace Stopinator;

/// <summary>Where a policy of <see cref="IamPolicy.For"/> holds, and how far it may be widened.</summary>
public sealed record IamPolicyOptions
{
    /// <summary>
    /// What the policy never exceeds, as <see cref="StopinatorOptions.Scope"/> is what a run never exceeds. With it, what IAM cannot say of the
    /// selector is left out and named in <see cref="IamPolicy.Notes"/>; the scope stays. It has to be one that IAM can say as a whole.
    /// Default: none; what IAM cannot say is refused.
    /// </summary>
    public InstanceSelector? Scope { get; init; }

    /// <summary>Whether every instance of the account may be allowed where neither selector nor scope bounds it. Default: no, that is refused.</summary>
    public bool AllowEveryInstance { get; init; }

    /// <summary>The account of the instances, 12 digits. Default: <c>*</c>, the account of the role.</summary>
    public string Account { get; init; } = "*";

    /// <summary>The region of the instances, e.g. <c>eu-west-1</c>. Default: <c>*</c>, every region.</summary>
    public string Region { get; init; } = "*";

    /// <summary>The partition of the instances: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>. Default: <c>aws</c>.</summary>
    public string Partition { get; init; } = "aws";

    /// <summary>
    /// The customer managed keys of encrypted volumes, as ARNs of keys and not of aliases. Who starts an instance lends EC2 the key of its
    /// volumes; without <c>kms:CreateGrant</c> on it, EC2 takes the start and lets it drop. Default: none. Only a start needs them.
    /// </summary>
    /// <seealso href="https://repost.aws/knowledge-center/kms-iam-ec2-permission"/>
    public ImmutableArray<string> KmsKeyArns { get; init; } = [];
}
