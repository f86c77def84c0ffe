using System.Collections.Immutable;
using NodaTime;
using Stopinator.Scheduling.Evaluation;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

// Schedules of moments and of a limited run time, and schedules over several time zones.
public sealed partial class PowerSchedule
{
    /// <summary>The rules of moments; empty for a schedule of windows and for several <see cref="Parts"/>.</summary>
    public ImmutableArray<ScheduleMomentRule> MomentRules => _rules is MomentRules rules ? rules.Moments : [];

    /// <summary>True when the schedule asks for starts and stops at moments, and for nothing in between.</summary>
    public bool HasMoments => _moments.Length > 0;

    internal bool ActsOnInstances => HasMoments || MaxRuntime is not null;

    /// <summary>
    /// Creates a schedule of moments, e.g. <c>mon-fri stop 22:00</c>. It asks for nothing in the time between moments:
    /// <see cref="DesiredStateAt"/> is unmanaged.
    /// </summary>
    /// <param name="timeZone">The IANA name of the time zone, e.g. <c>Europe/Paris</c>, in any case.</param>
    /// <param name="moments">The moments, up to 256 rules.</param>
    /// <param name="specialDays">The dates with other moments or with none, up to 1,024. Default: none.</param>
    /// <param name="maxRuntime">
    /// The time after its launch at which an instance is stopped, in whole minutes from 5 minutes to 366 days. Default: any time.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The zone is unknown, there is no moment, there are too many, a special day has hours, two have the same dates, or the run time is
    /// out of bounds.
    /// </exception>
    public static PowerSchedule OfMoments(
        string timeZone,
        IEnumerable<ScheduleMomentRule> moments,
        IEnumerable<SpecialDay>? specialDays = null,
        TimeSpan? maxRuntime = null)
    {
        ArgumentNullException.ThrowIfNull(moments);
        var rules = MomentRulesOf(TimeZones.Get(timeZone), [.. moments], [.. specialDays ?? []]);
        return rules.Moments.IsEmpty && !rules.SpecialDays.Any(day => day.HasMoments)
            ? throw new ArgumentException("A schedule of moments has at least one.", nameof(moments))
            : new(rules, overriding: null, terms: TermsOf(maxRuntime));
    }

    /// <summary>Creates a schedule that stops an instance when it has run for some time, and asks for nothing else.</summary>
    /// <param name="maxRuntime">The time after its launch, in whole minutes from 5 minutes to 366 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is out of bounds.</exception>
    public static PowerSchedule OfMaxRuntime(TimeSpan maxRuntime) =>
        new(MomentRulesOf(DateTimeZone.Utc, [], []), overriding: null, terms: TermsOf(maxRuntime));

    /// <summary>Creates a schedule of several parts, each complete in itself. The instance runs when any part says so.</summary>
    /// <param name="parts">
    /// Up to 4 schedules in Stopinator's own notation, all of windows or all of moments, without overrides, ways to stop, and the like.
    /// </param>
    /// <exception cref="ArgumentException">The parts cannot be combined.</exception>
    public static PowerSchedule AnyOf(params IEnumerable<PowerSchedule> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        PowerSchedule[] all = [.. parts];
        return Array.Find(all, part => part._rules is PartRules or not (WindowRules or Evaluation.MomentRules)
                || part._terms != ScheduleTerms.None || part.Override is not null) is { } unfit
            ? throw new ArgumentException(
                $"The part {unfit} cannot be combined: a part has windows or moments, special days and a time zone, and nothing else.",
                nameof(parts))
            : all.Select(part => part.HasMoments).Distinct().Count() > 1
                ? throw new ArgumentException(
                    "One part has moments, and another has windows. All parts have windows, or all have moments.", nameof(parts))
                : new(RulesOf([.. all.Select(part => part._rules)]), overriding: null);
    }

