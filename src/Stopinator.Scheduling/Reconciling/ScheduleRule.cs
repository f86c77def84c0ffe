using System.Collections.Immutable;
using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Reconciling;

/// <summary>Chooses for each instance what its tags ask for at one tick.</summary>
internal sealed class ScheduleRule(ScheduledPowerOptions options, TagReader tags, DateTimeOffset tick, DateTimeOffset now)
{
    private readonly Dictionary<(string Key, string Name), (string Message, HashSet<string> InstanceIds)> _unknown = [];
    private readonly EdgeFinder _edges = new(tick - options.Interval - options.LookBack, tick);

    // A clock that is a little behind that of the scheduler must not put the tick into the future.
    private readonly DateTimeOffset _now = now > tick ? now : tick;

    /// <summary>The names that were asked for and do not exist, in order.</summary>
    public ImmutableArray<UnknownSchedule> UnknownSchedules =>
    [
        .. _unknown
            .OrderBy(one => one.Key)
            .Select(one => new UnknownSchedule(one.Key.Name, one.Key.Key, one.Value.Message, [.. one.Value.InstanceIds.Order(StringComparer.Ordinal)])),
    ];

    public PowerChoice Choose(Ec2Instance instance)
    {
        if (!string.IsNullOrEmpty(options.OptOutTagKey) && instance.Tags.ContainsKey(options.OptOutTagKey))
        {
            return PowerChoice.Leave(ReasonCode.OptedOut, $"It carries the tag {options.OptOutTagKey}, which takes it out of the schedules.");
        }

        if ((options.Tags.FirstOrDefault(tag => instance.Tags.ContainsKey(tag.Key)) ?? options.Tags.FirstOrDefault(tag => tag.TakesUntagged)) is not { } tag)
        {
            return PowerChoice.Leave(ReasonCode.Unmanaged, $"It carries no tag {string.Join(" or ", options.Tags.Select(one => one.Key))}.");
        }

        var reading = tags.Read(tag, instance.Tags.GetValueOrDefault(tag.Key));
        return reading switch
        {
            { Problem: UnknownScheduleException unknown } => Unknown(instance, tag, unknown),
            { Problem: { } problem } => PowerChoice.Invalid(ReasonCode.InvalidSchedule, $"The tag {tag.Key} cannot be read: {problem.Message}"),
            { Schedule: null } => PowerChoice.Leave(ReasonCode.OptedOut, $"Its tag {tag.Key} exempts it."),
            { Schedule: { } schedule } => ByOverride(instance, schedule, reading.OffHours),
        };
    }

    private PowerChoice Unknown(Ec2Instance instance, ScheduleTag tag, UnknownScheduleException unknown)
    {
        if (!_unknown.TryGetValue((tag.Key, unknown.Name), out var entry))
        {
            _unknown[(tag.Key, unknown.Name)] = entry = (unknown.Message, new HashSet<string>(StringComparer.Ordinal));
        }

        entry.InstanceIds.Add(instance.InstanceId);
        return PowerChoice.Invalid(ReasonCode.UnknownSchedule, $"Its tag {tag.Key}: {unknown.Message}");
    }

    private PowerChoice ByOverride(Ec2Instance instance, Schedule schedule, CustodianOffHours? offHours)
    {
        var since = options.Mode == ReconcileMode.Edges ? _edges.From : _now;
        if (!TryReadOverride(instance, options.KeepRunningTagKey, DesiredState.Running, out var running, out var problem)
            || !TryReadOverride(instance, options.KeepStoppedTagKey, DesiredState.Stopped, out var stopped, out problem))
        {
            return PowerChoice.Invalid(ReasonCode.InvalidSchedule, problem!);
        }

        if (running?.Until > _now && stopped?.Until > _now)
        {
            return PowerChoice.Invalid(
                ReasonCode.InvalidSchedule, $"The tags {options.KeepRunningTagKey} and {options.KeepStoppedTagKey} contradict each other; take one away.");
        }

        // Of two, one of which is over, the one that lasts longer still counts.
        var overriding = new[] { running, stopped }.Where(one => one?.Until > since).MaxBy(one => one!.Until);
        return options.Mode == ReconcileMode.Edges
            ? ByEdge(instance, overriding is null ? schedule : schedule.WithOverride(overriding), overriding is null ? offHours : null)
            : ByState(overriding is null ? schedule : schedule.WithOverride(overriding));
    }

    private PowerChoice ByState(Schedule schedule)
    {
        var decision = schedule.DesiredStateAt(_now);
        return ChoiceOf(decision.State, decision.Why);
    }

    private PowerChoice ByEdge(Ec2Instance instance, Schedule schedule, CustodianOffHours? offHours)
    {
        if (_edges.Last(schedule, offHours) is not var (at, state))
        {
            return PowerChoice.Leave(ReasonCode.NotDue, $"Its schedule asks for no change ({schedule}).");
        }

        var decision = schedule.DesiredStateAt(_now);
        if (decision.State != state)
        {
            return PowerChoice.Leave(ReasonCode.NotDue, $"Its schedule asked for {Text.StateText.Of(state)} at {Text.InstantText.Of(at)}, and for something else since.");
        }

        return HasChangedSince(instance, state, at)
            ? PowerChoice.Leave(ReasonCode.ChangedSince, $"Its schedule asked for {Text.StateText.Of(state)} at {Text.InstantText.Of(at)}; somebody changed it since.")
            : ChoiceOf(state, decision.Why);
    }

    /// <summary>Whether the instance was put into another state after the schedule asked for this one. A failure of EC2 itself is nobody's wish.</summary>
    private static bool HasChangedSince(Ec2Instance instance, DesiredState wanted, DateTimeOffset at) => wanted == DesiredState.Running
        ? instance.State is InstanceState.Stopped or InstanceState.Stopping && instance.StateTransitionTime > at
            && instance.StateReason?.Code.StartsWith("Server.", StringComparison.Ordinal) != true
        : instance.State is InstanceState.Running or InstanceState.Pending && instance.LaunchTime > at;

    private static bool TryReadOverride(Ec2Instance instance, string? key, DesiredState state, out ScheduleOverride? overriding, out string? problem)
    {
        (overriding, problem) = (null, null);
        if (string.IsNullOrEmpty(key) || !instance.Tags.TryGetValue(key, out var value))
        {
            return true;
        }

        if (!Text.InstantText.TryRead(value.Trim(), out var until))
        {
            problem = $"The tag {key} is {ErrorText.Quote(value)}; it takes an instant with an offset, such as 2026-11-21T22:00Z.";
            return false;
        }

        overriding = new ScheduleOverride(state, until);
        return true;
    }

    private static PowerChoice ChoiceOf(DesiredState state, string why) => state switch
    {
        DesiredState.Running => PowerChoice.Start($"Its schedule asks for running: {why}."),
        DesiredState.Stopped => PowerChoice.Stop($"Its schedule asks for stopped: {why}."),
        _ => PowerChoice.Leave(ReasonCode.Unmanaged, $"Its schedule asks for nothing: {why}."),
    };
}
