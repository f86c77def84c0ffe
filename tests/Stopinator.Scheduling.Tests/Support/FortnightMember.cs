namespace Stopinator.Scheduling.Tests.Support;

/// <summary>An instance of the fortnight, and what the test knows of it.</summary>
internal sealed class FortnightMember(string id, PowerSchedule? schedule, ReasonCode? expectedReason)
{
    public string Id => id;

    /// <summary>The reason for which it is left alone; null when it is managed.</summary>
    public ReasonCode? ExpectedReason => expectedReason;

    public int ManualChanges { get; set; }

    /// <summary>The state that was set by hand, while it is kept.</summary>
    public DesiredState? ManualState { get; set; }

    public DateTimeOffset ManualAt { get; set; }

    /// <summary>The wanted state; null when the instance is left alone.</summary>
    public DesiredState? Desired(DateTimeOffset at) => expectedReason is null ? schedule!.DesiredStateAt(at).State : null;

    public int Transitions(DateTimeOffset from, DateTimeOffset to) => expectedReason is null ? schedule!.Transitions(from, to).Count() : 0;

    public bool HasTransition(DateTimeOffset from, DateTimeOffset to) =>
        expectedReason is null && from < to && schedule!.Transitions(from, to).Any();

    public override string ToString() => $"{id} ({schedule?.ToString() ?? expectedReason.ToString()})";
}
