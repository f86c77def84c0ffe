using Stopinator.Tests.Support;
using static Stopinator.Tests.Support.OrderedFleet;

namespace Stopinator.Tests.Execution;

/// <summary>Each message that a run logs, with its whole sentence.</summary>
public sealed class RunLogTests : IDisposable
{
    private const string Unreadable = "The states could not be read: UnauthorizedOperation: You are not authorized.";

    private static readonly PowerRequest Stop = PowerRequest.Stop(InstanceSelector.All);
    private static readonly PowerRequest Start = PowerRequest.Start(InstanceSelector.All);

    private readonly LogOfARun _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Run_CallsAcceptedAndRefused_TellsEachWithItsInstances()
    {
        IReadOnlyList<string> ids = [];
        await using var lab = Ec2Lab.Create(fleet => ids = fleet.Add(4, i => i.Running()), loggers: _log.Loggers);
        lab.Ec2.Faults.On("StopInstances").Nth(1).Fail("UnsupportedOperation", $"The instance '{ids[1]}' cannot be stopped.");

        var report = await lab.RunAsync(Stop);

        Assert.Equal(
            $"EC2 refused a stop of 4 instances: UnsupportedOperation: The instance '{ids[1]}' cannot be stopped. Isolating 1 of them.",
            _log.Only(6));
        Assert.Equal($"EC2 accepted a stop of 3 instances (request {report.Instances[0].RequestId}).", _log.Only(5));
        Assert.Equal($"{ids[0]}: accepted, EC2 accepted the request; it is stopping.", _log.Of(8)[0]);
        Assert.Equal(4, _log.Of(8).Count);
        Assert.Equal(report.ToString(), _log.Only(3));
        Assert.Empty(_log.Of(2));
    }

    [Fact]
    public async Task Run_Succeeds_TellsTheReport()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Some.Id), loggers: _log.Loggers);

        var report = await lab.RunAsync(Stop);

        Assert.Equal(report.ToString(), _log.Only(2));
        Assert.Empty(_log.Of(3));
        Assert.Empty(_log.Of(9));
    }

    [Fact]
    public async Task Run_EndsEarly_TellsTheCauseOnce()
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(2, i => i.Running()), options => options.Execution.MaxBatchSize = 1, loggers: _log.Loggers);
        lab.Ec2.Faults.On("StopInstances").Always().Fail("AuthFailure", "No.");

        await lab.RunAsync(Stop);

        Assert.Equal("The run ends early: AuthFailure: No.", _log.Only(7));
    }

    [Fact]
    public async Task Run_ListenerFails_IsToldOnce()
    {
        await using var lab = Ec2Lab.Create(fleet => fleet.Add(Some.Id), loggers: _log.Loggers);

        await lab.RunAsync(Stop, new ListProgress(_ => throw new InvalidOperationException("listener")));

        Assert.Equal("The progress listener failed and gets no further reports.", _log.Only(10));
    }

    [Theory]
    [InlineData("the wanted state")]
    [InlineData("status checks")]
    [InlineData("a transition")]
    [InlineData("a lost answer")]
    public async Task Run_StatesUnreadable_TellsWhy(string watched)
    {
        await using var lab = Ec2Lab.Create(
            fleet => fleet.Add(Some.Id, i => _ = watched == "a transition" ? i.Stopping(TimeSpan.FromHours(1)) : i.Stopped()),
            loggers: _log.Loggers);
        var (call, readable) = watched == "status checks" ? ("DescribeInstanceStatus", 0) : ("DescribeInstances", 1);
        lab.Ec2.Faults.On(call).After(readable).Fail("UnauthorizedOperation", "You are not authorized.", status: 403);
        if (watched == "a lost answer")
        {
            lab.Ec2.Faults.On("StartInstances").Always().DropConnection(beforeActing: true);
        }

        await lab.RunAsync(Start with
        {
            WaitForTransition = true,
            Await = watched == "status checks" ? PowerAwait.StatusChecks : PowerAwait.State,
        });

        Assert.Equal(Unreadable, _log.Of(9)[0]);
    }

    [Fact]
    public async Task Run_InWaves_TellsTheBeginAndTheEndOfEach()
    {
        await using var lab = Waves(i => i.Stopped());

        await lab.RunAsync(Start with { Order = ByTag });

        Assert.Equal(
            ["Wave 1 (group one) begins: start, 2 instances.", "Wave 2 (group one) begins: start, 1 instances."], _log.Of(13));
        Assert.Equal(
            [
                "Wave 1 (group one) is over: start, 2 of 2 instances in the wanted state.",
                "Wave 2 (group one) is over: start, 1 of 1 instances in the wanted state.",
            ],
            _log.Of(14));
        Assert.Empty(_log.Of(15));
    }

    [Fact]
    public async Task Run_WaveFails_TellsThatTheLaterAreNotBegun()
    {
        await using var lab = Waves(i => i.Stopped().FallsBackOnStart());

        await lab.RunAsync(Start with { Order = ByTag });

        Assert.Equal("Wave 1 (group one) is over: start, 1 of 2 instances in the wanted state.", _log.Only(14));
        Assert.Equal(
            $"The waves after wave 1 (group one) are not begun: Wave 1 (group one) was not seen running: {Id(1, 1, 1)} fell back.",
            _log.Only(15));
    }

    [Fact]
    public async Task Run_LastWaveFails_HoldsNothing()
    {
        await using var lab = Ec2Lab.Create(
            fleet => Add(fleet, Id(1, 1), "1", "one", i => i.Stopped().FallsBackOnStart()), loggers: _log.Loggers);

        await lab.RunAsync(Start with { Order = ByTag });

        Assert.Empty(_log.Of(15));
    }

    private Ec2Lab Waves(Func<Stopinator.Testing.InstanceBuilder, Stopinator.Testing.InstanceBuilder> first) => Ec2Lab.Create(
        fleet =>
        {
            Add(fleet, Id(1, 1, 1), "1", "one", first);
            Add(fleet, Id(1, 1, 2), "1", "one", i => i.Stopped());
            Add(fleet, Id(1, 2), "2", "one", i => i.Stopped());
        },
        loggers: _log.Loggers);
}
