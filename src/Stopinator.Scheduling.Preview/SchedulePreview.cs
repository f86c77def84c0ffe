using System.Collections.Immutable;
using NodaTime;
using Stopinator.Scheduling.Evaluation;
using Stopinator.Scheduling.Preview;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling;

/// <summary>
/// Previews seven days of a schedule in its time zone, from the day of an instant or from a Monday: the state asked for at each hour, the
/// next changes, and the hours saved compared with an instance that always runs. <see cref="ToString"/> draws the week as text.
/// </summary>
/// <remarks>
/// A week in which clocks change has 167 or 169 hours in most zones. Hours are the hours that the schedule asks for, not observed hours. An
/// override has an end and no begin. It applies from <see cref="At"/> on; the hours before follow the schedule without the override.
/// </remarks>
/// <threadsafety>Immutable; safe for use by several threads.</threadsafety>
public sealed class SchedulePreview
{
    private const int NextCount = 3;

    private SchedulePreview(PowerSchedule schedule, PreviewedSchedule previewed, DateTimeOffset at, WeekGrid grid, bool isAhead)
    {
        IsAhead = isAhead;
        Previewed = previewed;
        Schedule = schedule;
        At = at;
        Grid = grid;
        Decision = schedule.DesiredStateAt(at);
        Transitions = [.. previewed.Transitions(grid.From, grid.To)];
        NextTransitions = NextAfter(schedule, at);
        Moments = [.. grid.Days.SelectMany(day => day.Moments)];
        NextMoments = [.. MomentsAfter(schedule, at).Take(NextCount)];
    }

    /// <summary>The schedule.</summary>
    public PowerSchedule Schedule { get; }

    /// <summary>The instant for which the preview was made, in the time zone of the schedule.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The state that the schedule asks for at <see cref="At"/>, and why.</summary>
    public ScheduleDecision Decision { get; }

    /// <summary>The beginning of the first day, which is the day of <see cref="At"/> or the Monday of the calendar week.</summary>
    public DateTimeOffset From => Grid.From;

    /// <summary>The end of the last day, which is not part of the week.</summary>
    public DateTimeOffset To => Grid.To;

    /// <summary>The changes after <see cref="From"/> and before <see cref="To"/>, in order.</summary>
    public ImmutableArray<ScheduleTransition> Transitions { get; }

    /// <summary>The first changes after <see cref="At"/>, up to three; empty when nothing changes any more.</summary>
    public ImmutableArray<ScheduleTransition> NextTransitions { get; }

    /// <summary>The moments of the seven days, in order; empty for a schedule of windows.</summary>
    public ImmutableArray<ScheduleMoment> Moments { get; }

    /// <summary>The first moments after <see cref="At"/>, up to three.</summary>
    public ImmutableArray<ScheduleMoment> NextMoments { get; }

    /// <summary>The time for which the instance should run in this week.</summary>
    public TimeSpan Running => Grid.In(DesiredState.Running);

    /// <summary>
    /// The time for which the instance should be stopped in this week, which is saved compared with an instance that always runs.
    /// </summary>
    public TimeSpan Stopped => Grid.In(DesiredState.Stopped);

    /// <summary>The time for which the instance is left alone in this week.</summary>
    public TimeSpan Unmanaged => Grid.In(DesiredState.Unmanaged);

    /// <summary>
    /// The share of the week in which the instance should be stopped, 0 to 1. Hours in which it is left alone do not count as saved.
    /// </summary>
    public double SavedShare => Stopped / (To - From);

    /// <summary>True when the week begins on the day of <see cref="At"/>; false when it begins on a Monday.</summary>
    internal bool IsAhead { get; }

    internal WeekGrid Grid { get; }

    internal PreviewedSchedule Previewed { get; }

    /// <summary>Previews seven days that begin with the day of an instant.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="at">The instant, in the years 2 to 9998. Only the instant counts, not its offset.</param>
    /// <exception cref="ArgumentOutOfRangeException">The week cannot be expressed.</exception>
    public static SchedulePreview WeekAhead(PowerSchedule schedule, DateTimeOffset at) => Of(schedule, at, isAhead: true);

    /// <summary>Previews the calendar week of an instant, Monday to Sunday.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="at">The instant, in the years 2 to 9998. Only the instant counts, not its offset.</param>
    /// <exception cref="ArgumentOutOfRangeException">The week of the instant cannot be expressed.</exception>
    public static SchedulePreview OfWeek(PowerSchedule schedule, DateTimeOffset at) => Of(schedule, at, isAhead: false);

    /// <summary>
    /// Returns the week as text: one line for each day with two cells for each hour, the hours that run, the decision at <see cref="At"/>,
    /// the next changes, and all changes of the week.
    /// </summary>
    public override string ToString() => WeekText.Of(this);

    private static SchedulePreview Of(PowerSchedule schedule, DateTimeOffset at, bool isAhead)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        if (at.UtcDateTime.Year is < 2 or > 9998)
        {
            throw new ArgumentOutOfRangeException(
                nameof(at), at, $"The instant is {InstantText.Of(at)}; a week is previewed in the years 2 to 9998.");
        }

        var zone = TimeZones.Get(schedule.TimeZone);
        var instant = Timeline.InstantOf(at.UtcTicks);
        var today = instant.InZone(zone).Date;
        var first = isAhead ? today : today.PlusDays(IsoDayOfWeek.Monday - today.DayOfWeek);
        var previewed = new PreviewedSchedule(schedule, at);
        return new(schedule, previewed, WeekGrid.Local(instant, zone), WeekGrid.Build(previewed, zone, first), isAhead);
    }

    private static IEnumerable<ScheduleMoment> MomentsAfter(PowerSchedule schedule, DateTimeOffset at)
    {
        for (var next = schedule.NextMoment(at); next is { } moment; next = schedule.NextMoment(moment.At))
        {
            yield return moment;
        }
    }

    private static ImmutableArray<ScheduleTransition> NextAfter(PowerSchedule schedule, DateTimeOffset at)
    {
        var next = ImmutableArray.CreateBuilder<ScheduleTransition>(NextCount);
        for (var transition = schedule.NextTransition(at);
            transition is not null && next.Count < NextCount;
            transition = schedule.NextTransition(transition.At))
        {
            next.Add(transition);
        }

        return next.ToImmutable();
    }
}
