using System.Globalization;
using System.Text.RegularExpressions;
using Stopinator.Diagnostics;
using Stopinator.Instances;

namespace Stopinator.Targets;

/// <summary>The rules of targets. Each returns the problem of a value, as the rest of a sentence; null when there is none.</summary>
internal static partial class TargetRules
{
    /// <summary>The word for the account of the credentials.</summary>
    public const string OwnAccount = "own";

    /// <summary>The word for every account in an exclusion.</summary>
    public const string AnyAccount = "*";

    private const int LongestName = 64;

    public static string? AccountId(string value) =>
        Account().IsMatch(value) ? null : $"{ErrorText.Quote(value)} is no account; an account has 12 digits.";

    public static string? AccountOrOwn(string value) =>
        value == OwnAccount || Account().IsMatch(value) ? null
        : $"{ErrorText.Quote(value)} is no account; an account has 12 digits, and '{OwnAccount}' is the account of the credentials.";

    /// <summary>Returns the problem of a role's name.</summary>
    /// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"/>
    public static string? RoleName(string value) => Role().IsMatch(value) ? null
        : $"{ErrorText.Quote(value)} is no name of a role; it takes up to 64 letters, digits and +=,.@_- after an optional path, without "
            + "the account, such as 'stopinator-spoke' or 'ops/stopinator-spoke'.";

    /// <summary>Returns the problem of an external id, without the id.</summary>
    /// <seealso href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html"/>
    public static string? ExternalId(string value) => External().IsMatch(value) ? null
        : "the external id is not 2 to 1,224 letters, digits and +=,.@:/_- (it is not shown, since it may be meant to stay secret).";

    public static string? Region(string value) => AwsRegions.IsKnown(value) ? null
        : $"{ErrorText.Quote(value)} is not a region of EC2 known here.{AwsRegions.SuggestionFor(value)}";

    public static string? Partition(string value) => AwsRegions.Partitions.Contains(value, StringComparer.Ordinal) ? null
        : $"{ErrorText.Quote(value)} is no partition; it takes {string.Join(", ", AwsRegions.Partitions)}.";

    public static string? Name(string value) =>
        value.Length is > 0 and <= LongestName && value == ErrorText.Clean(value, LongestName) ? null
        : $"{ErrorText.Quote(value)} is no name; it takes 1 to {LongestName} visible characters.";

    /// <summary>Returns the problem of a tag key.</summary>
    /// <seealso href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html"/>
    public static string? TagKey(string value) => value.Length is > 0 and <= 128 ? null
        : $"{ErrorText.Quote(value)} is no key of a tag; it takes 1 to 128 characters.";

    public static string? Schedules(string value) => string.IsNullOrWhiteSpace(value)
        ? "the location of the schedules is empty; it takes ssm:/name, s3://bucket/key or the path of a file."
        : null;

    public static string? Exclusion(string value)
    {
        var (account, region) = value.Split('/') is [var first, var second] ? (first, second) : (value, null);
        var isAccount = account == AnyAccount ? region is not null : AccountOrOwn(account) is null;
        return !isAccount
            ? $"{ErrorText.Quote(value)} excludes nothing; it takes an account (111122223333, {OwnAccount}), a region of an account "
                + "(111122223333/us-east-1), or a region of every account (*/us-east-1)."
            : region is null ? null : Region(region);
    }

