using System.Collections.Immutable;

namespace Stopinator.Ec2;

/// <summary>A page of instances.</summary>
/// <param name="Instances">The instances. A page may be empty although more pages follow.</param>
/// <param name="NextPageToken">The token of the next page; null after the last page.</param>
/// <param name="RequestId">EC2's request id, for support cases.</param>
internal sealed record InstancePage(ImmutableArray<Ec2Instance> Instances, string? NextPageToken = null, string? RequestId = null);
