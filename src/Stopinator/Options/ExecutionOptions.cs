using System.ComponentModel.DataAnnotations;
using Stopinator.Options;

namespace Stopinator;

/// <summary>The options for carrying out a plan.</summary>
public sealed class ExecutionOptions
{
    /// <summary>The largest number of instances that one call names, 1 to 1,000. Default 200.</summary>
    [Range(1, 1000)]
    public int MaxBatchSize { get; set; } = 200;

    /// <summary>
    /// The largest number of targets at which an <see cref="IMultiTargetPowerService"/> works at once, 1 to 100. Default 8.
    /// </summary>
    [Range(1, 100)]
    public int MaxParallelTargets { get; set; } = 8;

    /// <summary>
    /// The time before <see cref="PowerRequest.Deadline"/> at which the last call begins. Default 10 seconds: half for the answer to that
    /// call, half for the report.
    /// </summary>
    [TimeRange("00:00:01", "12:00:00")]
    public TimeSpan DeadlineMargin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest time by which a describe may lag behind a change. Default 30 seconds. After a lost answer, states are read for this time
    /// before the call counts as not carried out. Within this time, an instance whose state has not changed does not count as fallen back.
    /// </summary>
    [TimeRange("00:00:00", "12:00:00")]
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest number of instances for which an asynchronous rule is called at once, 1 to 100. Default 8.</summary>
    [Range(1, 100)]
    public int MaxParallelChoices { get; set; } = 8;

    /// <summary>The time that an observer (<c>IPowerObserver</c>) has for one instance. Default 10 seconds.</summary>
    [TimeRange("00:00:00.001", "12:00:00")]
    public TimeSpan ObserverTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest number of instances for which observers are called at once, 1 to 100. Default 8.</summary>
    [Range(1, 100)]
    public int MaxParallelObservers { get; set; } = 8;

    /// <summary>The treatment of an instance when an observer throws or takes too long. Default: EC2 is asked to act.</summary>
    public ObserverFailure OnObserverFailure { get; set; }
}
