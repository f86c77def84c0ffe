using Stopinator.Scheduling.Reconciling;

namespace Stopinator.Scheduling;

/// <summary>A tag that tells when an instance should run, and the notation of the tag's values.</summary>
public sealed class ScheduleTag
{
    private readonly Func<string?, TagReading> _read;
    private readonly Func<ScheduleCatalog, ScheduleTag>? _with;

    private ScheduleTag(string key, Func<string?, TagReading> read, bool takesUntagged = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        (Key, _read, TakesUntagged) = (key, read, takesUntagged);
    }

    private ScheduleTag(string key, IScheduleCatalogSource source, Func<ScheduleCatalog, ScheduleTag> with)
        : this(key, _ => throw new InvalidOperationException(
            $"The schedules of the tag {key} have a source that was not asked. Take the options of WithCurrentCatalogsAsync()."))
    {
        ArgumentNullException.ThrowIfNull(source);
        (Source, _with) = (source, with);
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
        return new(key, value => TagReading.Of(names.Resolve(value!)));
    }

    /// <summary>Returns a tag in Stopinator's own notation whose schedules change without a deployment.</summary>
    /// <param name="source">The source of the schedules by name. Each plan asks it for the current ones.</param>
    /// <param name="key">The key of the tag.</param>
    public static ScheduleTag Own(IScheduleCatalogSource source, string key = "stopinator:schedule") =>
        new(key, source, catalog => Own(key, catalog));

    /// <summary>Returns the tag of AWS Instance Scheduler with schedules that change without a deployment.</summary>
    /// <param name="source">The source of the schedules. Each plan asks it for the current ones.</param>
    /// <param name="key">The key of the tag. Default: the key of Instance Scheduler.</param>
    public static ScheduleTag InstanceScheduler(IScheduleCatalogSource source, string key = "Schedule") =>
        new(key, source, catalog => InstanceScheduler(catalog, key));

    /// <summary>Returns the tag of AWS Instance Scheduler. Its value is the name of a schedule.</summary>
    /// <param name="catalog">The schedules, e.g. of <see cref="InstanceSchedulerNotation.ParseCatalog"/>.</param>
    /// <param name="key">The key of the tag. Default: the key of Instance Scheduler.</param>
    public static ScheduleTag InstanceScheduler(ScheduleCatalog catalog, string key = "Schedule")
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new(key, value => TagReading.Of(catalog.Resolve(value!)));
    }

    /// <summary>
    /// Returns the tag of Cloud Custodian's off-hours. Its value holds hours, or <c>off</c> for an exemption. The key is used as it is
    /// written in the policy.
    /// </summary>
    /// <param name="policy">The options of Cloud Custodian's filters. Default: the defaults of Cloud Custodian.</param>
    public static ScheduleTag OffHours(CustodianOffHoursPolicy? policy = null)
    {
        var filters = policy ?? new CustodianOffHoursPolicy();
        return new(filters.TagKey, value => TagReading.Of(filters.Read(value)), filters.OptOut || filters.FallbackSchedule is not null);
    }

    /// <summary>The source of the schedules; null when the tag has them.</summary>
    internal IScheduleCatalogSource? Source { get; }

    /// <summary>Returns the same tag with the catalog of its source.</summary>
    internal ScheduleTag With(ScheduleCatalog catalog) => _with is null ? this : _with(catalog);

    internal TagReading Read(string? value) => _read(value);
}
