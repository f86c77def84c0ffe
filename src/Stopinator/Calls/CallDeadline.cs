namespace Stopinator.Calls;

/// <summary>
/// The end of a run as calls see it: the time until which a call may begin, and the time at which a running call is cut off.
/// </summary>
/// <remarks>Half of the margin is for the answer to the last call, so that its effect is known. The other half is for the report.</remarks>
internal sealed record CallDeadline
{
    private CallDeadline(DateTimeOffset lastStart, DateTimeOffset cutOff) => (LastStart, CutOff) = (lastStart, cutOff);

    /// <summary>No deadline.</summary>
    public static CallDeadline None { get; } = new(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);

    /// <summary>The time until which a call may begin.</summary>
    public DateTimeOffset LastStart { get; }

    /// <summary>The time at which a running call is given up.</summary>
    public DateTimeOffset CutOff { get; }

    public static CallDeadline From(DateTimeOffset? deadline, TimeSpan margin) =>
        deadline is { } end ? new(end - margin, end - (margin / 2)) : None;

    /// <summary>Returns the same deadline, except that no call begins after a time.</summary>
    public CallDeadline NotAfter(DateTimeOffset time) => time < LastStart ? new(time, CutOff) : this;
}
