namespace Stopinator;

/// <summary>
/// The port to EC2: the four calls everything else is built on. Put another client behind it to keep its credentials, proxies or
/// records; substitute it in tests.
/// </summary>
/// <remarks>
/// An implementation makes one attempt a call and throws <see cref="Ec2Exception"/> when EC2 refuses or cannot be reached:
/// retries, batches, paging and the isolation of bad instances stand outside. It must be safe for use by several threads.
/// </remarks>
public interface IEc2Api
{
    /// <summary>Reads one page of instances (DescribeInstances).</summary>
    /// <exception cref="Ec2Exception">EC2 refused the call or could not be reached.</exception>
    Task<InstancePage> DescribeAsync(InstanceQuery query, CancellationToken cancellationToken = default);

    /// <summary>Starts instances (StartInstances).</summary>
    /// <exception cref="Ec2Exception">EC2 refused the call or could not be reached.</exception>
    Task<PowerCallAnswer> StartAsync(PowerCall call, CancellationToken cancellationToken = default);

    /// <summary>Stops instances (StopInstances).</summary>
    /// <exception cref="Ec2Exception">EC2 refused the call or could not be reached.</exception>
    Task<PowerCallAnswer> StopAsync(PowerCall call, CancellationToken cancellationToken = default);

    /// <summary>Reboots instances (RebootInstances). EC2 only queues a reboot; nothing tells when it happened.</summary>
    /// <exception cref="Ec2Exception">EC2 refused the call or could not be reached.</exception>
    Task<PowerCallAnswer> RebootAsync(PowerCall call, CancellationToken cancellationToken = default);
}
