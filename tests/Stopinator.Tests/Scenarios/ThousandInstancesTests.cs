using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Scenarios;

/// <summary>Five instances of a thousand cannot be stopped, each for a reason of its own; they cost the others nothing.</summary>
public sealed class ThousandInstancesTests
{
    private const string Unknown = "i-0fffffffffffffff0";

    [Fact]
    public async Task Stop_FiveBadInstancesOfAThousand_AreIsolatedAtOneCallPerErrorAnswer()
    {
        IReadOnlyList<string> ids = [];
        await using var lab = Ec2Lab.Create(
            fleet => ids = fleet.Add(999, (instance, index) =>
            {
                instance.Tagged("Env", "dev").Running();
                if (index == 150)
                {
                    instance.StopProtected();
                }

                if (index == 350)
                {
                    instance.Spot(persistent: false);
                }
            }),
            options => options.Guards.Allow.Add(ReasonCode.Spot),
            simulation => simulation.IamRule = new IamRule("Env", "dev"));

        // Between the describe and the stops somebody terminates one instance and takes the tag of another away.
        lab.Ec2.Faults.On("StopInstances").Nth(1).Do(() =>
        {
            lab.Ec2.Terminate(ids[550]);
            lab.Ec2.SetTag(ids[750], "Env", "prod");
        });

        var report = await lab.RunAsync(PowerRequest.Stop(InstanceSelector.ById(ids.Append(Unknown))));

        Assert.Equal(1000, report.Instances.Length);
        Assert.Equal(995, report.Count(Outcome.Accepted));
        Assert.Equal((Outcome.NotFound, ReasonCode.UnknownInstance), Result(Unknown));
        Assert.Equal((Outcome.Failed, ReasonCode.Refused), Result(ids[150]));
        Assert.Equal("OperationNotPermitted", Of(ids[150]).ErrorCode);
        Assert.Equal("UnsupportedOperation", Of(ids[350]).ErrorCode);
        Assert.Equal("IncorrectInstanceState", Of(ids[550]).ErrorCode);
        Assert.Equal("UnauthorizedOperation", Of(ids[750]).ErrorCode);

        // One describe refused for the unknown id, one without it. Five batches, and one more call for each of the four error answers.
        Assert.Equal(2, lab.Calls("DescribeInstances").Count);
        Assert.Equal(4, lab.Calls("StopInstances").Count(call => call.ErrorCode is not null));
        Assert.Equal(5 + 4, lab.Calls("StopInstances").Count);
        Assert.Equal(5 + 4, report.Calls);

        // What the report says is what is.
        foreach (var outcome in report.Instances.Where(outcome => outcome.Outcome == Outcome.Accepted))
        {
            Assert.Equal(SimulatedState.Stopped, lab.Ec2[outcome.InstanceId].State);
            Assert.Equal(1, lab.Ec2[outcome.InstanceId].Stops);
        }

        Assert.Equal(SimulatedState.Running, lab.Ec2[ids[150]].State);
        Assert.Equal(SimulatedState.Running, lab.Ec2[ids[350]].State);
        Assert.Equal(SimulatedState.Running, lab.Ec2[ids[750]].State);

        InstanceOutcome Of(string id) => Assert.Single(report.Instances, outcome => outcome.InstanceId == id);

        (Outcome, ReasonCode) Result(string id) => (Of(id).Outcome, Of(id).Reason);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(5000)]
    public async Task Stop_TenBadInstances_CostOneCallForEachErrorAnswer(int instances)
    {
        var (report, calls, errors) = await TenBadOnes.StopAsync(instances);

        Assert.Equal((instances - TenBadOnes.BadOnes, TenBadOnes.BadOnes), (report.Count(Outcome.Accepted), report.Count(Outcome.Failed)));
        Assert.Equal(TenBadOnes.BadOnes, errors);
        Assert.Equal(TenBadOnes.LeastCalls(instances, errors), calls);
    }
}
