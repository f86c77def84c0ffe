using FsCheck.Fluent;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Properties;

/// <summary>
/// Whatever the fleet, the waves, the request and the faults: no instance of a later wave is sent before the earlier waves of its group were
/// in the wanted state, by the simulation's own record; every instance has one outcome; and what is left is asked for again, in order.
/// </summary>
public sealed class OrderPropertyTests(ITestOutputHelper output)
{
    private int _orders;
    private int _remainders;

    [Fact]
    public async Task Run_InWaves_KeepsTheOrder()
    {
        var check = PropertyCheck.Of(seed: 20261121, plain: 100, whenLong: 1200);

        await check.RunAsync(Prop.ForAll(OrderCase.All, ordered => CheckAsync(ordered).GetAwaiter().GetResult()));

        output.WriteLine(
            $"{check.Cases} cases from seed {check.Seed}, {_orders} instances sent after an earlier wave, {_remainders} remainders");
        Assert.True(_orders > check.Cases / 4, $"only {_orders} instances were sent after an earlier wave");
    }

    private async Task CheckAsync(OrderCase ordered)
    {
        var run = ordered.Run;
        var record = new StateRecord();
        await using var lab = RunPropertyTests.NewLab(run, ordered.Tag, simulation =>
        {
            simulation.StatusCheckDuration = TimeSpan.FromSeconds(run.Fleet.Length * 5);
            simulation.OnCall = _ => record.Note();
        });
        record.Watch(lab.Ec2);
        var faults = run.Faults.Select(fault => (Case: fault, Rule: fault.Apply(lab.Ec2))).ToArray();
        var request = run.Request with { Deadline = run.TimeToDeadline is { } left ? Ec2Lab.Start + left : null };

        PowerPlan plan;
        try
        {
            plan = await lab.Clock.RunAsync(() => RunPropertyTests.PlanAsync(run, request, lab.Service));
        }
        catch (Exception exception) when (exception is Ec2Exception or PlanRefusedException)
        {
            return;
        }

        CheckPlan(ordered, plan, lab);
        using var cancelled =
            run.CancelledAfter is { } after ? new CancellationTokenSource(after, lab.Clock) : new CancellationTokenSource();
        if (await ExecuteAsync(lab, plan, cancelled.Token) is not { } report)
        {
            return;
        }

        var interfered = faults.Where(fault => fault.Case.HasHappened(fault.Rule) && fault.Case.Interferes)
            .Select(fault => InstanceCase.IdOf(fault.Case.Instance)).ToHashSet();
        CheckReport(plan, report);
        CheckOrder(plan, [report], lab, record, interfered);
        if (report.Remaining() is { } rest && interfered.Count == 0)
        {
            await CheckRemainderAsync(run, plan, report, rest, lab, record);
        }
    }

