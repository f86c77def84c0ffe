using Stopinator.Scheduling.Reconciling;

namespace Stopinator.Scheduling;

/// <summary>A tag that says when an instance should run, and the notation of its values.</summary>
public sealed class ScheduleTag
{
    private readonly Func<string?, TagReading> _read;

    private ScheduleTag(string key, Func<string?, TagReading> read, bool takesUntagged = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        (Key, _read, TakesUntagged) = (key, read, takesUntagged);
    }

    /// <summary>The key of the tag. EC2 tells upper and lower case apart.</summary>
    public string Key { get; }

    /// <summary>Whether instances without the tag have a schedule too, as a policy of Cloud Custodian can say.</summary>
    public bool TakesUntagged { get; }

    /// <summary>A tag in our own notation: a schedule on one line, or the name of one in a catalog.</summary>
    /// <param name="key">The key of the tag.</param>
    /// <param name="catalog">The schedules by name. Default: none, and every value names its time zone.</param>
    public static ScheduleTag Own(string key = "stopinator:schedule", ScheduleCatalog? catalog = null)
    {
        var names = catalog ?? ScheduleCatalog.Empty;
        return new(key, value => TagReading.Of(names.Resolve(value!)));
    }

    /// <summary>The tag of AWS Instance Scheduler: the name of a schedule.</summary>
    /// <param name="catalog">The schedules, e.g. of <see cref="InstanceSchedulerNotation.ParseCatalog"/>.</param>
    /// <param name="key">The key of the tag. Default: that tool's.</param>
    public static ScheduleTag InstanceScheduler(ScheduleCatalog catalog, string key = "Schedule")
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new(key, value => TagReading.Of(catalog.Resolve(value!)));
    }

    /// <summary>The tag of Cloud Custodian's off-hours: hours, or <c>off</c> for an exemption. Its key is taken as it is written in the policy.</summary>
    /// <param name="policy">The options of that tool's filters. Default: that tool's.</param>
    public static ScheduleTag OffHours(CustodianOffHoursPolicy? policy = null)
    {
        var filters = policy ?? new CustodianOffHoursPolicy();
        return new(filters.TagKey, value => TagReading.Of(filters.Read(value)), filters.OptOut || filters.FallbackSchedule is not null);
    }

    internal TagReading Read(string? value) => _read(value);
}
