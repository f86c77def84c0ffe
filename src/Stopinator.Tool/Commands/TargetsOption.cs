using System.CommandLine;
using Stopinator.Tool.Configuration;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Commands;

/// <summary>The option <c>--targets</c>: the accounts and regions in which a command acts.</summary>
internal sealed class TargetsOption : Option<string?>
{
    public TargetsOption()
        : base("--targets")
    {
        Description = "The accounts and regions: a file, ssm:/name or s3://bucket/key. Default: one region.";
        HelpName = "place";
    }

    /// <summary>Reads the document and lists its targets.</summary>
    /// <returns>The targets; null without the option.</returns>
    /// <exception cref="UsageException">The document is invalid, or another option contradicts it.</exception>
    /// <exception cref="Scheduling.ScheduleSourceException">The document cannot be read from AWS.</exception>
    public async Task<TargetList?> OpenAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Value(this) is not { } place)
        {
            return null;
        }

        return context.Region is null
            ? await TargetList.OpenAsync(context, place, cancellationToken)
            : throw new UsageException($"--region names one region, and {Name} lists the regions; leave one of them out.");
    }
}
