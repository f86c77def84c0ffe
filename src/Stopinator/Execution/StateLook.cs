namespace Stopinator.Execution;

/// <summary>Is told what a describe showed of an instance, and says whether that was enough.</summary>
/// <param name="instance">The instance.</param>
/// <param name="seen">What was shown; null when EC2 does not show the instance.</param>
/// <param name="asOf">When the describe was sent; what it shows is no newer than its answer and may be older than this by EC2's own lag.</param>
internal delegate bool StateLook(InstanceRun instance, Ec2Instance? seen, DateTimeOffset asOf);
