using System.Collections.Immutable;

namespace Stopinator;

/// <summary>One StartInstances, StopInstances or RebootInstances call.</summary>
/// <param name="InstanceIds">The instances; never empty, no id twice.</param>
public sealed record PowerCall(ImmutableArray<string> InstanceIds)
{
    /// <summary>How to stop; of no meaning to a start or a reboot.</summary>
    public StopMode StopMode { get; init; }

    /// <summary>
    /// Only check the permission (EC2's DryRun). The port returns when EC2 would permit the call and throws as the call would when not.
    /// </summary>
    public bool DryRun { get; init; }
}
