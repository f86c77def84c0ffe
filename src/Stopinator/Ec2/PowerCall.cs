using System.Collections.Immutable;

namespace Stopinator.Ec2;

/// <summary>One StartInstances, StopInstances or RebootInstances call.</summary>
/// <param name="InstanceIds">The instances; never empty, without duplicates.</param>
/// <param name="StopMode">The mode of a stop; ignored for a start or a reboot.</param>
/// <param name="DryRun">True when EC2 only checks the permission (EC2's DryRun).</param>
internal sealed record PowerCall(ImmutableArray<string> InstanceIds, StopMode StopMode = StopMode.Normal, bool DryRun = false);

/// <summary>EC2's answer to a <see cref="PowerCall"/>.</summary>
/// <param name="Changes">The states of each instance before and after the call; empty after a reboot or a dry run.</param>
/// <param name="RequestId">EC2's request id, for support cases.</param>
internal sealed record PowerCallAnswer(ImmutableArray<PowerStateChange> Changes, string? RequestId = null);

/// <summary>The states of an instance in EC2's answer to a start or stop.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Previous">The state before the call.</param>
/// <param name="Current">The state after the call, usually a transitional state.</param>
internal sealed record PowerStateChange(string InstanceId, PowerState Previous, PowerState Current);