    /// <summary>Returns the last moment up to an instant that still counts; null when there is none.</summary>
    /// <remarks>
    /// Allocates nothing except, occasionally, the moments of another month. While an override holds, no moment counts. When the override
    /// ends, the last moment of the seven days before its end takes effect.
    /// </remarks>
    /// <param name="at">The instant. Only the instant counts, not its offset.</param>
    /// <param name="within">The time before <paramref name="at"/> within which the moment lies, up to 7 days.</param>
    public ScheduleMoment? LatestMoment(DateTimeOffset at, TimeSpan within) =>
        LatestAt(at.UtcTicks) is { } moment && at.UtcTicks - moment.Ticks <= within.Ticks
            ? new(LocalOf(moment.Ticks), moment.State, moment.Source)
            : null;

    /// <summary>Returns the first moment after an instant; null when there is none.</summary>
    public ScheduleMoment? NextMoment(DateTimeOffset after) =>
        NextAfter(after.UtcTicks) is { } moment ? new(LocalOf(moment.Ticks), moment.State, moment.Source) : null;

    /// <summary>Returns the moments after one instant, up to and including another, in order.</summary>
    /// <exception cref="ArgumentException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public IEnumerable<ScheduleMoment> Moments(DateTimeOffset from, DateTimeOffset to)
    {
        return from <= to
            ? Between()
            : throw new ArgumentException(
                $"The interval ends at {InstantText.Of(to)}, before it begins at {InstantText.Of(from)}.", nameof(to));

        IEnumerable<ScheduleMoment> Between()
        {
            for (var next = NextMoment(from); next is { } moment && moment.At <= to; next = NextMoment(moment.At))
            {
                yield return moment;
            }
        }
    }

    internal static MomentRules MomentRulesOf(
        DateTimeZone zone, ImmutableArray<ScheduleMomentRule> moments, ImmutableArray<SpecialDay> specialDays)
    {
        if (moments.Length > ScheduleParser.MaxWindows)
        {
            throw new ArgumentException(
                $"A schedule has up to {ScheduleParser.MaxWindows} rules of moments, not {moments.Length}.", nameof(moments));
        }

        Check(specialDays);
        return specialDays.FirstOrDefault(day => !day.Hours.IsEmpty) is { } hours
            ? throw new ArgumentException(
                $"The special day {hours} has hours, and the schedule has moments. A schedule has windows or moments.", nameof(specialDays))
            : new(zone, moments, specialDays);
    }

    private static ScheduleTerms TermsOf(TimeSpan? maxRuntime) => maxRuntime is { } time
        ? new ScheduleTerms { MaxRuntime = ScheduleTerms.CheckedRuntime(time, nameof(maxRuntime)) }
        : ScheduleTerms.None;

    private MomentAt? LatestAt(long ticks)
    {
        var until = Override?.Until.UtcTicks ?? 0;
        if (until > ticks)
        {
            return null;
        }

        var latest = LatestOfParts(ticks);
        return until > 0 && (latest is not { } moment || moment.Ticks < until)
            ? LatestOfParts(until) is { } covered ? covered with { Ticks = until } : null
            : latest;
    }

    private MomentAt? LatestOfParts(long ticks)
    {
        MomentAt? latest = null;
        foreach (var part in _moments)
        {
            if (part.Latest(ticks) is { } moment && (latest is not { } other || MomentAt.Compare(moment, other) > 0))
            {
                latest = moment;
            }
        }

        return latest;
    }

    private MomentAt? NextAfter(long ticks)
    {
        var until = Override?.Until.UtcTicks ?? 0;
        if (until > TimeBlock.LastTicks)
        {
            return null;
        }

        if (until > ticks)
        {
            if (LatestOfParts(until) is { } covered)
            {
                return covered with { Ticks = until };
            }

            ticks = until;
        }

        MomentAt? next = null;
        foreach (var part in _moments)
        {
            if (part.Next(ticks) is { } moment
                && (next is not { } other || moment.Ticks < other.Ticks || (moment.Ticks == other.Ticks && moment.State > other.State)))
            {
                next = moment;
            }
        }

        return next;
    }
}
