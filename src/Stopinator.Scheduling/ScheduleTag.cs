using Stopinator.Diagnostics;
using Stopinator.Scheduling.Reconciling;

namespace Stopinator.Scheduling;

/// <summary>A tag with the schedule of an instance, and the notation of the tag's values.</summary>
public sealed class ScheduleTag
{
    private readonly Func<string?, TagReading> _read;
    private readonly ScheduleNotation _notation;

    private ScheduleTag(string key, Func<string?, TagReading> read, ScheduleNotation notation, bool takesUntagged = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        (Key, _read, _notation, TakesUntagged) = (key, read, notation, takesUntagged);
    }

    private ScheduleTag(string key, IScheduleCatalogSource source, ScheduleNotation notation)
        : this(key, _ => throw new InvalidOperationException(
            $"The schedules of the tag {key} have a source that was not asked. Take the options of WithCurrentCatalogsAsync()."), notation)
    {
        ArgumentNullException.ThrowIfNull(source);
        Source = source;
    }

    /// <summary>The key of the tag. EC2 compares keys with regard to case.</summary>
    public string Key { get; }

    /// <summary>True when instances without the tag have a schedule too, which a policy of Cloud Custodian can ask for.</summary>
    public bool TakesUntagged { get; }

    /// <summary>
    /// Returns a tag in Stopinator's own notation. Its value is a schedule on one line, or the name of a schedule in a catalog.
    /// </summary>
    /// <param name="key">The key of the tag.</param>
    /// <param name="catalog">The schedules by name. Default: none; every value then has to name its time zone.</param>
    public static ScheduleTag Own(string key = "stopinator:schedule", ScheduleCatalog? catalog = null)
    {
        var names = catalog ?? ScheduleCatalog.Empty;
        return new(key, value => TagReading.Of(names.Resolve(value!)), OwnNotation with { Rename = other => Own(other, names) });
    }

    /// <summary>Returns a tag in Stopinator's own notation whose schedules change without a deployment.</summary>
    /// <param name="source">The source of the schedules by name. Each plan asks it for the current ones.</param>
    /// <param name="key">The key of the tag.</param>
    public static ScheduleTag Own(IScheduleCatalogSource source, string key = "stopinator:schedule") =>
        new(key, source, OwnNotation with { Rename = other => Own(source, other) });

    /// <summary>Returns the tag of AWS Instance Scheduler with schedules that change without a deployment.</summary>
    /// <param name="source">The source of the schedules. Each plan asks it for the current ones.</param>
    /// <param name="key">The key of the tag. Default: the key of Instance Scheduler.</param>
    public static ScheduleTag InstanceScheduler(IScheduleCatalogSource source, string key = "Schedule") =>
        new(key, source, SchedulerNotation with { Rename = other => InstanceScheduler(source, other) });

    /// <summary>Returns the tag of AWS Instance Scheduler. Its value is the name of a schedule.</summary>
    /// <param name="catalog">The schedules, e.g. of <see cref="InstanceSchedulerNotation.ParseCatalog"/>.</param>
    /// <param name="key">The key of the tag. Default: the key of Instance Scheduler.</param>
    public static ScheduleTag InstanceScheduler(ScheduleCatalog catalog, string key = "Schedule")
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new(
            key, value => TagReading.Of(catalog.Resolve(value!)),
            SchedulerNotation with { Rename = other => InstanceScheduler(catalog, other) });
    }

    /// <summary>
    /// Returns the tag of Cloud Custodian's off-hours. Its value has hours, or <c>off</c> for an exemption. The key is used as it is
    /// written in the policy.
    /// </summary>
    /// <param name="policy">The options of Cloud Custodian's filters. Default: the defaults of Cloud Custodian.</param>
    public static ScheduleTag OffHours(CustodianOffHoursPolicy? policy = null)
    {
        var filters = policy ?? new CustodianOffHoursPolicy();
        return new(
            filters.TagKey, value => TagReading.Of(filters.Read(value)),
            new() { Rename = other => OffHours(filters with { TagKey = other }) },
            filters.OptOut || filters.FallbackSchedule is not null);
    }

    /// <summary>The source of the schedules; null when the tag has them.</summary>
    internal IScheduleCatalogSource? Source { get; }

    /// <summary>Returns the same tag with the catalog of its source.</summary>
    internal ScheduleTag With(ScheduleCatalog catalog) => _notation.With is { } with ? with(Key, catalog) : this;

    /// <summary>Returns a tag in the same notation for a target that has a key or schedules of its own.</summary>
    /// <exception cref="InvalidOperationException">
    /// There is nothing that opens the location, or the notation has no named schedules.
    /// </exception>
    internal ScheduleTag For(PowerTarget target, IScheduleSources? sources)
    {
        var key = target.ScheduleTagKey ?? Key;
        return target.Schedules is not { } location ? (key == Key ? this : _notation.Rename(key))
            : _notation.Open is not { } open ? throw new InvalidOperationException(
                $"The target has schedules at {ErrorText.Quote(location)}, but the tag {Key} holds hours and names no schedule. Take the "
                + "location out of the target.")
            : sources is null ? throw new InvalidOperationException(
                $"The target has schedules at {ErrorText.Quote(location)}, and the service has no IScheduleSources to open it. Give it "
                + "ScheduleSources of the package Stopinator.Scheduling.Sources, or call AddScheduleSources().")
            : open(key, sources, location);
    }

    internal TagReading Read(string? value) => _read(value);

    private static ScheduleNotation OwnNotation => new()
    {
        With = (key, catalog) => Own(key, catalog),
        Open = (key, sources, location) => Own(sources.Catalog(location), key),
    };

    private static ScheduleNotation SchedulerNotation => new()
    {
        With = (key, catalog) => InstanceScheduler(catalog, key),
        Open = (key, sources, location) => InstanceScheduler(sources.InstanceScheduler(location), key),
    };

    /// <summary>The ways to make another tag in the same notation.</summary>
    private sealed record ScheduleNotation
    {
        /// <summary>Returns a tag with another key and the same schedules.</summary>
        public Func<string, ScheduleTag> Rename { get; init; } = static key => throw new InvalidOperationException(key);

        /// <summary>Returns a tag with a catalog; null when the notation names no schedules.</summary>
        public Func<string, ScheduleCatalog, ScheduleTag>? With { get; init; }

        /// <summary>Returns a tag whose schedules are at a location; null when the notation names no schedules.</summary>
        public Func<string, IScheduleSources, string, ScheduleTag>? Open { get; init; }
    }
}
