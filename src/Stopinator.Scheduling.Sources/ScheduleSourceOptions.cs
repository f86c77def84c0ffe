using System.ComponentModel.DataAnnotations;
using Stopinator.Options;

namespace Stopinator.Scheduling.Sources;

/// <summary>The options of <see cref="ScheduleSources"/>: the time between readings, and the limits of a reading.</summary>
/// <remarks>All options are checked together before first use. The message lists every problem with its value and limit.</remarks>
public sealed record ScheduleSourceOptions
{
    /// <summary>
    /// The least time between two readings of a source. A failed reading counts too, so that an unavailable source is not read more often.
    /// Zero to a day; zero reads at every plan. Default: 1 minute.
    /// </summary>
    [TimeRange("00:00:00", "1.00:00:00")]
    public TimeSpan ReadEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The time after which a reading fails, including the retries of the AWS SDK. More than zero, up to 5 minutes. Default: 10 seconds.
    /// </summary>
    [TimeRange("00:00:00", "00:05:00", MinimumIsExclusive = true)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The largest number of bytes of a reading: a catalog with all its parts, or the file of one calendar. 1 KiB to 16 MiB. Default: 1
    /// MiB.
    /// </summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 1024 * 1024;
}
