using FsCheck.Fluent;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Properties;

/// <summary>
/// Random runs with faults, then somebody else's changes, then the undo: the fleet is where it was, except what others changed and what the
/// undo says it does not turn back. The simulator's own record decides.
/// </summary>
public sealed class UndoPropertyTests(ITestOutputHelper output)
{
    // Longer than any transition and any lag of the generated fleets.
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    private int _turnedBack;
    private int _leftAlone;
    private int _notReversible;

    [Fact]
    public async Task Undo_AfterAnyRun_LeavesTheFleetWhereItWas()
    {
        var check = PropertyCheck.Of(seed: 20261130, plain: 75, whenLong: 1000);

        await check.RunAsync(Prop.ForAll(Generators.Runs, run => CheckAsync(run).GetAwaiter().GetResult()));

        output.WriteLine(
            $"{check.Cases} cases from seed {check.Seed}: {_turnedBack} turned back, "
            + $"{_leftAlone} changed by others and left alone, {_notReversible} not reversible");
        Assert.True(_turnedBack > 0 && _leftAlone > 0 && _notReversible > 0, "The cases do not show what they are for.");
    }

    private async Task CheckAsync(RunCase run)
    {
        await using var lab = RunPropertyTests.NewLab(run);
        var ids = lab.Ec2.Instances.Select(instance => instance.Id).ToArray();
        var before = ids.ToDictionary(id => id, id => Settled(lab.Ec2[id].State));
        var faults = run.Faults.Select(fault => (Case: fault, Rule: fault.Apply(lab.Ec2))).ToArray();
        var report = await RunAsync(run, lab);
        var interfered = faults.Where(fault => fault.Case.Interferes && fault.Case.HasHappened(fault.Rule)).Select(fault => InstanceCase.IdOf(fault.Case.Instance)).ToHashSet();
        lab.Ec2.Faults.Clear();
        lab.Clock.Advance(Quiet);
        if (report is null)
        {
            return;
        }

        var undo = report.Undo();
        CheckThatNothingIsForgotten(run, lab, undo, before, interfered);
        if (undo is null)
        {
            return;
        }

        Assert.Equal(undo.Decisions.Select(decision => decision.InstanceId), report.Instances.Reverse().Select(outcome => outcome.InstanceId).Where(undo.Decisions.Select(decision => decision.InstanceId).Contains));
        var changed = ChangeByOthers(run, lab);
        lab.Clock.Advance(Quiet);
        foreach (var instance in lab.Ec2.Instances.DistinctBy(instance => (instance.InstanceType, instance.AvailabilityZone)))
        {
            lab.Ec2.SetCapacity(instance.InstanceType, instance.AvailabilityZone, 1000);
        }

        var record = lab.Ec2.Instances.ToDictionary(instance => instance.Id, RecordOf);
        var turned = await lab.Clock.RunAsync(async () => await lab.Service.ExecuteAsync(await lab.Service.LoadPlanAsync(
            undo.ToJson(), request => request with { Allow = [.. Stopinator.Requests.SkipReasons.Overridable], Await = request.Action == PowerAction.Reboot ? null : PowerAwait.State })));
        lab.Clock.Advance(Quiet);

        foreach (var instance in lab.Ec2.Instances)
        {
            var acts = undo.Decisions.Any(decision => decision.Acts && decision.InstanceId == instance.Id);
            var isOthers = changed.Contains(instance.Id) || interfered.Contains(instance.Id);
            if (!acts || changed.Contains(instance.Id))
            {
                // Nothing was done to it: the run had not changed it, or others have since.
                Assert.True(RecordOf(instance) == record[instance.Id], $"{instance}: {record[instance.Id]} became {RecordOf(instance)}; {turned.Instances.FirstOrDefault(outcome => outcome.InstanceId == instance.Id)}");
                _leftAlone += acts ? 1 : 0;
                _notReversible += undo.Decisions.Any(decision => decision.InstanceId == instance.Id) && !acts ? 1 : 0;
            }
            else if (!isOthers && CanBeTurnedBack(run.Fleet[InstanceCase.IndexOf(instance.Id)]))
            {
                Assert.True(instance.State == before[instance.Id], $"{instance} was {before[instance.Id]}; {turned.Of(instance.Id)}");
                _turnedBack++;
            }
        }
    }

