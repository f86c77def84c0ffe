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

    private DateTimeOffset LocalAt() => WeekGrid.Local(Timeline.InstantOf(at.UtcTicks), TimeZones.Get(schedule.TimeZone));
}
