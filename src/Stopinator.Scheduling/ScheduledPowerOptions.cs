namespace Stopinator.Scheduling;

/// <summary>What a <see cref="ScheduledPowerService"/> reads on the instances, and when it acts.</summary>
/// <remarks>Checked together before first use; the message lists every problem with its value and limit.</remarks>
public sealed record ScheduledPowerOptions
{
    /// <summary>The tags that say when an instance should run; of several on an instance the first in this list counts. Default: our own, <c>stopinator:schedule</c>.</summary>
    public IReadOnlyList<ScheduleTag> Tags { get; set; } = [ScheduleTag.Own()];

    /// <summary>When to act. Default: <see cref="ReconcileMode.Enforce"/>.</summary>
    public ReconcileMode Mode { get; set; }

    /// <summary>The time between two ticks, which <see cref="ReconcileMode.Edges"/> looks back over. More than zero, up to a day. Default: 5 minutes.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How much further <see cref="ReconcileMode.Edges"/> looks back, so that a change whose tick was missed is made up for, unless somebody changed
    /// the instance since. Zero to a day. Default: zero.
    /// </summary>
    public TimeSpan LookBack { get; set; }

    /// <summary>The key of the tag by which an owner takes an instance out, whatever its value. Default: <c>stopinator:opt-out</c>; null or empty for none.</summary>
    public string? OptOutTagKey { get; set; } = "stopinator:opt-out";

    /// <summary>
    /// The key of the tag that has an instance run until an instant, e.g. <c>2026-11-21T22:00Z</c>, whatever its schedule says. Default:
    /// <c>stopinator:keep-running-until</c>; null or empty for none.
    /// </summary>
    public string? KeepRunningTagKey { get; set; } = "stopinator:keep-running-until";

    /// <summary>
    /// The key of the tag that has an instance be stopped until an instant, whatever its schedule says. Default:
    /// <c>stopinator:keep-stopped-until</c>; null or empty for none.
    /// </summary>
    public string? KeepStoppedTagKey { get; set; } = "stopinator:keep-stopped-until";
}