    private static async Task<PowerReport?> RunAsync(RunCase run, Ec2Lab lab)
    {
        var request = run.Request with { Deadline = run.TimeToDeadline is { } left ? Ec2Lab.Start + left : null };
        using var cancelled =
            run.CancelledAfter is { } after ? new CancellationTokenSource(after, lab.Clock) : new CancellationTokenSource();
        try
        {
            return PowerReport.FromJson((await lab.Clock.RunAsync(async () =>
                await lab.Service.ExecuteAsync(await RunPropertyTests.PlanAsync(run, request, lab.Service), progress: null, cancelled.Token))).ToJson());
        }
        catch (PowerCanceledException exception)
        {
            return exception.Report;
        }
        catch (Exception exception) when (exception is Ec2Exception or PlanRefusedException)
        {
            return null;
        }
    }

    // An instance that the run changed for good is turned back, or the undo says why not.
    private static void CheckThatNothingIsForgotten(
        RunCase run, Ec2Lab lab, PowerPlan? undo, Dictionary<string, SimulatedState> before, HashSet<string> interfered)
    {
        var named = undo?.Decisions.Select(decision => decision.InstanceId).ToHashSet() ?? [];
        foreach (var instance in lab.Ec2.Instances.Where(instance => !interfered.Contains(instance.Id) && !named.Contains(instance.Id)))
        {
            var isStuck = run.Fleet[InstanceCase.IndexOf(instance.Id)].Kind == InstanceKind.Stuck;
            Assert.True(
                instance.State == before[instance.Id] || isStuck, $"{instance} was {before[instance.Id]}, and the undo does not name it");
            Assert.Equal(0, instance.Reboots);
        }
    }

    // Somebody starts, stops, or stops and starts each third instance.
    private static HashSet<string> ChangeByOthers(RunCase run, Ec2Lab lab)
    {
        var changed = new HashSet<string>();
        foreach (var instance in lab.Ec2.Instances.Where(instance => run.Fleet[InstanceCase.IndexOf(instance.Id)].WholeHoursStopped % 3 == 0))
        {
            var toggles = run.Fleet[InstanceCase.IndexOf(instance.Id)].WholeHoursStopped % 2 == 0 ? 1 : 2;
            for (var i = 0; i < toggles && instance.State is SimulatedState.Running or SimulatedState.Stopped; i++)
            {
                lab.Clock.Advance(TimeSpan.FromMinutes(1));
                lab.Ec2.SetState(
                    instance.Id, lab.Ec2[instance.Id].State == SimulatedState.Running ? SimulatedState.Stopped : SimulatedState.Running);
                changed.Add(instance.Id);
            }
        }

        return changed;
    }

    // EC2 itself refuses to turn back the others, or does not keep to it.
    private static bool CanBeTurnedBack(InstanceCase instance) =>
        instance.Kind is not (InstanceKind.FallsBack or InstanceKind.Stuck or InstanceKind.StopProtected or InstanceKind.InstanceStore or InstanceKind.SpotInterrupted or InstanceKind.SpotOneTime);

    private static SimulatedState Settled(SimulatedState state) =>
        state switch
        {
            SimulatedState.Pending => SimulatedState.Running,
            SimulatedState.Stopping => SimulatedState.Stopped,
            _ => state,
        };

    private static (SimulatedState State, int Starts, int Stops, int Reboots) RecordOf(SimulatedInstance instance) =>
        (instance.State, instance.Starts, instance.Stops + instance.ForcedStops + instance.SkippedShutdowns, instance.Reboots);
}
