using Stopinator.Scheduling.Evaluation;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling.Preview;

/// <summary>
/// A schedule as seen from an instant. An override names only its end, not its begin. It therefore counts from the instant on, so that the
/// hours before are not drawn as if the override had always been there.
/// </summary>
internal sealed class PreviewedSchedule(PowerSchedule schedule, DateTimeOffset at)
{
    private readonly PowerSchedule _before = schedule.WithOverride(null);

    public DesiredState StateAt(DateTimeOffset instant) => (instant < at ? _before : schedule).DesiredStateAt(instant).State;

    /// <summary>Returns the changes after one instant and before another, in order.</summary>
    public IEnumerable<ScheduleTransition> Transitions(DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= at || to <= at || schedule.Override is null)
        {
            return (to <= at ? _before : schedule).Transitions(from, to).Where(transition => transition.At < to);
        }

        var state = StateAt(at.AddTicks(-1));
        var decision = schedule.DesiredStateAt(at);
        return
        [
            .. _before.Transitions(from, at).Where(transition => transition.At < at),
            .. decision.State == state ? Array.Empty<ScheduleTransition>() : [new ScheduleTransition(LocalAt(), state, decision)],
            .. schedule.Transitions(at, to).Where(transition => transition.At < to),
        ];
    }

    /// <summary>Returns the moments from one instant on and before another, in order.</summary>
    public IEnumerable<ScheduleMoment> Moments(DateTimeOffset from, DateTimeOffset to)
    {
        // A begin of a day belongs to the day, whereas the interval of a schedule begins after its first instant.
        var (after, last) = (from.AddTicks(-1), to.AddTicks(-1));
        return !schedule.HasMoments ? []
            : schedule.Override is null || last < at ? _before.Moments(after, last)
            : after >= at ? schedule.Moments(after, last)
            : [.. _before.Moments(after, at).Where(moment => moment.At < at), .. schedule.Moments(at.AddTicks(-1), last)];
    }

    private DateTimeOffset LocalAt() => WeekGrid.Local(Timeline.InstantOf(at.UtcTicks), TimeZones.Get(schedule.TimeZone));
}
