namespace Stopinator.Scheduling;

/// <summary>What a <see cref="ScheduledPowerService"/> reads on the instances, and when it acts.</summary>
public sealed record ScheduledPowerOptions
{
    /// <summary>The tags that say when an instance should run; of several on an instance the first in this list counts. Default: our own, <c>stopinator:schedule</c>.</summary>
    public IReadOnlyList<ScheduleTag> Tags { get; init; } = [ScheduleTag.Own()];

    /// <summary>When to act. Default: <see cref="ReconcileMode.Enforce"/>.</summary>
    public ReconcileMode Mode { get; init; }

    /// <summary>The time between two ticks, which <see cref="ReconcileMode.Edges"/> looks back over. More than zero, up to a day. Default: 5 minutes.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How much further <see cref="ReconcileMode.Edges"/> looks back, so that a change whose tick was missed is made up for, unless somebody changed
    /// the instance since. Zero to a day. Default: zero.
    /// </summary>
    public TimeSpan LookBack { get; init; }

    /// <summary>The key of the tag by which an owner takes an instance out, whatever its value. Default: <c>stopinator:opt-out</c>; null or empty for none.</summary>
    public string? OptOutTagKey { get; init; } = "stopinator:opt-out";

    /// <summary>
    /// The key of the tag that has an instance run until an instant, e.g. <c>2026-11-21T22:00Z</c>, whatever its schedule says. Default:
    /// <c>stopinator:keep-running-until</c>; null or empty for none.
    /// </summary>
    public string? KeepRunningTagKey { get; init; } = "stopinator:keep-running-until";

    /// <summary>
    /// The key of the tag that has an instance be stopped until an instant, whatever its schedule says. Default:
    /// <c>stopinator:keep-stopped-until</c>; null or empty for none.
    /// </summary>
    public string? KeepStoppedTagKey { get; init; } = "stopinator:keep-stopped-until";

    internal static void ThrowIfInvalid(ScheduledPowerOptions options)
    {
        var problems = options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException($"The options cannot be used: {string.Join(' ', problems)}", nameof(options));
        }
    }

    private IEnumerable<string> Problems()
    {
        var day = TimeSpan.FromDays(1);
        if (Tags is null || Tags.Count == 0 || Tags.Contains(null!))
        {
            yield return "Tags is empty; it takes at least one ScheduleTag.";
            yield break;
        }

        string?[] keys = [.. Tags.Select(tag => tag.Key), OptOutTagKey, KeepRunningTagKey, KeepStoppedTagKey];
        if (keys.Where(key => !string.IsNullOrEmpty(key)).GroupBy(key => key, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            yield return $"The tag key {twice.Key} is used twice; each key has one meaning.";
        }

        if (!Enum.IsDefined(Mode))
        {
            yield return $"Mode is {(int)Mode}; it takes {string.Join(", ", Enum.GetNames<ReconcileMode>())}.";
        }

        if (Interval <= TimeSpan.Zero || Interval > day)
        {
            yield return $"Interval is {Interval}; it takes more than zero, up to {day}.";
        }

        if (LookBack < TimeSpan.Zero || LookBack > day)
        {
            yield return $"LookBack is {LookBack}; it takes zero to {day}.";
        }
    }
}