    private static async Task<PowerReport?> ExecuteAsync(Ec2Lab lab, PowerPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            return await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(plan, progress: null, cancellationToken));
        }
        catch (PowerCanceledException exception)
        {
            return exception.Report;
        }
        catch (PlanRefusedException)
        {
            return null;
        }
    }

    private async Task CheckRemainderAsync(
        RunCase run, PowerPlan plan, PowerReport report, PowerRequest rest, Ec2Lab lab, StateRecord record)
    {
        _remainders++;
        Assert.Equal(run.Request.Order, rest.Order! with { AwaitFirst = run.Request.Order!.AwaitFirst });
        Assert.Equal(rest, PowerRequest.FromJson(rest.ToJson()) with { Allow = rest.Allow });
        Assert.Equal(rest.ToJson(), PowerReport.FromJson(report.ToJson()).Remaining()!.ToJson());
        lab.Ec2.Faults.Clear();
        PowerPlan second;
        try
        {
            second = await lab.Clock.RunAsync(() => RunPropertyTests.PlanAsync(run, rest, lab.Service));
        }
        catch (PlanRefusedException)
        {
            return;
        }

        var left = report.Instances.Where(IsLeft).Select(outcome => outcome.InstanceId).ToHashSet();
        Assert.Subset(left, second.Decisions.Where(decision => decision.Acts).Select(decision => decision.InstanceId).ToHashSet());
        var again = await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(second));
        CheckReport(second, again);
        CheckOrder(plan, [report, again], lab, record, interfered: []);
    }

    private static void CheckPlan(OrderCase ordered, PowerPlan plan, Ec2Lab lab)
    {
        foreach (var decision in plan.Decisions.Where(decision => decision.Kind != DecisionKind.NotFound))
        {
            var index = InstanceCase.IndexOf(decision.InstanceId);
            if (index >= ordered.Run.Fleet.Length || lab.Ec2[decision.InstanceId].Tags.GetValueOrDefault("Env") == "elsewhere")
            {
                continue;
            }

            Assert.Equal(ordered.WaveOf(index), decision.Wave);
            Assert.True(decision.Wave is not null || !decision.Acts, $"{decision}");
        }
    }

    private static void CheckReport(PowerPlan plan, PowerReport report)
    {
        Assert.Equal(plan.Decisions.Select(decision => decision.InstanceId), report.Instances.Select(instance => instance.InstanceId));
        Assert.Equal(report.Instances.Length, report.Instances.Select(instance => instance.InstanceId).Distinct().Count());
        Assert.Equal(
            plan.Decisions.Select(decision => (decision.Wave, decision.Group)),
            report.Instances.Select(instance => (instance.Wave, instance.Group)));
        Assert.All(report.Instances, instance => Assert.NotEmpty(instance.Message));
        if (plan.Request.Deadline is { } deadline)
        {
            Assert.True(report.FinishedAt <= deadline, $"finished at {report.FinishedAt:O}, after the deadline {deadline:O}");
        }

        // What is done and what is left are the whole; what failed is neither.
        var left = report.Instances.Where(IsLeft).Select(outcome => outcome.InstanceId).ToHashSet();
        Assert.Equal(left.Count > 0, report.Remaining() is not null);
        Assert.All(
            report.Instances.Where(outcome => !left.Contains(outcome.InstanceId)),
            outcome => Assert.NotEqual(Outcome.NotAttempted, outcome.Reason == ReasonCode.DryRun ? Outcome.Reached : outcome.Outcome));
    }

    private static bool IsLeft(InstanceOutcome outcome) =>
        outcome is { Outcome: Outcome.NotAttempted, Reason: not ReasonCode.DryRun } or { Outcome: Outcome.Unknown, Action: not PowerAction.Reboot };

    // Each call against what the simulation noted before it.
    private void CheckOrder(PowerPlan plan, PowerReport[] reports, Ec2Lab lab, StateRecord record, HashSet<string> interfered)
    {
        if (plan.Request.DryRun)
        {
            return;
        }

        var outcomes = reports.SelectMany(report => report.Instances).ToLookup(outcome => outcome.InstanceId);
        var waves = plan.Decisions.Where(IsWanted).ToLookup(decision => (decision.Group, decision.Action));
        var byId = plan.Decisions.ToDictionary(decision => decision.InstanceId);
        var halts = (plan.Request.Order!.OnWaveFailure ?? (plan.Request.Action == PowerAction.Reconcile ? WaveFailure.Continue : WaveFailure.Halt)) == WaveFailure.Halt;
        foreach (var call in RunPropertyTests.PowerCalls(lab))
        {
            foreach (var sent in call.InstanceIds.Select(id => byId[id]))
            {
                foreach (var earlier in waves[(sent.Group, sent.Action)].Where(other => IsBefore(other, sent)))
                {
                    _orders++;
                    var isExcused =
                        interfered.Contains(earlier.InstanceId) || outcomes[earlier.InstanceId].Any(outcome => IsExcused(outcome, halts));
                    Assert.True(
                        isExcused
                            || (record.WasIn(sent.Action, earlier.InstanceId, call.Number) && WasReady(earlier, plan.Request, call, lab)),
                        $"{call} sent {sent.InstanceId} of wave {sent.Wave} before {earlier.InstanceId} of wave {earlier.Wave} was seen: {string.Join(", ", outcomes[earlier.InstanceId])}");
                }
            }
        }
    }

    // Not wanted after all; or failed, where the order goes on.
    private static bool IsExcused(InstanceOutcome outcome, bool halts) =>
        (outcome.Outcome == Outcome.Skipped && (!halts || outcome.Reason is not (ReasonCode.AwaitedFirst or ReasonCode.Transitional)))
        || (!halts && !outcome.IsSuccess);

    // The status checks of an instance that a call started are over a fixed time after it runs.
    private static bool WasReady(InstanceDecision earlier, PowerRequest request, ReceivedCall call, Ec2Lab lab)
    {
        var instance = lab.Ec2[earlier.InstanceId];
        return request.Await?.Until != AwaitedSign.StatusChecks || earlier.Action != PowerAction.Start || instance.Starts == 0
            || call.ReceivedAt >= instance.LaunchTime + lab.Simulation.StartDuration + lab.Simulation.StatusCheckDuration;
    }

    private static bool IsWanted(InstanceDecision decision) =>
        decision.Wave is not null
            && decision.Kind is DecisionKind.Act or DecisionKind.ActAfterWait or DecisionKind.AlreadyThere or DecisionKind.OnItsWay;

    private static bool IsBefore(InstanceDecision one, InstanceDecision other) =>
        other.Action == PowerAction.Start ? one.Wave < other.Wave : one.Wave > other.Wave;

    /// <summary>Notes after every call which instances run and which are stopped, as they really are.</summary>
    private sealed class StateRecord
    {
        private readonly Dictionary<(PowerAction, string), int> _firstSeen = [];
        private SimulatedEc2? _ec2;

        public void Watch(SimulatedEc2 ec2)
        {
            _ec2 = ec2;
            Note();
        }

        public void Note()
        {
            foreach (var instance in _ec2?.Instances ?? [])
            {
                var action = instance.State switch
                {
                    SimulatedState.Running => PowerAction.Start,
                    SimulatedState.Stopped => PowerAction.Stop,
                    _ => PowerAction.Reboot,
                };
                _firstSeen.TryAdd((action, instance.Id), _ec2!.Calls.Count);
            }
        }

        /// <summary>The instance was in the state that the action aims at before a call.</summary>
        public bool WasIn(PowerAction action, string id, int call) => _firstSeen.TryGetValue((action, id), out var seen) && seen < call;
    }
}
