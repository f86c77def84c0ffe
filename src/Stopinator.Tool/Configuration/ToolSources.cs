#if SOURCES
using Amazon;
using Amazon.Extensions.NETCore.Setup;
using Amazon.S3;
using Amazon.SimpleSystemsManagement;
using Stopinator.Scheduling;
using Stopinator.Scheduling.Sources;

namespace Stopinator.Tool.Configuration;

/// <summary>Opens lists of targets, and the schedules that they name, in AWS.</summary>
/// <param name="ec2">The profile and the region, which Parameter Store and S3 take as well.</param>
/// <param name="time">The clock.</param>
internal sealed class ToolSources(Ec2Options ec2, TimeProvider time) : IDisposable
{
    private readonly ScheduleSources _sources = Create(ec2, time);

    /// <summary>Opens the schedules of targets; null where the program has no sources.</summary>
    public IScheduleSources? Schedules => _sources;

    /// <summary>Reads a list of targets in AWS.</summary>
    /// <exception cref="ScheduleSourceException">The list cannot be read.</exception>
    public async Task<PowerTargets> ReadAsync(string location, CancellationToken cancellationToken) =>
        (await _sources.Targets(location).GetAsync(cancellationToken)).Targets;

    public void Dispose() => _sources.Dispose();

    // Without a profile and a region, the clients find their own at the first reading.
    private static ScheduleSources Create(Ec2Options ec2, TimeProvider time)
    {
        if (ec2 is { Profile: null, Region: null })
        {
            return new ScheduleSources(timeProvider: time);
        }

        var aws = new AWSOptions { Profile = ec2.Profile, Region = ec2.Region is null ? null : RegionEndpoint.GetBySystemName(ec2.Region) };
        return new ScheduleSources(
            ssm: aws.CreateServiceClient<IAmazonSimpleSystemsManagement>(), s3: aws.CreateServiceClient<IAmazonS3>(), timeProvider: time);
    }
}
#else
using Stopinator.Diagnostics;
using Stopinator.Scheduling;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Configuration;

/// <summary>Takes the place of sources in a native program, which reads files only.</summary>
internal sealed class ToolSources : IDisposable
{
    /// <summary>Creates the stand-in.</summary>
    /// <param name="ec2">The profile and the region, which nothing takes here.</param>
    /// <param name="time">The clock, which nothing reads here.</param>
    public ToolSources(Ec2Options ec2, TimeProvider time) => (_, _) = (ec2, time);

    /// <summary>Opens the schedules of targets; null, since the program has no sources.</summary>
    public IScheduleSources? Schedules => null;

    /// <summary>Refuses a list of targets in AWS.</summary>
    /// <exception cref="UsageException">In any case.</exception>
    public Task<PowerTargets> ReadAsync(string location, CancellationToken cancellationToken) => throw new UsageException(
        $"--targets is {ErrorText.Quote(location)}, and a native program reads lists of targets from files only. Install the tool by "
        + "'dotnet tool install --global Stopinator.Tool', or name a file.");

    public void Dispose()
    {
    }
}
#endif
