namespace Stopinator;

/// <summary>How a plan is carried out.</summary>
public sealed class ExecutionOptions
{
    /// <summary>How many instances one call names at most, 1 to 1,000. Default 200.</summary>
    public int MaxBatchSize { get; set; } = 200;

    /// <summary>At how many targets an <see cref="IMultiTargetPowerService"/> works at once, 1 to 100. Default 8.</summary>
    public int MaxParallelTargets { get; set; } = 8;

    /// <summary>
    /// How long before <see cref="PowerRequest.Deadline"/> the last call begins. Default 10 seconds: half of it for the answer to that
    /// call, half for the report.
    /// </summary>
    public TimeSpan DeadlineMargin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a describe may lag behind what was done. Default 30 seconds: so long the states are read before a call whose answer was
    /// lost counts as not carried out, and before an instance that has not moved counts as fallen back.
    /// </summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(30);
}
