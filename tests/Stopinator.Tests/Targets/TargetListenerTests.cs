using Stopinator.Targets;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Targets;

/// <summary>The calls of a listener of a run at many targets.</summary>
public sealed class TargetListenerTests
{
    private static readonly PowerRequest Stop = PowerRequest.Stop(InstanceSelector.ByTag("Env", "dev"));

    [Fact]
    public async Task Run_AListenerOfProgress_SeesEachTargetBeginAndEnd()
    {
        await using var regions = new Regions();
        PowerTarget[] targets =
        [
            .. new[] { "eu-west-1", "us-east-1" }
                .Select(name => regions.Add(name, fleet => fleet.Add(2, i => i.Running().Tagged("Env", "dev")))),
        ];
        using var service = regions.Service();
        var listener = new BothListener();

        await regions.Clock.RunAsync(() => service.RunAsync(targets, Stop, listener));

        Assert.Equal(["eu-west-1", "us-east-1"], listener.Ended.Select(report => report.Name).Order(StringComparer.Ordinal));
        foreach (var target in targets)
        {
            var seen = listener.Seen.Where(one => one.Target == target).Select(one => one.Power).ToArray();
            Assert.Equal((2, 0), (seen[0].Selected, seen[0].Settled));
            Assert.Equal((2, 2, 1), (seen[^1].Selected, seen[^1].Settled, seen[^1].Calls));
        }
    }

    // A second thread either waits for the listener, or is within it as well.
    [Fact]
    public void Calls_OfTwoThreads_FollowOneAnother()
    {
        using var inside = new ManualResetEventSlim();
        using var mayEnd = new ManualResetEventSlim();
        var (calls, within, most) = (0, 0, 0);
        var listener = Substitute.For<IProgress<TargetReport>>();
        listener.When(one => one.Report(Arg.Any<TargetReport>())).Do(_ =>
        {
            Interlocked.Increment(ref calls);
            most = Math.Max(most, Interlocked.Increment(ref within));
            inside.Set();
            mayEnd.Wait(TestContext.Current.CancellationToken);
            Interlocked.Decrement(ref within);
        });
        var all = new TargetListener(listener);
        Thread[] threads = [new(Call), new(Call)];

        threads[0].Start();
        inside.Wait(TestContext.Current.CancellationToken);
        threads[1].Start();
        Assert.True(SpinWait.SpinUntil(
            () => threads[1].ThreadState.HasFlag(ThreadState.WaitSleepJoin) || Volatile.Read(ref calls) == 2, TimeSpan.FromMinutes(1)));
        mayEnd.Set();
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal((2, 1), (calls, most));

        void Call() => all.Ended(TargetReport.Create(
            new TargetRequest(new PowerTarget { Region = "eu-west-1" }, Stop), new InvalidOperationException("It cannot be reached.")));
    }

    private sealed class BothListener : IProgress<TargetReport>, IProgress<TargetProgress>
    {
        public List<TargetReport> Ended { get; } = [];

        public List<TargetProgress> Seen { get; } = [];

        public void Report(TargetReport value) => Ended.Add(value);

        public void Report(TargetProgress value) => Seen.Add(value);
    }
}
