using System.Collections.Immutable;

namespace Stopinator;

/// <summary>The progress of an execution. None of the counts ever falls.</summary>
/// <param name="Selected">The number of instances in the plan.</param>
/// <param name="Requested">The number of instances that EC2 was asked to change, whatever the answer.</param>
/// <param name="Settled">The number of instances with a final outcome.</param>
/// <param name="Calls">The number of calls sent.</param>
public readonly record struct PowerProgress(int Selected, int Requested, int Settled, int Calls)
{
    private readonly ImmutableArray<InstanceProgress> _instances;

    /// <summary>
    /// The progress of each instance, in the order of the plan. An instance without a change since the previous progress is the same object
    /// as before.
    /// </summary>
    public ImmutableArray<InstanceProgress> Instances
    {
        get => _instances.IsDefault ? [] : _instances;
        init => _instances = value;
    }

    /// <summary>Returns true when the other value has the same counts and the same progress of each instance.</summary>
    public bool Equals(PowerProgress other) =>
        (Selected, Requested, Settled, Calls) == (other.Selected, other.Requested, other.Settled, other.Calls)
        && Instances.AsSpan().SequenceEqual(other.Instances.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Selected, Requested, Settled, Calls);
}

/// <summary>The progress of one instance.</summary>
/// <param name="Decision">The decision of the plan, with the instance, its wave and its group.</param>
/// <param name="Stage">The stage of the instance.</param>
/// <param name="State">The state as it was last seen; null when EC2 showed none.</param>
/// <param name="Outcome">The outcome, which is final at <see cref="ProgressStage.Settled"/>; null before there is one.</param>
public sealed record InstanceProgress(InstanceDecision Decision, ProgressStage Stage, PowerState? State, Outcome? Outcome);

/// <summary>The stage of an instance in a run.</summary>
public enum ProgressStage
{
    /// <summary>The instance waits for its turn, or is tried again later.</summary>
    Waiting,

    /// <summary>EC2 was asked to change the instance, or it changes already; the run watches its state.</summary>
    InMotion,

    /// <summary>The outcome of the instance is final.</summary>
    Settled,
}
