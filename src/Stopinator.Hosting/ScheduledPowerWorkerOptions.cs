using Stopinator.Options;

namespace Stopinator.Hosting;

/// <summary>The options of the worker that <c>AddScheduledPowerWorker</c> registers.</summary>
/// <remarks>All options are checked together when the host starts. The message lists every problem with its value and limit.</remarks>
public sealed class ScheduledPowerWorkerOptions
{
    /// <summary>
    /// The time from one tick to the next. Ticks are at the multiples of the interval, counted from midnight UTC where the interval divides
    /// a day: with 5 minutes at 10:00, 10:05 and so on, whenever the worker was started. 1 minute to a day. Default: 5 minutes.
    /// </summary>
    /// <remarks>The worker also sets <see cref="Scheduling.ScheduledPowerOptions.Interval"/> to this value.</remarks>
    [TimeRange("00:01:00", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The longest random delay of a run after its tick, so that many workers do not call EC2 in the same second. Zero, up to half of
    /// <see cref="Interval"/>. Default: zero. The random numbers come from <see cref="StopinatorOptions.Randomizer"/>.
    /// </summary>
    [TimeRange("00:00:00", "12:00:00")]
    public TimeSpan Jitter { get; set; }

    /// <summary>
    /// True when the worker runs at its start, for the latest tick, without jitter. A restart then makes up for the tick that it missed.
    /// Default: true.
    /// </summary>
    public bool RunAtStart { get; set; } = true;

    /// <summary>
    /// The time after which the health checks fail: the time since a run began, went on or ended, and the time since the last good tick.
    /// Longer than <see cref="Interval"/> and <see cref="Jitter"/> together; up to 7 days. Default: 30 minutes.
    /// </summary>
    /// <remarks>
    /// A run goes on with each call and each look at the states, so a long run does not fail the check of the loop. The check of the last
    /// good tick fails during a run that takes longer. Each wave of an order that is stuck makes a run longer by its
    /// <see cref="PowerOrder.WaveTime"/>. A machine's clock that is set back by up to this time repeats no tick: the worker waits until the
    /// clock has passed the last one.
    /// </remarks>
    [TimeRange("00:01:00", "7.00:00:00", MinimumIsExclusive = true)]
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The request of each run, e.g. with an order. With targets, it is the request for each of them. It is a request of
    /// <see cref="PowerRequest.Reconcile"/>. Default (null): the tagged instances within <see cref="StopinatorOptions.Scope"/>; instances
    /// that are in the wanted state are counted, and left out of the report.
    /// </summary>
    public PowerRequest? Request { get; set; }

    /// <summary>
    /// The accounts and regions at which each tick runs. Default (null): those of <see cref="TargetsLocation"/>, else the one region and
    /// account of <see cref="IInstancePowerService"/>.
    /// </summary>
    public PowerTargets? Targets { get; set; }

    /// <summary>
    /// The location of a document of accounts and regions: a file, <c>ssm:/name</c>, <c>ssm:/path/</c> or <c>s3://bucket/key</c>. With
    /// <c>AddScheduleSources</c> of the package <c>Stopinator.Scheduling.Sources</c>, the document is read again while the worker runs.
    /// Without it, the location is a file, which is read at the start. Default: none.
    /// </summary>
    public string? TargetsLocation { get; set; }

    /// <summary>The problems of the configuration that the options were read from.</summary>
    internal List<string> ConfigurationProblems { get; } = [];
}
