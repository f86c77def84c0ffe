using Stopinator.Targets;

namespace Stopinator;

/// <summary>The accounts and regions of a run, from options or JSON. A service lists them as targets.</summary>
/// <remarks>
/// <c>{ "roleName": "stopinator-spoke", "regions": "enabled", "accounts": ["111122223333"], "exclude": ["*/us-east-1"] }</c>
/// The schema is <c>targets.schema.json</c>, and docs/targets.md describes all properties.
/// </remarks>
public sealed record PowerTargets
{
    /// <summary>The word for every region that an account has enabled.</summary>
    public const string EnabledRegions = "enabled";

    /// <summary>The accounts, at least one.</summary>
    public required IReadOnlyList<TargetAccount> Accounts { get; init; }

    /// <summary>
    /// The targets that are left out: an account (<c>111122223333</c>), a region of every account (<c>*/us-east-1</c>), or a region of an
    /// account (<c>111122223333/us-east-1</c>). The account of the credentials is <c>own</c>. Default: none.
    /// </summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Reads targets from JSON. Comments and trailing commas are allowed.</summary>
    /// <exception cref="System.Text.Json.JsonException">
    /// The text is not such a document; the message names the path and the rule.
    /// </exception>
    public static PowerTargets Parse(string json) => TargetsReader.Read(json);

    /// <summary>Joins documents, e.g. those of several teams. The result has all accounts and all exclusions.</summary>
    /// <exception cref="ArgumentException">The targets contradict a rule; the message lists every problem.</exception>
    public static PowerTargets Union(IEnumerable<PowerTargets> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        PowerTargets[] all = [.. targets];
        var union = new PowerTargets
        {
            Accounts = [.. all.SelectMany(one => one.Accounts)],
            Exclude = [.. all.SelectMany(one => one.Exclude).Distinct(StringComparer.Ordinal)],
        };
        TargetRules.ThrowIfInvalid(union, nameof(targets));
        return union;
    }
}

/// <summary>An account, its regions, and the role to assume there.</summary>
public sealed record TargetAccount
{
    /// <summary>The id, 12 digits. Default (null): the account of the credentials, which needs no role.</summary>
    public string? AccountId { get; init; }

    /// <summary>The name in reports, before the region. Default: the id.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The regions, or <see cref="PowerTargets.EnabledRegions"/> alone. Default: the enabled ones. Where several entries name the same
    /// account, the enabled regions are those that no other entry names.
    /// </summary>
    public IReadOnlyList<string> Regions { get; init; } = [PowerTargets.EnabledRegions];

    /// <summary>
    /// The name of the role to assume, with its path if it has one, e.g. <c>ops/stopinator-spoke</c>. Every account but the own one needs
    /// it.
    /// </summary>
    public string? RoleName { get; init; }

    /// <summary>The external id that the role's trust policy asks for. Default: none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The partition, e.g. <c>aws-us-gov</c>. Default: the partition of the first region, else <c>aws</c>.</summary>
    public string? Partition { get; init; }

    /// <summary>
    /// The region in which the enabled regions are listed. Default: the option <c>Ec2.Region</c>, else <c>AWS_REGION</c> or
    /// <c>AWS_DEFAULT_REGION</c>, as far as it is of the partition, else the partition's first region, e.g. <c>us-east-1</c>.
    /// </summary>
    public string? DiscoveryRegion { get; init; }

    /// <inheritdoc cref="PowerTarget.ScheduleTagKey"/>
    public string? ScheduleTagKey { get; init; }

    /// <inheritdoc cref="PowerTarget.Schedules"/>
    public string? Schedules { get; init; }

    /// <summary>Returns the name, or the default for it.</summary>
    public override string ToString() => Name ?? AccountId ?? TargetRules.OwnAccount;
}
