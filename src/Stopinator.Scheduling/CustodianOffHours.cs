using System.Collections.Immutable;
using Stopinator.Scheduling.Custodian;
using Stopinator.Scheduling.Evaluation;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>
/// What Cloud Custodian's off-hours mean for one instance: the points in time at which that tool starts and stops it, and the schedule
/// that follows from them.
/// </summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public sealed class CustodianOffHours
{
    private readonly PointRules? _rules;

    internal CustodianOffHours(OffHoursStatus status, PointRules? rules, ImmutableArray<string> warnings, string text)
    {
        Status = status;
        _rules = rules;
        Warnings = warnings;
        Schedule = new PowerSchedule(
            rules ?? (ScheduleRules)new ConstantRules(
                new(DesiredState.Unmanaged, ScheduleReason.Always, text), NodaTime.DateTimeZone.Utc),
            overriding: null,
            $"Cloud Custodian: {text}",
            warnings);
    }

    /// <summary>Whether that tool would act on the instance at all.</summary>
    public OffHoursStatus Status { get; }

    /// <summary>
    /// The schedule that follows from the points: from an on hour until the next off hour the instance should run, from an off hour until the
    /// next on hour it should be stopped. An hour that is both changes nothing. Unmanaged where that tool would not act at all.
    /// </summary>
    public PowerSchedule Schedule { get; }

    /// <summary>What was read and is probably not meant, a sentence each.</summary>
    public ImmutableArray<string> Warnings { get; }

    /// <summary>Whether the <c>onhour</c> filter matches at an instant: at any time within the hour.</summary>
    public bool MatchesOnHour(DateTimeOffset instant) => _rules?.MatchesOn(Timeline.InstantOf(instant.UtcTicks)) ?? false;

    /// <summary>Whether the <c>offhour</c> filter matches at an instant: at any time within the hour.</summary>
    public bool MatchesOffHour(DateTimeOffset instant) => _rules?.MatchesOff(Timeline.InstantOf(instant.UtcTicks)) ?? false;

    /// <summary>The begins of the hours in which a filter matches, after one instant, up to and including another, in order.</summary>
    /// <remarks>
    /// That tool acts at each of them, also where the state it asks for is the one it asked for before: a machine that somebody started on
    /// Saturday is stopped on Saturday night. An hour that comes twice on an autumn night is a point twice.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public IEnumerable<OffHoursPoint> Points(DateTimeOffset from, DateTimeOffset to) => from <= to
        ? _rules?.PointsAfter(Timeline.InstantOf(from.UtcTicks), Timeline.InstantOf(to.UtcTicks)).Select(PointOf) ?? []
        : throw new ArgumentException(
            $"The interval ends at {InstantText.Of(to)}, before it begins at {InstantText.Of(from)}.", nameof(to));

    private OffHoursPoint PointOf(Point point) =>
        new(point.At.InZone(_rules!.Zone).ToDateTimeOffset(), point.On is not null, point.Off is not null);
}
