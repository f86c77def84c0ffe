using System.Collections.Immutable;

namespace Stopinator.Scheduling.Reconciling;

/// <summary>Chooses for each instance the state that its tags ask for at one tick.</summary>
internal sealed class ScheduleRule(ScheduledPowerOptions options, InstanceReader reader, DateTimeOffset tick, DateTimeOffset now)
{
    private readonly Dictionary<(string Key, string Name), (string Message, HashSet<string> InstanceIds)> _unknown = [];
    private readonly EdgeFinder _edges = new(tick - options.Interval - options.LookBack, tick);

    private readonly MomentChoice _moments = new(options, now > tick ? now : tick);

    // A clock that is slightly behind the scheduler's clock must not put the tick into the future.
    private readonly DateTimeOffset _now = now > tick ? now : tick;

    /// <summary>The names that tags hold and that do not exist, in order.</summary>
    public ImmutableArray<UnknownSchedule> UnknownSchedules =>
    [
        .. _unknown
            .OrderBy(one => one.Key)
            .Select(one => new UnknownSchedule(
                one.Key.Name, one.Key.Key, one.Value.Message, [.. one.Value.InstanceIds.Order(StringComparer.Ordinal)])),
    ];

    public PowerChoice Choose(Ec2Instance instance)
    {
        var reading = reader.Read(instance.Tags, options.Mode == ReconcileMode.Edges ? _edges.From : _now, _now);
        if (reading.Unknown is var (key, error))
        {
            Remember(instance, key, error);
        }

        return reading.Schedule is not { } schedule ? reading.Otherwise!
            : schedule.ActsOnInstances && !(schedule.Override?.Until > _now) ? _moments.Choose(instance, schedule)
            : options.Mode == ReconcileMode.Edges ? ByEdge(instance, schedule, reading.OffHours)
            : ByState(instance, schedule);
    }

    private void Remember(Ec2Instance instance, string key, UnknownScheduleException unknown)
    {
        if (!_unknown.TryGetValue((key, unknown.Name), out var entry))
        {
            _unknown[(key, unknown.Name)] = entry = (unknown.Message, new HashSet<string>(StringComparer.Ordinal));
        }

        entry.InstanceIds.Add(instance.InstanceId);
    }

    private PowerChoice ByState(Ec2Instance instance, PowerSchedule schedule) =>
        ChoiceOf(instance, schedule, schedule.DesiredStateAt(_now));

    private PowerChoice ByEdge(Ec2Instance instance, PowerSchedule schedule, CustodianOffHours? offHours)
    {
        if (_edges.Last(schedule, offHours) is not var (at, state))
        {
            return PowerChoice.Leave(ReasonCode.NotDue, $"Its schedule asks for no change ({schedule}).");
        }

        var decision = schedule.DesiredStateAt(_now);
        if (decision.State != state)
        {
            return PowerChoice.Leave(
                ReasonCode.NotDue,
                $"Its schedule asked for {Text.StateText.Of(state)} at {Text.InstantText.Of(at)}, and for something else since.");
        }

        return HasChangedSince(instance, state, at)
            ? PowerChoice.Leave(
                ReasonCode.ChangedSince,
                $"Its schedule asked for {Text.StateText.Of(state)} at {Text.InstantText.Of(at)}; somebody changed it since.")
            : ChoiceOf(instance, schedule, decision);
    }

    /// <summary>
    /// True when somebody put the instance into another state after the schedule asked for this one. A failure of EC2 itself does not
    /// count.
    /// </summary>
    private static bool HasChangedSince(Ec2Instance instance, DesiredState wanted, DateTimeOffset at) => wanted == DesiredState.Running
        ? instance.State is PowerState.Stopped or PowerState.Stopping && instance.StateTransitionTime > at
            && instance.StateReason?.Code.StartsWith("Server.", StringComparison.Ordinal) != true
        : instance.State is PowerState.Running or PowerState.Pending && instance.LaunchTime > at;

    private static PowerChoice ChoiceOf(Ec2Instance instance, PowerSchedule schedule, ScheduleDecision decision) => decision.State switch
    {
        DesiredState.Running => PowerChoice.Start($"Its schedule asks for running: {decision.Why}."),
        DesiredState.Stopped => Retention.Of(instance, schedule, decision)
            ?? StopChoice.Of(schedule, $"Its schedule asks for stopped: {decision.Why}."),
        _ => PowerChoice.Leave(ReasonCode.Unmanaged, $"Its schedule asks for nothing: {decision.Why}."),
    };
}
