namespace WorkerSample;

/// <summary>The section <c>Worker</c> of the settings.</summary>
internal sealed class WorkerOptions
{
    /// <summary>The time from one run to the next.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after its last run the worker counts as stuck, and after its last good one as not ready.</summary>
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromMinutes(30);

    public static bool IsValid(WorkerOptions options) =>
        options.Interval > TimeSpan.Zero && options.Interval <= TimeSpan.FromDays(1) && options.StaleAfter > options.Interval;
}
