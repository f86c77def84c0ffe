using System.Collections.Immutable;
using System.Globalization;
using Stopinator.Diagnostics;
using Stopinator.Scheduling.Custodian;

namespace Stopinator.Scheduling;

/// <summary>
/// The options of Cloud Custodian's <c>onhour</c> and <c>offhour</c> filters, which read the off-hours tags of instances.
/// </summary>
/// <remarks>
/// A policy of Cloud Custodian has one of the two filters. Here both hours are set together, because an instance needs both. Where Cloud
/// Custodian accepts a value that was probably not meant, this class rejects the value or adds a warning.
/// </remarks>
/// <seealso href="https://cloudcustodian.io/docs/quickstart/offhours.html"/>
public sealed record CustodianOffHoursPolicy
{
    /// <summary>The key of the tag, compared without regard to case. Default: <c>maid_offhours</c>.</summary>
    public string TagKey { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = "maid_offhours";

    /// <summary>The hour, 0 to 23, in which instances whose tag names no hour are started (<c>onhour</c>). Default: 7.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not an hour from 0 to 23.</exception>
    public int OnHour { get; init => field = Hour(value, nameof(OnHour)); } = 7;

    /// <summary>The hour, 0 to 23, in which instances whose tag names no hour are stopped (<c>offhour</c>). Default: 19.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not an hour from 0 to 23.</exception>
    public int OffHour { get; init => field = Hour(value, nameof(OffHour)); } = 19;

    /// <summary>
    /// The time zone of tags without a time zone (<c>default_tz</c>): an IANA name or one of Cloud Custodian's short names. Default:
    /// <c>et</c>, New York.
    /// </summary>
    /// <exception cref="ArgumentException">The value is neither an IANA name nor one of Cloud Custodian's short names.</exception>
    public string DefaultTimeZone
    {
        get;
        init => field = CustodianZones.Find(value) is not null
            ? value
            : throw new ArgumentException(CustodianZones.UnknownMessage(value), nameof(value));
    } = "et";

    /// <summary>True to apply the policy's hours to instances without the tag, too (<c>opt-out</c>). Default: false.</summary>
    public bool OptOut { get; init; }

    /// <summary>
    /// True to apply the policy's hours from Monday to Friday (<c>weekends</c>); false to apply them every day. Default: true.
    /// </summary>
    public bool Weekends { get; init; } = true;

    /// <summary>True to stop on Friday and start on Monday only (<c>weekends-only</c>). Default: false.</summary>
    public bool WeekendsOnly { get; init; }

    /// <summary>
    /// The dates, in the time zone of the schedule, on which nothing is started or stopped (<c>skip-days</c>). Default: none.
    /// </summary>
    public ImmutableArray<DateOnly> SkipDays { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>
    /// The schedule for instances without the tag, written like a tag's value (<c>fallback-schedule</c>). Default (null): none.
    /// </summary>
    public string? FallbackSchedule { get; init; }

    /// <summary>Reads the value of an instance's tag.</summary>
    /// <param name="tagValue">The value; null when the instance does not have the tag.</param>
    /// <exception cref="ScheduleFormatException">
    /// Cloud Custodian would reject the value, or would read it in a way that was probably not meant.
    /// </exception>
    public CustodianOffHours Read(string? tagValue) => OffHoursReader.Read(this, tagValue);

    private static int Hour(int hour, string name) => hour is >= 0 and <= 23
        ? hour
        : throw new ArgumentOutOfRangeException(
            name,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name} is {ErrorText.Quote(hour.ToString(CultureInfo.InvariantCulture))}; an hour is 0 to 23."));
}
