namespace Stopinator.Scheduling.Reconciling;

/// <summary>Chooses a stop in the way that a schedule names.</summary>
internal static class StopChoice
{
    public static PowerChoice Of(PowerSchedule schedule, string why) => schedule.StopMode is { } mode
        ? PowerChoice.Stop(why, mode, schedule.HibernationFallback)
        : PowerChoice.Stop(why);
}

/// <summary>Leaves running what somebody started outside of the windows, where a schedule asks for that.</summary>
internal static class Retention
{
    /// <summary>A launch this long before the begin of a window counts as one inside of it.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    /// <summary>Returns the choice to leave an instance; null when the schedule does not retain it.</summary>
    public static PowerChoice? Of(Ec2Instance instance, PowerSchedule schedule, ScheduleDecision decision) =>
        schedule.Retains
        && decision.Reason != ScheduleReason.Override
        && instance is { State: PowerState.Running or PowerState.Pending, LaunchTime: { } launched }
        && !IsInside(schedule, launched)
            ? PowerChoice.Leave(
                ReasonCode.Retained,
                $"It was launched at {Text.InstantText.Of(launched)}, outside of its windows, and its schedule leaves such instances " +
                $"running ({schedule}).")
            : null;

    private static bool IsInside(PowerSchedule schedule, DateTimeOffset launched)
    {
        // What was launched while an override kept it running ends with the override.
        if (schedule.Override is { State: DesiredState.Running } overriding && launched < overriding.Until)
        {
            return true;
        }

        var windows = schedule.WithOverride(null);
        return windows.DesiredStateAt(launched).State == DesiredState.Running
            || windows.Transitions(launched, launched + Early).Any(transition => transition.To == DesiredState.Running);
    }
}
