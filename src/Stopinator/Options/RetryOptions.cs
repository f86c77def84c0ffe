using System.ComponentModel.DataAnnotations;
using Stopinator.Options;

namespace Stopinator;

/// <summary>
/// The options for retrying a failed call to EC2. Between attempts the call waits a random time, up to a bound that doubles (full jitter).
/// </summary>
public sealed class RetryOptions
{
    /// <summary>
    /// The largest number of times a call is sent when EC2 (5xx) or the connection fails. Default 6. Only <see cref="TotalTime"/> bounds
    /// throttled calls: EC2 did nothing and will accept them later.
    /// </summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 6;

    /// <summary>The time limit of one attempt until its answer is read. Default 60 seconds.</summary>
    [TimeRange("00:00:00.010", "12:00:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The total time in which a call is retried, from its first attempt. Default 2 minutes; a deadline ends it earlier.</summary>
    [TimeRange("00:00:00", "12:00:00")]
    public TimeSpan TotalTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The total time in which starts are retried for which EC2 has no capacity, from the first refusal of the instance type in the zone.
    /// Default 10 minutes; zero for no retry. A deadline ends it earlier. A reconcile does not retry, because its next run does.
    /// </summary>
    [TimeRange("00:00:00", "12:00:00")]
    public TimeSpan CapacityTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The bound of the first wait after a throttled call. Default 1 second, in which EC2 refills two starts or five stops.
    /// </summary>
    [TimeRange("00:00:00.001", "12:00:00")]
    public TimeSpan ThrottlingDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The bound of the first wait after a failure of EC2 (5xx) or a lost answer. Default 0.5 seconds.</summary>
    [TimeRange("00:00:00", "12:00:00")]
    public TimeSpan TransientDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The bound of the first wait after a failed connection. Default 0.1 seconds.</summary>
    [TimeRange("00:00:00", "12:00:00")]
    public TimeSpan ConnectionDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The largest bound of a wait. Default 20 seconds.</summary>
    [TimeRange("00:00:00.001", "12:00:00")]
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(20);
}
