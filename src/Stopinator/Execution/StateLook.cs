namespace Stopinator.Execution;

/// <summary>Receives the state that a describe shows of an instance, and returns true when the watch of the instance can end.</summary>
/// <param name="instance">The instance.</param>
/// <param name="seen">The instance as EC2 shows it; null when EC2 does not show it.</param>
/// <param name="asOf">
/// The time when the describe was sent. The state is no newer than the answer to the describe, and may be older than this time by EC2's own
/// lag.
/// </param>
internal delegate bool StateLook(InstanceRun instance, Ec2Instance? seen, DateTimeOffset asOf);
