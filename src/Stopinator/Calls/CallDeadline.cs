namespace Stopinator.Calls;

/// <summary>The end of a run as calls see it: until when one may begin, and when one under way is cut off.</summary>
/// <remarks>Half of the margin is for the answer of a last call, so that it is known what it did; the rest for the report.</remarks>
internal sealed record CallDeadline
{
    private CallDeadline(DateTimeOffset lastStart, DateTimeOffset cutOff) => (LastStart, CutOff) = (lastStart, cutOff);

    /// <summary>No deadline.</summary>
    public static CallDeadline None { get; } = new(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);

    /// <summary>When the last call may begin.</summary>
    public DateTimeOffset LastStart { get; }

    /// <summary>When a call under way is given up.</summary>
    public DateTimeOffset CutOff { get; }

    public static CallDeadline From(DateTimeOffset? deadline, TimeSpan margin) =>
        deadline is { } end ? new(end - margin, end - (margin / 2)) : None;

    /// <summary>The same, but with no call begun after a time.</summary>
    public CallDeadline NotAfter(DateTimeOffset time) => time < LastStart ? new(time, CutOff) : this;
}
