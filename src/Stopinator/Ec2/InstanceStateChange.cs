namespace Stopinator;

/// <summary>The states of an instance as EC2's answer to a start or stop gives them.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Previous">The state before the call.</param>
/// <param name="Current">The state now, usually a transitional one.</param>
public sealed record InstanceStateChange(string InstanceId, PowerState Previous, PowerState Current);
