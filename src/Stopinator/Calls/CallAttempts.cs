using Stopinator.RateLimits;

namespace Stopinator.Calls;

/// <summary>What is kept of a call while it is repeated.</summary>
/// <param name="Operation">The name for logs and metrics, e.g. <c>stop</c>.</param>
/// <param name="Method">EC2's name of the method, e.g. <c>StopInstances</c>.</param>
/// <param name="MayRepeat">Whether the call may be sent again when an earlier attempt may have been carried out.</param>
/// <param name="Deadline">When attempts end, apart from the total time of a call.</param>
/// <param name="RateLimit">What the call draws on; null when that is not known.</param>
/// <param name="Instances">How many instances the call changes.</param>
/// <param name="DryRun">Whether it only seems to.</param>
internal sealed record CallAttempts(
    string Operation, string Method, bool MayRepeat, CallDeadline Deadline, ActionRateLimit? RateLimit, int Instances, bool DryRun)
{
    /// <summary>When the total time of the call is over; the deadline stands beside it.</summary>
    public required DateTimeOffset LastStart { get; set; }

    /// <summary>How many attempts were made.</summary>
    public int Made { get; set; }

    /// <summary>Whether one that failed may have been carried out all the same.</summary>
    public bool MayHaveActed { get; set; }

    /// <summary>The wait before the next one.</summary>
    public TimeSpan NextDelay { get; set; }
}
