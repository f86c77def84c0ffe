using System.Collections.Immutable;

namespace Stopinator.Ec2;

/// <summary>One StartInstances, StopInstances or RebootInstances call.</summary>
/// <param name="InstanceIds">The instances; never empty, no id twice.</param>
/// <param name="StopMode">How to stop; meaningless for a start or a reboot.</param>
/// <param name="DryRun">Whether only the permission is checked (EC2's DryRun).</param>
internal sealed record PowerCall(ImmutableArray<string> InstanceIds, StopMode StopMode = StopMode.Normal, bool DryRun = false);

/// <summary>EC2's answer to a <see cref="PowerCall"/>.</summary>
/// <param name="Changes">Each instance with its states before and now; empty after a reboot or a dry run.</param>
/// <param name="RequestId">EC2's request id, for support cases.</param>
internal sealed record PowerCallAnswer(ImmutableArray<PowerStateChange> Changes, string? RequestId = null);

/// <summary>The states of an instance in EC2's answer to a start or stop.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Previous">The state before the call.</param>
/// <param name="Current">The state now, usually a transitional one.</param>
internal sealed record PowerStateChange(string InstanceId, PowerState Previous, PowerState Current);
