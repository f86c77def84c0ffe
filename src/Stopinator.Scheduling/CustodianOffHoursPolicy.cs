using System.Collections.Immutable;
using System.Globalization;
using Stopinator.Diagnostics;
using Stopinator.Scheduling.Custodian;

namespace Stopinator.Scheduling;

/// <summary>The options of Cloud Custodian's <c>onhour</c> and <c>offhour</c> filters, which read the off-hours tags of instances.</summary>
/// <remarks>
/// One policy there has one of the two filters; here both hours stand together, since an instance needs both. Where that tool reads a value in
/// a way that is hardly meant, this reader refuses the value or warns.
/// </remarks>
/// <seealso href="https://cloudcustodian.io/docs/quickstart/offhours.html"/>
public sealed record CustodianOffHoursPolicy
{
    /// <summary>The key of the tag; upper and lower case are the same. Default: <c>maid_offhours</c>.</summary>
    public string TagKey { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = "maid_offhours";

    /// <summary>The hour, 0 to 23, in which instances are started whose tag names none (<c>onhour</c>). Default: 7.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no hour.</exception>
    public int OnHour { get; init => field = Hour(value, nameof(OnHour)); } = 7;

    /// <summary>The hour, 0 to 23, in which instances are stopped whose tag names none (<c>offhour</c>). Default: 19.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no hour.</exception>
    public int OffHour { get; init => field = Hour(value, nameof(OffHour)); } = 19;

    /// <summary>The time zone of tags that name none (<c>default_tz</c>): an IANA name or one of that tool's short names. Default: <c>et</c>, New York.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public string DefaultTimeZone
    {
        get;
        init => field = CustodianZones.Find(value) is not null
            ? value
            : throw new ArgumentException(CustodianZones.UnknownMessage(value), nameof(value));
    } = "et";

    /// <summary>Whether instances without the tag have the policy's hours too (<c>opt-out</c>). Default: no.</summary>
    public bool OptOut { get; init; }

    /// <summary>Whether the policy's hours are those of Monday to Friday (<c>weekends</c>); if not, of every day. Default: yes.</summary>
    public bool Weekends { get; init; } = true;

    /// <summary>Whether the policy's hours stop on Friday and start on Monday only (<c>weekends-only</c>). Default: no.</summary>
    public bool WeekendsOnly { get; init; }

    /// <summary>Dates, in the time zone of the schedule, on which nothing is started or stopped (<c>skip-days</c>). Default: none.</summary>
    public ImmutableArray<DateOnly> SkipDays { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What holds for instances without the tag, written like a tag's value (<c>fallback-schedule</c>). Default (null): nothing.</summary>
    public string? FallbackSchedule { get; init; }

    /// <summary>Reads the tag's value of an instance.</summary>
    /// <param name="tagValue">The value; null when the instance does not carry the tag.</param>
    /// <exception cref="ScheduleFormatException">That tool would not take the value, or take it for something that is hardly meant.</exception>
    public CustodianOffHours Read(string? tagValue) => OffHoursReader.Read(this, tagValue);

    private static int Hour(int hour, string name) => hour is >= 0 and <= 23
        ? hour
        : throw new ArgumentOutOfRangeException(
            name,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name} is {ErrorText.Quote(hour.ToString(CultureInfo.InvariantCulture))}; an hour is 0 to 23."));
}
