using System.Collections.Concurrent;
using FsCheck.Fluent;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Properties;

/// <summary>
/// Observers that throw, hang and hold at random: no report is lost, nothing held is sent, every observer that was asked is told the
/// outcome of the report, and no outcome changes but of those held.
/// </summary>
public sealed class ObserverPropertyTests(ITestOutputHelper output)
{
    private int _asked;
    private int _held;
    private int _compared;

    [Fact]
    public async Task Run_ObserversMisbehave_LosesNoReportAndChangesNoOutcome()
    {
        var check = PropertyCheck.Of(seed: 20261201, plain: 100, whenLong: 2000);

        await check.RunAsync(Prop.ForAll(
            Generators.Runs, Arb.From(Gen.Choose(0, int.MaxValue)), (run, chance) => CheckAsync(run, chance).GetAwaiter().GetResult()));

        output.WriteLine(
            $"{check.Cases} cases from seed {check.Seed}: asked {_asked} times, {_held} held, "
            + $"{_compared} outcomes compared with a run without observers");
        Assert.True(_asked > 0 && _held > 0 && _compared > 0, "The cases do not show what they are for.");
    }

    private async Task CheckAsync(RunCase run, int chance)
    {
        Misbehaving[] observers = [new(chance), new(chance / 7)];
        await using var lab = RunPropertyTests.NewLab(run, observers: observers);
        Array.ForEach(observers, observer => observer.Clock = lab.Clock);
        lab.Options.Execution.OnObserverFailure = chance % 2 == 0 ? ObserverFailure.Act : ObserverFailure.Hold;
        var faults = run.Faults.Select(fault => (Case: fault, Rule: fault.Apply(lab.Ec2))).ToArray();
        var (plan, report) = await RunAsync(run, lab);
        if (plan is null)
        {
            return;
        }

        Assert.True(report is not null || !lab.Ec2.Calls.Any(call => call.Action != "DescribeInstances"), "The report was lost.");
        if (report is null)
        {
            return;
        }

        RunPropertyTests.CheckThatNothingElseIsAsked(run, lab);
        Assert.Equal(plan.Decisions.Select(decision => decision.InstanceId), report.Instances.Select(outcome => outcome.InstanceId));
        var others = faults.Where(fault => fault.Case.Interferes && fault.Case.HasHappened(fault.Rule)).Select(fault => InstanceCase.IdOf(fault.Case.Instance)).ToHashSet();
        var sent = lab.Ec2.Calls.Where(call => call.Action != "DescribeInstances").SelectMany(call => call.InstanceIds).ToHashSet();
        foreach (var outcome in report.Instances.Where(outcome => !others.Contains(outcome.InstanceId) && InstanceCase.IndexOf(outcome.InstanceId) < run.Fleet.Length))
        {
            RunPropertyTests.CheckOutcome(outcome, report.DryRun, lab.Ec2[outcome.InstanceId], interfered: false);
            Assert.True(outcome.Reason != ReasonCode.HeldByObserver || !sent.Contains(outcome.InstanceId), $"{outcome} was sent");
            _held += outcome.Reason == ReasonCode.HeldByObserver ? 1 : 0;
        }

        CheckThatTheAskedAreTold(run, report, observers);
        if (chance % 4 == 0)
        {
            await CompareAsync(run, chance);
        }
    }

    private void CheckThatTheAskedAreTold(RunCase run, PowerReport report, Misbehaving[] observers)
    {
        foreach (var observer in observers)
        {
            _asked += observer.Asked.Count;
            Assert.Equal(observer.Asked.Count, observer.Asked.Distinct().Count());
            Assert.All(observer.Told, told => Assert.Equal(report.Of(told.Key), told.Value));
            Assert.Subset(observer.Asked.ToHashSet(), observer.Told.Keys.ToHashSet());
            if (run is { TimeToDeadline: null, CancelledAfter: null })
            {
                Assert.Equal(observer.Asked.Order(), observer.Told.Keys.Order());
            }
        }
    }

