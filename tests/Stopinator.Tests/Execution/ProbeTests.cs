using System.Collections.Concurrent;
using Stopinator.Tests.Support;
using static Stopinator.Tests.Support.OrderedFleet;

namespace Stopinator.Tests.Execution;

/// <summary>Probes that hang, are slow, or fail in odd places: the report is complete, and nobody else waits for them.</summary>
public sealed class ProbeTests
{
    private const int Hanging = 200;

    private static readonly PowerRequest StartAll = PowerRequest.Start(InstanceSelector.All);

    [Fact]
    public async Task Run_ProbesOfOneGroupHang_TheOtherGroupGoesOn()
    {
        await using var lab = Ec2Lab.Create(fleet =>
        {
            for (var number = 1; number <= Hanging; number++)
            {
                Add(fleet, Id(1, 1, number), "1", "one", i => i.Running());
            }

            Add(fleet, Id(1, 2), "2", "one", i => i.Stopped());
            Add(fleet, Id(2, 1), "1", "two", i => i.Stopped());
            Add(fleet, Id(2, 2), "2", "two", i => i.Stopped());
        });
        var hanging = Enumerable.Range(1, Hanging).Select(number => Id(1, 1, number)).ToHashSet(StringComparer.Ordinal);
        var probe = new Probe((instance, _) => hanging.Contains(instance.InstanceId) ? Never() : Ready());

        var report = await lab.RunAsync(StartAll with { Order = ByTag with { WaveTime = TimeSpan.FromMinutes(2) }, Await = PowerAwait.Ready(probe) });

        Assert.All(hanging, id => Assert.Equal(Outcome.NotReady, report.Of(id).Outcome));
        Assert.Equal((Outcome.NotAttempted, ReasonCode.EarlierWaveFailed), (report.Of(Id(1, 2)).Outcome, report.Of(Id(1, 2)).Reason));
        Assert.Equal((Outcome.Reached, Outcome.Reached), (report.Of(Id(2, 1)).Outcome, report.Of(Id(2, 2)).Outcome));
        var second = lab.Calls("StartInstances").Single(call => call.InstanceIds.Contains(Id(2, 2)));
        Assert.InRange(second.ReceivedAt - Ec2Lab.Start, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Run_ProbesOfManyHang_TheOthersOfTheirGroupAreAskedAgainAndAgain()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Hanging, i => i.Running()));
        var last = lab.Ec2.Instances[^1].Id;
        var probe = new Probe((instance, looks) => instance.InstanceId != last ? Never() : looks < 4 ? NotYet() : Ready());

        var report = await lab.RunAsync(StartAll with { Await = PowerAwait.Ready(probe) with { Time = TimeSpan.FromMinutes(5) } });

