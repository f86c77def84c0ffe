using Stopinator.RateLimits;

namespace Stopinator.Calls;

/// <summary>Keeps the state of a call between its attempts.</summary>
/// <param name="Operation">The name for logs and metrics, e.g. <c>stop</c>.</param>
/// <param name="Method">EC2's name of the method, e.g. <c>StopInstances</c>.</param>
/// <param name="MayRepeat">True when the call may be sent again although an earlier attempt may have been carried out.</param>
/// <param name="Deadline">The deadline of the run; it bounds the attempts beside the total time of a call.</param>
/// <param name="RateLimit">The rate limit that the call draws on; null when none is known.</param>
/// <param name="Instances">The number of instances that the call changes.</param>
/// <param name="DryRun">True when EC2 only checks the permission.</param>
internal sealed record CallAttempts(
    string Operation, string Method, bool MayRepeat, CallDeadline Deadline, ActionRateLimit? RateLimit, int Instances, bool DryRun)
{
    /// <summary>The end of the call's total time. The deadline of the run applies as well.</summary>
    public required DateTimeOffset LastStart { get; set; }

    /// <summary>The number of attempts made.</summary>
    public int Made { get; set; }

    /// <summary>True when a failed attempt may have been carried out all the same.</summary>
    public bool MayHaveActed { get; set; }

    /// <summary>The wait before the next attempt.</summary>
    public TimeSpan NextDelay { get; set; }
}
