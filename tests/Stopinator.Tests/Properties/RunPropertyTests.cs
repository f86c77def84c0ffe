using FsCheck.Fluent;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Properties;

/// <summary>
/// Whatever the fleet, the request and the faults: every selected instance has one outcome, nothing else is touched, and the report
/// agrees with the endpoint.
/// </summary>
public sealed class RunPropertyTests(ITestOutputHelper output)
{
    private static readonly TimeSpan TransitionOfTheFleet = TimeSpan.FromSeconds(100);

    private int _faults;
    private int _outcomes;

    [Fact]
    public async Task Run_WhateverHappens_TellsTheTruth()
    {
        var check = PropertyCheck.Of(seed: 20261120, plain: 150, whenLong: 2500);

        await check.RunAsync(Prop.ForAll(Generators.Runs, run => CheckAsync(run).GetAwaiter().GetResult()));

        output.WriteLine(
            $"{check.Cases} cases from seed {check.Seed}, {_faults} faults, {_outcomes} outcomes checked; "
            + "others: STOPINATOR_SEED=<number> STOPINATOR_SEEDS=<how many> dotnet test");
    }

    private async Task CheckAsync(RunCase run)
    {
        await using var lab = NewLab(run);
        var faults = run.Faults.Select(fault => (Case: fault, Rule: fault.Apply(lab.Ec2))).ToArray();
        var request = run.Request with { Deadline = run.TimeToDeadline is { } left ? Ec2Lab.Start + left : null };

        PowerReport? report = null;
        PowerPlan? plan = null;
        try
        {
            plan = await lab.Clock.RunAsync(() => PlanAsync(run, request, lab.Service));
            using var cancelled =
                run.CancelledAfter is { } after ? new CancellationTokenSource(after, lab.Clock) : new CancellationTokenSource();
            report = await lab.Clock.RunAsync(() => lab.Service.ExecuteAsync(plan, progress: null, cancelled.Token));
        }
        catch (PowerCanceledException exception)
        {
            report = exception.Report;
        }
        catch (Exception exception) when (exception is Ec2Exception or PlanRefusedException)
        {
            // Before the first call failures throw, and then there is no call.
            Assert.Empty(PowerCalls(lab));
        }

        CheckThatNothingElseIsAsked(run, lab);
        if (plan is not null && plan.CreatedAt - Ec2Lab.Start < TransitionOfTheFleet)
        {
            CheckPlan(run, plan);
        }

        var happened = faults.Where(fault => fault.Case.HasHappened(fault.Rule)).Select(fault => fault.Case).ToArray();
        _faults += happened.Length;
        if (report is not null)
        {
            CheckReport(run, plan!, report, lab, happened);
        }
    }

    // A reconcile does with each instance what its environment is scheduled for.
    internal static Task<PowerPlan> PlanAsync(RunCase run, PowerRequest request, InstancePowerService service) =>
        request.Action != PowerAction.Reconcile
            ? service.PlanAsync(request)
            : service.PlanAsync(request, instance => run.ActionFor(InstanceCase.IndexOf(instance.InstanceId)) switch
            {
                PowerAction.Start => PowerChoice.Start("It should run."),
                PowerAction.Stop => PowerChoice.Stop("It should be stopped."),
                _ => PowerChoice.Leave(ReasonCode.Unmanaged, "Nothing is scheduled."),
            });

    /// <summary>The fleet, the service and the faults of a case. <paramref name="tag"/> adds to the instances.</summary>
    internal static Ec2Lab NewLab(
        RunCase run, Action<int, InstanceBuilder>? tag = null, Action<SimulatedEc2Options>? simulate = null,
        IPowerObserver[]? observers = null)
    {
        var lab = Ec2Lab.Create(
            fleet =>
            {
                for (var i = 0; i < run.Fleet.Length; i++)
                {
                    fleet.Add(InstanceCase.IdOf(i), instance =>
                    {
                        run.Fleet[i].Build(instance, Ec2Lab.Start);
                        tag?.Invoke(i, instance);
                    });
                }

                if (run.Capacity is { } free)
                {
                    fleet.WithCapacity("m5.large", "us-east-1a", free);
                }
            },
            options =>
            {
                options.Scope = run.Scope?.Selector;
                options.Execution.MaxBatchSize = run.BatchSize;
                options.Retry.CapacityTime = run.CapacityTime;
            },
            simulation =>
            {
                (simulation.StartDuration, simulation.StopDuration) = (run.TransitionTime, run.TransitionTime);
                (simulation.Latency, simulation.DescribeLag, simulation.PartialEffectByZone) = (run.Latency, run.DescribeLag, run.PartialEffectByZone);
                simulation.IamRule = run.Iam is { } iam ? new IamRule("Env", iam.Value) { NamesResource = iam.Names } : null;
                simulate?.Invoke(simulation);
            },
            observers);
        return lab;
    }

    internal static IReadOnlyList<ReceivedCall> PowerCalls(Ec2Lab lab) =>
        [.. lab.Ec2.Calls.Where(call => !call.Action.StartsWith("Describe", StringComparison.Ordinal))];