    // Where nothing depends on time or on the size of batches, the others end as they do without observers.
    private async Task CompareAsync(RunCase run, int chance)
    {
        var quiet = run with
        {
            Faults = [],
            TimeToDeadline = null,
            CancelledAfter = null,
            Capacity = null,
            Iam = null,
            PartialEffectByZone = false,
            DescribeLag = TimeSpan.Zero,
            Fleet = [.. run.Fleet.Select(instance => instance.State is PowerState.Pending or PowerState.Stopping ? instance with { State = PowerState.Terminated } : instance)],
        };
        await using var lab = RunPropertyTests.NewLab(quiet);
        var (_, plain) = await RunAsync(quiet, lab);
        Misbehaving[] observers = [new(chance)];
        await using var observed = RunPropertyTests.NewLab(quiet, observers: observers);
        observers[0].Clock = observed.Clock;
        var (_, report) = await RunAsync(quiet, observed);
        foreach (var outcome in report!.Instances.Where(outcome => outcome.Reason != ReasonCode.HeldByObserver))
        {
            var expected = plain!.Of(outcome.InstanceId);
            Assert.Equal((expected.Outcome, expected.Reason), (outcome.Outcome, outcome.Reason));
            _compared += outcome.Attempts > 0 ? 1 : 0;
        }
    }

    private static async Task<(PowerPlan? Plan, PowerReport? Report)> RunAsync(RunCase run, Ec2Lab lab)
    {
        var request = run.Request with { Deadline = run.TimeToDeadline is { } left ? Ec2Lab.Start + left : null };
        using var cancelled =
            run.CancelledAfter is { } after ? new CancellationTokenSource(after, lab.Clock) : new CancellationTokenSource();
        PowerPlan? plan = null;
        try
        {
            return await lab.Clock.RunAsync(async () =>
            {
                plan = await RunPropertyTests.PlanAsync(run, request, lab.Service);
                return (plan, await lab.Service.ExecuteAsync(plan, progress: null, cancelled.Token));
            });
        }
        catch (PowerCanceledException exception)
        {
            return (plan, exception.Report);
        }
        catch (Exception exception) when (exception is Ec2Exception or PlanRefusedException)
        {
            return (plan, null);
        }
    }

    private sealed class Misbehaving(int chance) : IPowerObserver
    {
        public TimeProvider? Clock { get; set; }

        public ConcurrentQueue<string> Asked { get; } = [];

        public ConcurrentDictionary<string, InstanceOutcome> Told { get; } = [];

        public async ValueTask<ObserverAnswer> BeforeAsync(InstanceDecision decision, CancellationToken cancellationToken)
        {
            Asked.Enqueue(decision.InstanceId);
            switch (ChanceOf(decision.InstanceId, 3))
            {
                case 0:
                    throw new InvalidOperationException("Not today.");
                case 1:
                    throw new OperationCanceledException("A cancellation of its own.");
                case 2:
                    await new TaskCompletionSource().Task;
                    break;
                case 3:
                    await Task.Delay(TimeSpan.FromSeconds(3), Clock!, cancellationToken);
                    break;
                case 4 or 5:
                    return ObserverAnswer.Hold("It is busy.");
            }

            return ObserverAnswer.Proceed;
        }

        public async ValueTask AfterAsync(InstanceOutcome outcome, CancellationToken cancellationToken)
        {
            Told[outcome.InstanceId] = outcome;
            switch (ChanceOf(outcome.InstanceId, 5))
            {
                case 0:
                    throw new InvalidOperationException("Not today.");
                case 1:
                    await new TaskCompletionSource().Task;
                    break;
            }
        }

        // The same for the same instance, whatever the order in which observers are asked.
        private int ChanceOf(string instanceId, int salt) =>
            (int)(uint.RotateLeft((uint)(chance + 1) * 2654435761u, salt + InstanceCase.IndexOf(instanceId)) % 14);
    }
}
