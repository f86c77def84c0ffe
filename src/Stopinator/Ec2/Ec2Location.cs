using Amazon;

namespace Stopinator.Ec2;

/// <summary>Where calls go and for which region they are signed.</summary>
internal sealed record Ec2Location(Uri Endpoint, RegionEndpoint Region);
