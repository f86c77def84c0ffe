namespace Stopinator.Reading;

/// <summary>A selected instance. <paramref name="Instance"/> is null for an id that EC2 does not know.</summary>
internal sealed record FoundInstance(string InstanceId, Ec2Instance? Instance);
