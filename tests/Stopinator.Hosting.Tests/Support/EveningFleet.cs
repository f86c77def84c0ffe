using Stopinator.Scheduling;
using Stopinator.Scheduling.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Hosting.Tests.Support;

/// <summary>
/// A fleet with schedules by chance. Each instance begins in the state that its schedule asks for, so that the changes of the schedule are
/// exactly the starts and stops that a worker has to make.
/// </summary>
internal sealed class EveningFleet
{
    private readonly Dictionary<string, PowerSchedule> _schedules = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _begin;

    public EveningFleet(Chance chance, DateTimeOffset begin, SimulatedClock clock, int count)
    {
        _begin = begin;
        string[] minutes = [.. Enumerable.Range(0, 3).Select(_ => $"{chance.Between(17, 18)}:{chance.Between(10, 59)}")];
        Ec2 = SimulatedEc2.Create(
            fleet =>
            {
                foreach (var i in Enumerable.Range(1, count))
                {
                    var text = chance.OneIn(8) ? chance.Of("off", "24x7")
                        : chance.OneIn(2) ? $"06:00-{chance.Of(minutes)} UTC"
                        : $"{chance.Of(minutes)}-23:30 UTC";
                    var schedule = PowerSchedule.Parse(text);
                    var id = fleet.Add(instance =>
                    {
                        instance.Tagged("stopinator:schedule", text).LaunchedAt(begin.AddDays(-2)).StoppedAt(begin.AddDays(-1));
                        _ = schedule.DesiredStateAt(begin).State == DesiredState.Running ? instance.Running() : instance.Stopped();
                    });
                    _schedules.Add(id, schedule);
                }
            },
            new SimulatedEc2Options
            {
                TimeProvider = clock,
                Latency = TimeSpan.FromMilliseconds(400),
                StartDuration = TimeSpan.FromSeconds(20),
                StopDuration = TimeSpan.FromSeconds(50),
            });
    }

    public SimulatedEc2 Ec2 { get; }

    /// <summary>The instants at which schedules ask for a change, up to an end.</summary>
    public IReadOnlyList<DateTimeOffset> Changes(DateTimeOffset end) =>
        [.. _schedules.Values.SelectMany(schedule => schedule.Transitions(_begin, end)).Select(change => change.At).Distinct().Order()];

    /// <summary>The instances that are not, or not on their way, where their schedules asked for them since an instant.</summary>
    public IEnumerable<string> NotInTheirState(DateTimeOffset since, DateTimeOffset now) =>
        from instance in Ec2.Instances
        let schedule = _schedules[instance.Id]
        where !schedule.Transitions(since, now).Any()
        let runs = instance.State is SimulatedState.Running or SimulatedState.Pending
        where runs != (schedule.DesiredStateAt(now).State == DesiredState.Running)
        select $"{instance} {schedule} at {now:t}";

    /// <summary>The instances that were switched another number of times than their schedules asked for.</summary>
    public IEnumerable<string> SwitchedOtherwise(DateTimeOffset end) =>
        from instance in Ec2.Instances
        let changes = _schedules[instance.Id].Transitions(_begin, end).ToArray()
        let asked = (changes.Count(change => change.To == DesiredState.Running), changes.Count(change => change.To == DesiredState.Stopped))
        where asked != (instance.Starts, instance.Stops)
        select $"{instance} {_schedules[instance.Id]}: {instance.Starts} starts, {instance.Stops} stops";

    /// <summary>The calls that asked EC2 for a state that the schedule of an instance did not ask for at that time.</summary>
    public IEnumerable<string> AgainstTheirSchedules() =>
        from call in Ec2.Calls
        where call.Action is "StartInstances" or "StopInstances"
        from id in call.InstanceIds
        let wanted = _schedules[id].DesiredStateAt(call.ReceivedAt).State
        where wanted != (call.Action == "StartInstances" ? DesiredState.Running : DesiredState.Stopped)
        select $"{id}: {call.Action} at {call.ReceivedAt:T}, {_schedules[id]}";
}
