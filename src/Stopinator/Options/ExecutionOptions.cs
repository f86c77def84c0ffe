namespace Stopinator;

/// <summary>The options for carrying out a plan.</summary>
public sealed class ExecutionOptions
{
    /// <summary>The largest number of instances that one call names, 1 to 1,000. Default 200.</summary>
    public int MaxBatchSize { get; set; } = 200;

    /// <summary>The number of targets at which an <see cref="IMultiTargetPowerService"/> works at once, 1 to 100. Default 8.</summary>
    public int MaxParallelTargets { get; set; } = 8;

    /// <summary>
    /// The time before <see cref="PowerRequest.Deadline"/> at which the last call begins. Default 10 seconds: half for the answer to that
    /// call, half for the report.
    /// </summary>
    public TimeSpan DeadlineMargin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The time by which a describe may lag behind a change. Default 30 seconds. For this long, states are read before a call with a lost
    /// answer counts as not carried out. For this long, too, an instance that has not moved does not count as fallen back.
    /// </summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The number of instances about which a rule that waits is asked at once, 1 to 100. Default 8.</summary>
    public int MaxParallelChoices { get; set; } = 8;

    /// <summary>The time that an observer (<c>IPowerObserver</c>) has for one instance. Default 10 seconds.</summary>
    public TimeSpan ObserverTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The number of instances about which observers are asked or told at once, 1 to 100. Default 8.</summary>
    public int MaxParallelObservers { get; set; } = 8;

    /// <summary>The treatment of an instance when an observer throws or takes too long. Default: EC2 is asked to act.</summary>
    public ObserverFailure OnObserverFailure { get; set; }
}
