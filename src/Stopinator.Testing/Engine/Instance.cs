using System.Globalization;

namespace Stopinator.Testing.Engine;

/// <summary>One version of an instance. A change creates a new version.</summary>
internal sealed record Instance
{
    public required InstanceSpec Spec { get; init; }

    public required SimulatedState State { get; init; }

    /// <summary>The tags, which do not change after construction.</summary>
    public required Dictionary<string, string> Tags { get; init; }

    /// <summary>The tags of the root volume, which do not change after construction.</summary>
    public Dictionary<string, string> VolumeTags { get; init; } = [];

    public required DateTimeOffset LaunchTime { get; init; }

    public StateReason? StateReason { get; init; }

    public string TransitionReason { get; init; } = "";

    public bool StopProtected { get; init; }

    public bool TerminationProtected { get; init; }

    /// <summary>True when EC2 itself has interrupted this Spot instance, so that only EC2 may start it.</summary>
    public bool Interrupted { get; init; }

    /// <summary>True when the instance runs and its status checks are not over.</summary>
    public bool IsInitializing { get; init; }

    public bool IsOccupyingCapacity => State is SimulatedState.Pending or SimulatedState.Running or SimulatedState.Stopping;

    /// <summary>True while the root volume exists, which EC2 deletes with the instance.</summary>
    public bool HasVolume => !Spec.InstanceStoreRoot && State != SimulatedState.Terminated;

    public bool IsGone => State is SimulatedState.ShuttingDown or SimulatedState.Terminated;

    public Instance WithTag(string key, string value) =>
        this with { Tags = new(Tags, StringComparer.Ordinal) { [key] = value } };

    public Instance WithoutTag(string key) =>
        this with { Tags = new(Tags.Where(tag => !string.Equals(tag.Key, key, StringComparison.Ordinal)), StringComparer.Ordinal) };

    /// <summary>Returns the version after a start.</summary>
    public Instance Starting(DateTimeOffset now) => this with
    {
        State = SimulatedState.Pending,
        LaunchTime = now,
        StateReason = StateReason.Starting,
        TransitionReason = "",
    };

    public Instance Started() => this with
    {
        State = SimulatedState.Running,
        StateReason = null,
        TransitionReason = "",
        IsInitializing = false,
        Interrupted = false,
    };

    /// <summary>Returns the version after a call to stop or terminate the instance.</summary>
    public Instance Leaving(SimulatedState state, DateTimeOffset now, StateReason reason) => this with
    {
        State = state,
        StateReason = reason,
        TransitionReason = UserInitiated(now),
    };

    /// <summary>Returns the text with which EC2 tells when a user has acted.</summary>
    public static string UserInitiated(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"User initiated ({time.UtcDateTime:yyyy-MM-dd HH:mm:ss} GMT)");
}
