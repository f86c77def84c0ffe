using System.Collections.Immutable;
using Stopinator.Diagnostics;
using Stopinator.Scheduling;
using Stopinator.Tool.Running;

namespace Stopinator.Tool.Configuration;

/// <summary>The targets of a document, and the services that act at them.</summary>
internal sealed class TargetList : IDisposable
{
    private const string What = "list of targets";

    private readonly CommandContext _context;
    private readonly ToolSources _sources;

    private TargetList(CommandContext context, ToolSources sources, ImmutableArray<PowerTarget> targets) =>
        (_context, _sources, Targets) = (context, sources, targets);

    public ImmutableArray<PowerTarget> Targets { get; }

    public IMultiTargetPowerService Power => _context.TargetPower;

    /// <summary>Reads a document and lists its targets.</summary>
    /// <param name="context">The context of the command.</param>
    /// <param name="place">A path of a file, which begins in the current folder, or a location in AWS.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UsageException">The document is invalid or has no target.</exception>
    /// <exception cref="ScheduleSourceException">The document cannot be read from AWS.</exception>
    public static async Task<TargetList> OpenAsync(CommandContext context, string place, CancellationToken cancellationToken)
    {
        var sources = new ToolSources(context.Options.Ec2, context.Time);
        try
        {
            var document = IsInAws(place)
                ? await Failure.AskAsync(() => sources.ReadAsync(place, cancellationToken))
                : await ReadAsync(context.PathOf(place), cancellationToken);
            var targets = await Failure.AskAsync(() => context.TargetPower.ListAsync(document, cancellationToken));
            return targets.IsEmpty
                ? throw new UsageException(
                    $"The {What} {ErrorText.Clean(place, int.MaxValue)} excludes every account and region that it lists.")
                : new TargetList(context, sources, targets);
        }
        catch
        {
            sources.Dispose();
            throw;
        }
    }

    /// <summary>Returns a request for each target.</summary>
    public IEnumerable<TargetRequest> Requests(PowerRequest request) => Targets.Select(target => new TargetRequest(target, request));

    /// <summary>Returns the service that holds the fleets to their schedules.</summary>
    /// <param name="at">The instant for which the schedules are asked; null for now.</param>
    public MultiTargetScheduledPowerService Scheduled(DateTimeOffset? at = null) =>
        new(Power, _context.Schedules, _sources.Schedules, at is { } instant ? new StillTime(instant) : _context.Time);

    /// <summary>Finds the instances of a selector at each target, with a schedule or without. The fleets have no schedules.</summary>
    public async Task<ImmutableArray<TargetFleet>> FindAsync(InstanceSelector selector, CancellationToken cancellationToken)
    {
        var fleets = new TargetFleet[Targets.Length];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = _context.Options.Execution.MaxParallelTargets,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, Targets.Length, parallel, async (index, token) =>
        {
            var target = Targets[index];
            try
            {
                fleets[index] = target.Problem is { } problem
                    ? new(target, [], Schedules: null, problem)
                    : new(target, await FindAsync(target, selector, token), Schedules: null, Failure: null);
            }
            catch (Ec2Exception failure)
            {
                fleets[index] = new(target, [], Schedules: null, failure);
            }
        });
        return [.. fleets];
    }

    public void Dispose() => _sources.Dispose();

    private async Task<ImmutableArray<Ec2Instance>> FindAsync(
        PowerTarget target, InstanceSelector selector, CancellationToken cancellationToken) =>
        [.. await Power.At(target).FindAsync(selector, cancellationToken).ToListAsync(cancellationToken)];

    private static async Task<PowerTargets> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var json = await Failure.ReadFileAsync(path, What, cancellationToken);
        var document = Failure.Parse(path, What, () => PowerTargets.Parse(json));

        // The path of a file of schedules begins in the folder of the document, as in a configuration file.
        var folder = Path.GetDirectoryName(path)!;
        return document with
        {
            Accounts =
            [
                .. document.Accounts.Select(account => account.Schedules is { } schedules && !IsInAws(schedules)
                    ? account with { Schedules = Path.GetFullPath(schedules, folder) }
                    : account),
            ],
        };
    }

    private static bool IsInAws(string place) =>
        place.StartsWith("ssm:", StringComparison.Ordinal) || place.StartsWith("s3:", StringComparison.Ordinal);
}
