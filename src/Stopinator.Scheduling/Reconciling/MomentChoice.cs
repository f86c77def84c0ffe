using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling.Reconciling;

/// <summary>
/// Chooses for an instance whose schedule has moments or a limited run time. A decision of a person that is later than the moment stands. A
/// missed tick and a failed call are made up for until the next moment, for as long as <see cref="ScheduledPowerOptions.CatchUp"/>. The
/// instance itself tells what happened to it; nothing is stored.
/// </summary>
internal sealed class MomentChoice(ScheduledPowerOptions options, DateTimeOffset now)
{
    public PowerChoice Choose(Ec2Instance instance, PowerSchedule schedule)
    {
        var due = schedule.LatestMoment(now, options.CatchUp);
        return due switch
        {
            { State: DesiredState.Stopped } stop when IsStopDue(instance, stop.At) => StopAt(stop, schedule),
            _ when HasRunTooLong(instance, schedule.MaxRuntime) => StopChoice.Of(
                schedule,
                $"It was launched at {InstantText.Of(instance.LaunchTime!.Value)}; " +
                $"max-runtime is {TermsText.Of(schedule.MaxRuntime!.Value)}."),
            { State: DesiredState.Running } start when IsStartDue(instance, start.At) =>
                PowerChoice.Start($"Its schedule asked for a start at {InstantText.Of(start.At)} ({start.Source})."),
            { } moment => PowerChoice.Leave(
                ReasonCode.ChangedSince,
                $"Its schedule asked for a {MomentText.Of(moment.State)} at {InstantText.Of(moment.At)} ({moment.Source}); " +
                "somebody changed it since."),
            null => PowerChoice.Leave(ReasonCode.NotDue, $"Its schedule asks for nothing now ({schedule})."),
        };
    }

    private static PowerChoice StopAt(ScheduleMoment stop, PowerSchedule schedule) =>
        StopChoice.Of(schedule, $"Its schedule asked for a stop at {InstantText.Of(stop.At)} ({stop.Source}).");

    private bool HasRunTooLong(Ec2Instance instance, TimeSpan? limit) =>
        limit is { } time
        && instance is { State: PowerState.Running or PowerState.Pending, LaunchTime: { } launched }
        && now - launched >= time;

    /// <summary>True when an instance has not been launched since the stop; one that is stopped has nothing left to do.</summary>
    private bool IsStopDue(Ec2Instance instance, DateTimeOffset at) => instance.State is PowerState.Stopped or PowerState.Stopping
        || (instance.LaunchTime is { } launched ? launched < at : IsWithinInterval(at));

    private bool IsStartDue(Ec2Instance instance, DateTimeOffset at)
    {
        if (instance.State is not (PowerState.Stopped or PowerState.Stopping))
        {
            return true;
        }

        // A start that fell back is tried again; it ends with a reason of EC2's own.
        if (instance.StateReason is { Code: { Length: > 0 } reason } && !IsWish(reason))
        {
            return true;
        }

        return instance.StateTransitionTime is { } stopped ? stopped < at
            : !(instance.LaunchTime > at) && IsWithinInterval(at);
    }

    /// <summary>True when a person asked for the stop, at EC2 or within the operating system.</summary>
    private static bool IsWish(string code) =>
        code is "Client.UserInitiatedShutdown" or "Client.UserInitiatedHibernate" or "Client.InstanceInitiatedShutdown";

    private bool IsWithinInterval(DateTimeOffset at) => now - at <= options.Interval;
}