        Assert.Equal(Outcome.AlreadyThere, report.Of(last).Outcome);
        Assert.Equal(Hanging - 1, report.Count(Outcome.NotReady));
        Assert.Equal(
            "It is running; 300 s later it was not ready: slow: no answer in time.",
            report.Of(lab.Ec2.Instances[0].Id).Message);
    }

    [Fact]
    public async Task Run_AProbeThatTakesLongerThanALook_IsAwaited()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Some.Id, i => i.Stopped()));
        var probe = new Probe(async (_, _) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(8), lab.Clock);
            return Readiness.Ready;
        });

        var report = await lab.RunAsync(StartAll with { Await = PowerAwait.Ready(probe) });

        ReportAssert.Only(report, Outcome.Reached, ReasonCode.StateSeen);
        Assert.Equal(1, probe.Looks[Some.Id]);
    }

    [Fact]
    public async Task Run_TheTimeIsOverBeforeAnAnswer_SaysThatNoneHasCome()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Some.Id));

        var report = await lab.RunAsync(StartAll with { Await = PowerAwait.Ready(new Probe((_, _) => Never())) with { Time = TimeSpan.FromSeconds(5) } });

        Assert.Equal(
            "It is running; 5 s later it was not ready: slow: no answer yet.",
            ReportAssert.Only(report, Outcome.NotReady, ReasonCode.NotReady).Message);
    }

    [Fact]
    public async Task Run_LastLookIsOneSecondBeforeTheCutOff_WaitsNoLongerThanThat()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(Some.Id), options => options.Execution.DeadlineMargin = TimeSpan.FromSeconds(2));
        var probe = new Probe((_, _) => Never());

        var report = await lab.RunAsync(
            StartAll with { Await = PowerAwait.Ready(probe), Deadline = Ec2Lab.Start.AddSeconds(67) });

        // The last look asks at 65 s, and no call goes on after 66 s.
        Assert.Equal(Ec2Lab.Start.AddSeconds(66), report.FinishedAt);
        Assert.Equal(
            "It is running; 65 s later, at the deadline, it was not ready: slow: no answer in time.", report.Of(Some.Id).Message);
    }

    [Fact]
    public async Task Run_SeveralProbes_AsksTheSecondOnceTheFirstIsReadyAndSaysWhichIsNot()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Some.Id));
        var first = new Probe((_, looks) => looks < 3 ? NotYet() : Ready());
        var second = new Probe((_, _) => NotYet());

        var report = await lab.RunAsync(StartAll with
        {
            Await = PowerAwait.Ready(first).And(second) with { Time = TimeSpan.FromSeconds(30) },
        });

        Assert.Equal(2, first.Looks[Some.Id] - second.Looks[Some.Id]);
        Assert.Equal(
            "It is running; 30 s later it was not ready: slow: not yet.",
            ReportAssert.Only(report, Outcome.NotReady, ReasonCode.NotReady).Message);
    }

    [Fact]
    public async Task Run_TheInstanceStopsMeanwhile_TheAnswerBeforeCountsNoMore()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Some.Id, i => i.Stopped()));
        var probe = new Probe(async (_, looks) =>
        {
            if (looks == 1)
            {
                lab.Ec2.SetState(Some.Id, Stopinator.Testing.SimulatedState.Pending, TimeSpan.FromSeconds(30));
                await Task.Delay(TimeSpan.FromSeconds(8), lab.Clock);
            }

            return looks == 1 ? Readiness.Ready : Readiness.NotYet("it runs for the second time");
        });

        var report = await lab.RunAsync(
            StartAll with { Await = PowerAwait.Ready(probe) with { Time = TimeSpan.FromSeconds(90) } });

        Assert.EndsWith(
            "it was not ready: slow: it runs for the second time.",
            ReportAssert.Only(report, Outcome.NotReady, ReasonCode.NotReady).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ANameThatThrowsLater_CostsNoReport()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Some.Id));
        var request = StartAll with { Await = PowerAwait.Ready(new NamedOnce()) };

        var report = await lab.RunAsync(request);

        Assert.Equal(
            "It is running; 600 s later it was not ready: once: not yet.",
            ReportAssert.Only(report, Outcome.NotReady, ReasonCode.NotReady).Message);
        Assert.Equal(["once"], report.Request!.Await!.ProbeNames);
        Assert.Contains("once", report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_HasEnded_TheProbesAreEnded()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Some.Id));
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var probe = new Probe((_, _) => Never(), token => token.Register(ended.SetResult));

        await lab.RunAsync(StartAll with { Await = PowerAwait.Ready(probe) with { Time = TimeSpan.FromSeconds(5) } });

        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private static ValueTask<Readiness> Ready() => ValueTask.FromResult(Readiness.Ready);

    private static ValueTask<Readiness> NotYet() => ValueTask.FromResult(Readiness.NotYet("not yet"));

    private static ValueTask<Readiness> Never() => new(new TaskCompletionSource<Readiness>().Task);

    private sealed class Probe(Func<Ec2Instance, int, ValueTask<Readiness>> look, Action<CancellationToken>? begin = null) : IReadinessProbe
    {
        public ConcurrentDictionary<string, int> Looks { get; } = new(StringComparer.Ordinal);

        public string Name => "slow";

        public ValueTask<Readiness> CheckAsync(Ec2Instance instance, CancellationToken cancellationToken)
        {
            begin?.Invoke(cancellationToken);
            return look(instance, Looks.AddOrUpdate(instance.InstanceId, 1, (_, looks) => looks + 1));
        }
    }

    private sealed class NamedOnce : IReadinessProbe
    {
        private int _reads;

        public string Name => ++_reads == 1 ? "once" : throw new InvalidOperationException("The name is gone.");

        public ValueTask<Readiness> CheckAsync(Ec2Instance instance, CancellationToken cancellationToken) => NotYet();
    }
}