    internal static void CheckThatNothingElseIsAsked(RunCase run, Ec2Lab lab)
    {
        var asked = Enumerable.Range(0, run.Fleet.Length).Where(index => Oracle.MayBeAsked(run, index))
            .ToLookup(index => $"{run.ActionFor(index)}Instances", InstanceCase.IdOf, StringComparer.Ordinal);
        foreach (var call in PowerCalls(lab))
        {
            Assert.Equal(run.Request.DryRun, call.DryRun);
            Assert.InRange(call.InstanceIds.Count, 1, run.BatchSize);
            Assert.Equal(call.InstanceIds.Count, call.InstanceIds.Distinct().Count());
            Assert.Subset(asked[call.Action].ToHashSet(), call.InstanceIds.ToHashSet());
        }
    }

    private static void CheckPlan(RunCase run, PowerPlan plan)
    {
        var selected = Enumerable.Range(0, run.Fleet.Length).Where(index => run.Selector.Selects(index, run.Fleet[index]))
            .Select(InstanceCase.IdOf);
        var found =
            plan.Decisions.Where(decision => decision.Kind != DecisionKind.NotFound).Select(decision => decision.InstanceId).ToList();
        Assert.Equal(selected.Order(), found.Order());
        Assert.Equal(
            Enumerable.Range(0, run.Fleet.Length).Where(index => Oracle.MayBeAsked(run, index)).Select(InstanceCase.IdOf).Order(),
            plan.Decisions.Where(decision => decision.Acts).Select(decision => decision.InstanceId).Order());
        Assert.All(
            plan.Decisions.Where(decision => decision.Kind == DecisionKind.NotFound),
            decision => Assert.Contains(decision.InstanceId, run.Selector.ToString(), StringComparison.Ordinal));
    }

    private void CheckReport(RunCase run, PowerPlan plan, PowerReport report, Ec2Lab lab, FaultCase[] happened)
    {
        Assert.Equal(plan.Decisions.Select(decision => decision.InstanceId), report.Instances.Select(instance => instance.InstanceId));
        Assert.Equal(report.Instances.Length, report.Instances.Select(instance => instance.InstanceId).Distinct().Count());
        Assert.Equal(report.Instances.Length, report.Counts.Values.Sum());
        Assert.Equal(PowerCalls(lab).Count, report.Calls);
        Assert.All(report.Instances, instance => Assert.NotEmpty(instance.Message));
        if (plan.Request.Deadline is { } deadline)
        {
            Assert.True(report.FinishedAt <= deadline, $"finished at {report.FinishedAt:O}, after the deadline {deadline:O}");
        }

        CheckCallCount(run, plan, lab);
        var interfered = happened.Where(fault => fault.Interferes).Select(fault => InstanceCase.IdOf(fault.Instance)).ToHashSet();
        var removed =
            happened.Where(fault => fault.Kind == FaultKind.Removed).Select(fault => InstanceCase.IdOf(fault.Instance)).ToHashSet();
        foreach (var outcome in report.Instances.Where(outcome => InstanceCase.IndexOf(outcome.InstanceId) < run.Fleet.Length && !removed.Contains(outcome.InstanceId)))
        {
            CheckOutcome(outcome, report.DryRun, lab.Ec2[outcome.InstanceId], interfered.Contains(outcome.InstanceId));
            _outcomes++;
        }
    }

    // Without repeated attempts, n instances take at most 2n - 1 calls, and one more for each error answer that names its instances.
    private static void CheckCallCount(RunCase run, PowerPlan plan, Ec2Lab lab)
    {
        if (run.Faults.Length > 0)
        {
            return;
        }

        var calls = PowerCalls(lab);
        var batches = plan.Decisions.Where(decision => decision.Acts).GroupBy(
            decision => (decision.Kind, decision.Action, decision.StopMode))
            .SelectMany(group => group.Chunk(run.BatchSize)).ToList();
        Assert.True(
            calls.Count <= batches.Sum(batch => (2 * batch.Length) - 1),
            $"{calls.Count} calls for batches of {string.Join(", ", batches.Select(batch => batch.Length))}");
    }

    // Held against the simulation's own record of what calls have done. Where somebody else changed the instance, only what the report says of us.
    internal static void CheckOutcome(InstanceOutcome outcome, bool dryRun, SimulatedInstance instance, bool interfered)
    {
        var acted = outcome.Action switch
        {
            PowerAction.Start => instance.Starts,
            PowerAction.Stop => instance.Stops + instance.ForcedStops + instance.SkippedShutdowns,
            _ => instance.Reboots,
        };
        var message = $"{outcome} {instance}: acted {acted} times";
        switch (outcome.Outcome)
        {
            case Outcome.AlreadyThere or Outcome.OnItsWay or Outcome.Skipped or Outcome.NotAttempted or Outcome.NotFound:
                Assert.True(acted == 0, message);
                break;
            case Outcome.Failed:
                Assert.True(acted == 0 || interfered, message);
                break;
            case Outcome.Accepted or Outcome.FellBack or Outcome.TimedOut or Outcome.Reached:
                var wasStopping = outcome is { Outcome: Outcome.Reached, StateBefore: PowerState.Stopping };
                Assert.True(outcome.Attempts == 0 || acted > 0 || wasStopping || interfered, message);
                Assert.True(outcome.Action != PowerAction.Reboot || acted == 1 || (interfered && acted == 0), message);
                break;
        }

        Assert.True(!dryRun || acted == 0, message);
        if (outcome.Outcome == Outcome.Reached && !interfered)
        {
            Assert.Equal(outcome.Action == PowerAction.Start ? SimulatedState.Running : SimulatedState.Stopped, instance.State);
        }

        if (outcome.Outcome == Outcome.FellBack && !interfered)
        {
            Assert.NotNull(outcome.StateReason);
        }
    }
}
