using System.Collections.Immutable;
using Stopinator.Scheduling.Custodian;
using Stopinator.Scheduling.Evaluation;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>
/// The effect of Cloud Custodian's off-hours on one instance: the points in time at which Cloud Custodian starts and stops the instance,
/// and the schedule that follows from them.
/// </summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public sealed class CustodianOffHours
{
    private readonly OnOffRules? _rules;

    internal CustodianOffHours(OffHoursStatus status, OnOffRules? rules, ImmutableArray<string> warnings, string text)
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

    /// <summary>The status, which tells whether Cloud Custodian would act on the instance at all.</summary>
    public OffHoursStatus Status { get; }

    /// <summary>
    /// The schedule that follows from the points. The instance should run from an on hour until the next off hour, and should be stopped
    /// from an off hour until the next on hour. An hour that is both an on hour and an off hour changes nothing. The schedule is unmanaged
    /// where Cloud Custodian would not act at all.
    /// </summary>
    public PowerSchedule Schedule { get; }

    /// <summary>Warnings about parts of the value that are probably not meant, one sentence each.</summary>
    public ImmutableArray<string> Warnings { get; }

    /// <summary>True when the <c>onhour</c> filter matches at an instant. The filter matches during the whole hour.</summary>
    public bool MatchesOnHour(DateTimeOffset instant) => _rules?.MatchesOn(Timeline.InstantOf(instant.UtcTicks)) ?? false;

    /// <summary>True when the <c>offhour</c> filter matches at an instant. The filter matches during the whole hour.</summary>
    public bool MatchesOffHour(DateTimeOffset instant) => _rules?.MatchesOff(Timeline.InstantOf(instant.UtcTicks)) ?? false;

    /// <summary>The starts of the hours in which a filter matches, after one instant, up to and including another, in order.</summary>
    /// <remarks>
    /// Cloud Custodian acts at each point, even when the state it asks for has not changed since the previous point: an instance that
    /// somebody started on Saturday is stopped on Saturday night. An hour that occurs twice on an autumn night is two points.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public IEnumerable<OffHoursPoint> Points(DateTimeOffset from, DateTimeOffset to) => from <= to
        ? _rules?.PointsAfter(Timeline.InstantOf(from.UtcTicks), Timeline.InstantOf(to.UtcTicks)).Select(PointOf) ?? []
        : throw new ArgumentException(
            $"The interval ends at {InstantText.Of(to)}, before it begins at {InstantText.Of(from)}.", nameof(to));

    private OffHoursPoint PointOf(OnOffPoint point) =>
        new(point.At.InZone(_rules!.Zone).ToDateTimeOffset(), point.On is not null, point.Off is not null);
}
