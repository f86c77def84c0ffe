namespace Stopinator;

/// <summary>
/// The rate limits of EC2 that calls keep to. A call waits before it is sent, so that EC2 does not throttle it. Defaults: the limits that
/// EC2 documents for an account in a region. Set the account's own limits where its quotas were raised.
/// </summary>
/// <remarks>
/// The limits are the account's. All services of a process with the same limits share one rate limit for each account, region and action.
/// Other programs use the same limits, so a throttled call lowers the assumed limit, and accepted calls slowly raise it again.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html"/>
public sealed class RateLimitOptions
{
    /// <summary>The limits of DescribeInstances. Default: 100 calls, then 20 a second.</summary>
    public ActionRateLimitOptions Describe { get; } = new() { RequestCapacity = 100, RequestRefill = 20 };

    /// <summary>The limits of StartInstances. Default: 5 calls, then 2 a second; 1,000 instances, then 2 a second.</summary>
    public ActionRateLimitOptions Start { get; } =
        new() { RequestCapacity = 5, RequestRefill = 2, InstanceCapacity = 1000, InstanceRefill = 2 };

    /// <summary>The limits of StopInstances. Default: 50 calls, then 5 a second; 1,000 instances, then 20 a second.</summary>
    public ActionRateLimitOptions Stop { get; } =
        new() { RequestCapacity = 50, RequestRefill = 5, InstanceCapacity = 1000, InstanceRefill = 20 };

    /// <summary>The limits of RebootInstances. Default: 50 calls, then 5 a second; instances are not counted.</summary>
    public ActionRateLimitOptions Reboot { get; } = new() { RequestCapacity = 50, RequestRefill = 5 };
}
