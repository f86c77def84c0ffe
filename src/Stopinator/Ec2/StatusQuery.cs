using System.Collections.Immutable;

namespace Stopinator.Ec2;

/// <summary>One DescribeInstanceStatus call.</summary>
/// <param name="InstanceIds">The instances, at most <see cref="MaxIds"/>.</param>
/// <remarks>EC2 returns all instances of a list of ids at once.</remarks>
internal sealed record StatusQuery(ImmutableArray<string> InstanceIds)
{
    /// <summary>The largest number of ids in a call.</summary>
    /// <seealso href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html"/>
    public const int MaxIds = 100;
}

/// <summary>The answer to a <see cref="StatusQuery"/>.</summary>
/// <param name="Statuses">The status checks of each instance.</param>
/// <param name="RequestId">EC2's request id, for support cases.</param>
internal sealed record StatusPage(ImmutableArray<InstanceStatusChecks> Statuses, string? RequestId);

/// <summary>The status checks of an instance.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="State">The state, which EC2 reports with the checks.</param>
/// <param name="Missing">The checks that have not passed, e.g. <c>instance status initializing</c>; null when all have.</param>
internal sealed record InstanceStatusChecks(string InstanceId, PowerState State, string? Missing);
