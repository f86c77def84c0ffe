using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stopinator.Ec2;
using Stopinator.Instances;

namespace Stopinator.Targets;

/// <summary>Lists the targets of accounts. The enabled regions of an account are asked for once an hour.</summary>
/// <param name="regionsOf">Asks EC2 at a target for the enabled regions.</param>
/// <param name="options">The options.</param>
/// <param name="time">The clock.</param>
internal sealed class TargetLister(
    Func<PowerTarget, CancellationToken, Task<ImmutableArray<string>>> regionsOf, StopinatorOptions options, TimeProvider time)
{
    // Regions are enabled and disabled by hand, and seldom.
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<PowerTarget, (ImmutableArray<string> Regions, DateTimeOffset At)> _known = new();

    public async Task<ImmutableArray<PowerTarget>> ListAsync(PowerTargets targets, CancellationToken cancellationToken)
    {
        TargetRules.ThrowIfInvalid(targets, nameof(targets));
        var named = targets.Accounts
            .SelectMany(account => account.Regions, (account, region) => (account.AccountId, region))
            .ToHashSet();
        var excluded = targets.Exclude.ToHashSet(StringComparer.Ordinal);
        var lists = new IEnumerable<PowerTarget>[targets.Accounts.Count];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Execution.MaxParallelTargets,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, lists.Length, parallel, async (index, token) =>
        {
            var account = targets.Accounts[index];
            lists[index] = excluded.Contains(account.AccountId ?? TargetRules.OwnAccount) ? []
                : account.Regions is not [PowerTargets.EnabledRegions] ? account.Regions.Select(region => TargetOf(account, region))
                : await EnabledAsync(account, region => !named.Contains((account.AccountId, region)), token).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return
        [
            .. lists
                .SelectMany((list, index) => list.Select(target => (Target: target, targets.Accounts[index].AccountId)))
                .Where(one => one.Target.Problem is not null || !IsExcluded(one.Target, one.AccountId, excluded))
                .Select(one => one.Target),
        ];
    }

    private static bool IsExcluded(PowerTarget target, string? account, HashSet<string> excluded) =>
        excluded.Contains($"{account ?? TargetRules.OwnAccount}/{target.Region}")
        || excluded.Contains($"{TargetRules.AnyAccount}/{target.Region}");

    private static PowerTarget TargetOf(TargetAccount account, string region) => new()
    {
        Name = account.Name is { } name ? $"{name}/{region}" : null,
        Region = region,
        RoleArn = account.AccountId is null ? null : $"arn:{PartitionOf(account)}:iam::{account.AccountId}:role/{account.RoleName}",
        ExternalId = account.AccountId is null ? null : account.ExternalId,
        ScheduleTagKey = account.ScheduleTagKey,
        Schedules = account.Schedules,
    };

    private static string PartitionOf(TargetAccount account) => account.Partition ?? AwsRegions.PartitionOfFirst(account.Regions);

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A failure of an account is that account's.")]
    private async Task<IEnumerable<PowerTarget>> EnabledAsync(
        TargetAccount account, Predicate<string> isNotNamed, CancellationToken cancellationToken)
    {
        var asked = TargetOf(account, DiscoveryRegionOf(account));
        try
        {
            var regions = await RegionsAsync(asked, cancellationToken).ConfigureAwait(false);
            return regions.Where(region => isNotNamed(region)).Select(region => TargetOf(account, region));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return [asked with { Name = $"{account} ({PowerTargets.EnabledRegions} regions)", Problem = failure }];
        }
    }

    private async Task<ImmutableArray<string>> RegionsAsync(PowerTarget target, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(target, out var known) && now - known.At is var age && age >= TimeSpan.Zero && age < KeptFor)
        {
            return known.Regions;
        }

        var regions = await regionsOf(target, cancellationToken).ConfigureAwait(false);
        foreach (var old in _known.Where(one => now - one.Value.At >= KeptFor))
        {
            // It counts no more, and its account may have left the list. Not when it was asked for anew in the meantime.
            _known.TryRemove(old);
        }

        _known[target] = (regions, now);
        return regions;
    }

    private string DiscoveryRegionOf(TargetAccount account)
    {
        var partition = PartitionOf(account);
        string?[] candidates =
        [
            account.DiscoveryRegion, options.Ec2.Region, AwsConfiguration.OfMachine.Variable("AWS_REGION"),
            AwsConfiguration.OfMachine.Variable("AWS_DEFAULT_REGION"),
        ];
        return candidates.OfType<string>()
            .FirstOrDefault(region => AwsRegions.IsKnown(region) && AwsRegions.PartitionOf(region) == partition)
            ?? AwsRegions.FirstOf(partition);
    }
}
