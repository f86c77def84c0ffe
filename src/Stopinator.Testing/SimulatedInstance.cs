using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing;

/// <summary>An instance at the time of the snapshot: its actual state, whatever describes show.</summary>
public sealed class SimulatedInstance
{
    private readonly Instance _instance;
    private readonly InstanceCounters _counters;

    internal SimulatedInstance(Instance instance, InstanceCounters counters) => (_instance, _counters) = (instance, counters);

    /// <summary>The instance id.</summary>
    public string Id => _instance.Spec.Id;

    /// <summary>The state.</summary>
    public SimulatedState State => _instance.State;

    /// <summary>The tags.</summary>
    public IReadOnlyDictionary<string, string> Tags => _instance.Tags;

    /// <summary>The instance type, e.g. <c>t3.micro</c>.</summary>
    public string InstanceType => _instance.Spec.InstanceType;

    /// <summary>The availability zone, e.g. <c>us-east-1a</c>.</summary>
    public string AvailabilityZone => _instance.Spec.Zone;

    /// <summary>The time of the launch or of the last start.</summary>
    public DateTimeOffset LaunchTime => _instance.LaunchTime;

    /// <summary>The code of EC2's StateReason, e.g. <c>Client.UserInitiatedShutdown</c>; null when there is none.</summary>
    public string? StateReasonCode => _instance.StateReason?.Code;

    /// <summary>The text of EC2's StateReason; null when there is none.</summary>
    public string? StateReasonMessage => _instance.StateReason?.Message;

    /// <summary>EC2's StateTransitionReason, e.g. <c>User initiated (2026-01-01 00:00:00 GMT)</c>; empty after a start.</summary>
    public string StateTransitionReason => _instance.TransitionReason;

    /// <summary>True when StopInstances fails for the instance, and TerminateInstances too.</summary>
    public bool StopProtected => _instance.StopProtected;

    /// <summary>True when TerminateInstances fails for the instance.</summary>
    public bool TerminationProtected => _instance.TerminationProtected;

    /// <summary>The number of calls that have started the instance. A call that found the instance running does not count.</summary>
    public int Starts => _counters.Starts;

    /// <summary>
    /// The number of calls that have stopped the instance, in any way. A call that found the instance stopped does not count.
    /// </summary>
    public int Stops => _counters.Stops;

    /// <summary>The number of calls that have rebooted the instance.</summary>
    public int Reboots => _counters.Reboots;

    /// <summary>The number of stops that were hibernations.</summary>
    public int Hibernations => _counters.Hibernations;

    /// <summary>The number of calls that have stopped the instance by force, or freed it from stopping.</summary>
    public int ForcedStops => _counters.ForcedStops;

    /// <summary>
    /// The number of calls that have stopped the instance, or freed it from stopping, without an orderly shutdown of its operating system.
    /// </summary>
    public int SkippedShutdowns => _counters.SkippedShutdowns;

    /// <summary>Returns the id and the state, e.g. <c>i-00000000000000001 running</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Id} {State.ToName()}";
}
