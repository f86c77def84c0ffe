namespace Stopinator.Testing.Throttling;

/// <summary>
/// The default buckets of EC2, from "Request throttling for the Amazon EC2 API" in the EC2 developer guide. Each action has its own
/// buckets; the buckets of a category are of the same size.
/// </summary>
internal static class Ec2Throttling
{
    public static void Apply(RateLimits limits, double scale)
    {
        foreach (var describe in new[] { "DescribeInstances", "DescribeInstanceStatus", "DescribeVolumes" })
        {
            limits.On(describe).Requests(100 * scale, 20 * scale).UnfilteredRequests(50 * scale, 10 * scale);
        }

        foreach (var describe in new[] { "DescribeInstanceAttribute", "DescribeInstanceTypes", "DescribeRegions", "DescribeTags" })
        {
            limits.On(describe).Requests(100 * scale, 20 * scale);
        }

        limits.On("CreateTags").Requests(100 * scale, 10 * scale);
        limits.On("DeleteTags").Requests(100 * scale, 10 * scale);
        limits.On("ModifyInstanceAttribute").Requests(50 * scale, 5 * scale);
        limits.On("RebootInstances").Requests(50 * scale, 5 * scale);
        limits.On("StopInstances").Requests(50 * scale, 5 * scale).Instances(1000 * scale, 20 * scale);
        limits.On("StartInstances").Requests(5 * scale, 2 * scale).Instances(1000 * scale, 2 * scale);
        limits.On("RunInstances").Requests(5 * scale, 2 * scale).Instances(1000 * scale, 2 * scale);
        limits.On("TerminateInstances").Requests(100 * scale, 5 * scale).Instances(1000 * scale, 20 * scale);
    }
}
