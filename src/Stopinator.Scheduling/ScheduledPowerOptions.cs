using Stopinator.Options;

namespace Stopinator.Scheduling;

/// <summary>The options of a <see cref="ScheduledPowerService"/>: the tags that it reads, and the times at which it acts.</summary>
/// <remarks>All options are checked together before first use. The message lists every problem with its value and limit.</remarks>
public sealed record ScheduledPowerOptions
{
    /// <summary>
    /// The tags with the schedule of an instance. When an instance has several of the tags, the first in this list counts. Default:
    /// Stopinator's own tag, <c>stopinator:schedule</c>.
    /// </summary>
    public IReadOnlyList<ScheduleTag> Tags { get; set; } = [ScheduleTag.Own()];

    /// <summary>The mode, which selects the ticks at which the service acts. Default: <see cref="ReconcileMode.Enforce"/>.</summary>
    public ReconcileMode Mode { get; set; }

    /// <summary>
    /// The time between two ticks, over which <see cref="ReconcileMode.Edges"/> looks back. More than zero, up to a day. Default: 5
    /// minutes.
    /// </summary>
    [TimeRange("00:00:00", "1.00:00:00", MinimumIsExclusive = true)]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The additional time over which <see cref="ReconcileMode.Edges"/> looks back. It makes up for a change whose tick was missed, unless
    /// somebody changed the instance since. Zero to a day. Default: zero.
    /// </summary>
    [TimeRange("00:00:00", "1.00:00:00")]
    public TimeSpan LookBack { get; set; }

    /// <summary>
    /// The time after a moment, such as <c>stop 22:00</c>, in which a tick still acts on it. It makes up for missed ticks and failed calls,
    /// unless somebody started or stopped the instance since, or the next moment has come. More than zero, up to a day. Default: 2 hours,
    /// so that a late stop does not act on the next morning.
    /// </summary>
    [TimeRange("00:00:00", "1.00:00:00", MinimumIsExclusive = true)]
    public TimeSpan CatchUp { get; set; } = TimeSpan.FromHours(2);

    /// <summary>
    /// The ways to stop that a schedule may ask for. A person who may set tags can choose among them. Default: hibernation. Add
    /// <see cref="StopMode.SkipOsShutdown"/> and <see cref="StopMode.Force"/> to permit them; data in the caches of the operating system
    /// may then be lost.
    /// </summary>
    public IReadOnlyCollection<StopMode> PermittedStopModes { get; set; } = [StopMode.Hibernate];

    /// <summary>
    /// The key of the tag that exempts an instance from schedules, whatever the tag's value. Default: <c>stopinator:opt-out</c>; null or
    /// empty for none.
    /// </summary>
    public string? OptOutTagKey { get; set; } = "stopinator:opt-out";

    /// <summary>
    /// The key of the tag that keeps an instance running, whatever the schedule says, until an instant (<c>2026-11-21T22:00Z</c>), a local
    /// time or the beginning of a date in the schedule's time zone (<c>2026-11-21T23:00</c>, <c>2026-11-22</c>), or <c>forever</c>.
    /// Default: <c>stopinator:keep-running-until</c>; null or empty for none.
    /// </summary>
    public string? KeepRunningTagKey { get; set; } = "stopinator:keep-running-until";

    /// <summary>
    /// The key of the tag that keeps an instance stopped, whatever the schedule says, with the same values. Default:
    /// <c>stopinator:keep-stopped-until</c>; null or empty for none.
    /// </summary>
    public string? KeepStoppedTagKey { get; set; } = "stopinator:keep-stopped-until";

    /// <summary>
    /// Asks the sources of the tags for their catalogs, and returns the same options with them, e.g. for a preview. A
    /// <see cref="ScheduledPowerService"/> asks its sources itself, at each plan.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ScheduleSourceException">A catalog cannot be read, and there is no earlier one.</exception>
    public async Task<ScheduledPowerOptions> WithCurrentCatalogsAsync(CancellationToken cancellationToken = default) =>
        (await new Reconciling.CurrentSchedules(this).GetAsync(cancellationToken).ConfigureAwait(false)).Options;

    /// <summary>Returns a copy, so that later changes by the caller do not bypass validation.</summary>
    internal ScheduledPowerOptions Copy() => this with { Tags = [.. Tags], PermittedStopModes = [.. PermittedStopModes] };
}
