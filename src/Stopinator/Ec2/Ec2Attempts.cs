namespace Stopinator.Ec2;

/// <summary>What is kept of a call while it is repeated.</summary>
/// <param name="Operation">The name for logs and metrics, e.g. <c>stop</c>.</param>
/// <param name="MayRepeat">Whether the call may be sent again when an earlier attempt may have been carried out.</param>
/// <param name="Deadline">When attempts end, apart from the total time of a call.</param>
/// <param name="LastStart">When the last attempt may begin.</param>
internal sealed record Ec2Attempts(string Operation, bool MayRepeat, CallDeadline Deadline, DateTimeOffset LastStart)
{
    /// <summary>How many attempts were made.</summary>
    public int Made { get; set; }

    /// <summary>Whether one that failed may have been carried out all the same.</summary>
    public bool MayHaveActed { get; set; }

    /// <summary>The wait before the next one.</summary>
    public TimeSpan NextDelay { get; set; }
}