    /// <summary>Checks a whole document, whoever made it.</summary>
    /// <exception cref="ArgumentException">The targets contradict a rule; the message lists every problem.</exception>
    public static void ThrowIfInvalid(PowerTargets targets, string parameterName)
    {
        if (Problems(targets).ToArray() is { Length: > 0 } problems)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, problems), parameterName);
        }
    }

    // The account of the credentials has a number, too, which is not known here. An exclusion by that number would have no effect.
    private static string? ExclusionOfTheOwnAccount(string value, PowerTargets targets)
    {
        var account = value.Split('/')[0];
        return account is OwnAccount or AnyAccount || targets.Accounts.All(listed => listed.AccountId is not null)
            || targets.Accounts.Any(listed => listed.AccountId == account)
            ? null
            : $"{ErrorText.Quote(value)} is of no account in the list; to exclude the account of the credentials, write '{OwnAccount}'.";
    }

    /// <summary>Returns the problems of a whole document.</summary>
    public static IEnumerable<string> Problems(PowerTargets targets)
    {
        if (targets.Accounts is null or [])
        {
            yield return "accounts is empty; it takes at least one account.";
            yield break;
        }

        for (var index = 0; index < targets.Accounts.Count; index++)
        {
            foreach (var (property, problem) in Problems(targets.Accounts[index]))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"accounts[{index}]{property}: {problem}");
            }
        }

        foreach (var (value, index) in targets.Exclude.Select((value, index) => (value, index)))
        {
            if ((Exclusion(value) ?? ExclusionOfTheOwnAccount(value, targets)) is { } problem)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"exclude[{index}]: {problem}");
            }
        }

        // A report, a saved plan and a log name a target by this name.
        foreach (var twice in targets.Accounts
            .SelectMany(account => account.Regions, (account, region) => (Name: account.ToString(), region, account.AccountId))
            .GroupBy(one => (one.Name, one.region), one => one.AccountId)
            .Where(same => same.Distinct(StringComparer.Ordinal).Skip(1).Any())
            .DistinctBy(same => same.Key.Name, StringComparer.Ordinal))
        {
            yield return $"accounts: {ErrorText.Quote(twice.Key.Name)} is the name of two accounts; give each a name of its own.";
        }

        foreach (var twice in targets.Accounts
            .SelectMany(account => account.Regions.Distinct(StringComparer.Ordinal).Select(region => (account.AccountId, Region: region)))
            .GroupBy(one => one)
            .Where(same => same.Skip(1).Any()))
        {
            yield return $"accounts: {twice.Key.Region} of {twice.Key.AccountId ?? OwnAccount} is named by two entries; name it by one.";
        }
    }

    private static IEnumerable<(string Property, string Problem)> Problems(TargetAccount account)
    {
        (string Property, string? Value, Func<string, string?> Rule)[] texts =
        [
            (".account", account.AccountId, AccountId),
            (".name", account.Name, Name),
            (".roleName", account.RoleName, RoleName),
            (".externalId", account.ExternalId, ExternalId),
            (".partition", account.Partition, Partition),
            (".discoveryRegion", account.DiscoveryRegion, Region),
            (".scheduleTagKey", account.ScheduleTagKey, TagKey),
            (".schedules", account.Schedules, Schedules),
            .. account.Regions
                .Where(region => region != PowerTargets.EnabledRegions)
                .Select(region => (".regions", (string?)region, (Func<string, string?>)Region)),
        ];
        foreach (var (property, value, rule) in texts)
        {
            if (value is not null && rule(value) is { } problem)
            {
                yield return (property, problem);
            }
        }

        var areEnabled = account.Regions.Contains(PowerTargets.EnabledRegions, StringComparer.Ordinal);
        if (account.Regions is [] || (account.Regions.Count > 1 && areEnabled))
        {
            yield return (".regions", $"it takes names of regions, or '{PowerTargets.EnabledRegions}' alone.");
        }

        if (account.Regions.GroupBy(region => region, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            yield return (".regions", $"{ErrorText.Quote(twice.Key)} is named twice; name it once.");
        }

        if (account is { AccountId: not null, RoleName: null })
        {
            yield return (".roleName", $"there is none; {account.AccountId} is reached by the role that it names.");
        }

        var partition = account.Partition ?? AwsRegions.PartitionOfFirst(account.Regions);
        if (account.Regions.Append(account.DiscoveryRegion).FirstOrDefault(
            region => region is not null && AwsRegions.IsKnown(region) && AwsRegions.PartitionOf(region) != partition) is { } stranger)
        {
            yield return (".regions", $"{stranger} is not a region of the partition {partition}.");
        }
    }

    [GeneratedRegex(@"^[0-9]{12}\z")]
    private static partial Regex Account();

    [GeneratedRegex(@"^([A-Za-z0-9+=,.@_-]+/)*[A-Za-z0-9+=,.@_-]{1,64}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Role();

    [GeneratedRegex(@"^[A-Za-z0-9+=,.@:/_-]{2,1224}\z")]
    private static partial Regex External();
}
