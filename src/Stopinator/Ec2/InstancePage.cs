using System.Collections.Immutable;

namespace Stopinator.Ec2;

/// <summary>A page of instances.</summary>
/// <param name="Instances">The instances; a page may be empty though more follow.</param>
/// <param name="NextPageToken">The token of the next page; null after the last.</param>
/// <param name="RequestId">EC2's request id, for support cases.</param>
internal sealed record InstancePage(ImmutableArray<Ec2Instance> Instances, string? NextPageToken = null, string? RequestId = null);
