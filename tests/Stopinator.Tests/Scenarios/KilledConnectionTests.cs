using Amazon.Runtime;
using Stopinator.Testing;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Scenarios;

/// <summary>The connection dies at every call in turn, before or after EC2 has acted: the report still agrees with the endpoint.</summary>
public sealed class KilledConnectionTests
{
    private const int Instances = 12;

    public static TheoryData<PowerAction, int, bool> EveryCall { get; } =
        [.. from action in new[] { PowerAction.Start, PowerAction.Stop, PowerAction.Reboot }
            from call in Enumerable.Range(1, 7)
            from beforeActing in new[] { true, false }
            select (action, call, beforeActing)];

    [Theory]
    [MemberData(nameof(EveryCall))]
    public async Task Run_ConnectionKilledAtOneCall_AgreesWithTheEndpoint(PowerAction action, int call, bool beforeActing)
    {
        await using var lab = Ec2Lab.Create(Fleet(action), options => options.Execution.MaxBatchSize = 4);
        lab.Ec2.Faults.On("*").Nth(call).DropConnection(beforeActing);

        Check(await lab.RunAsync(Some.Request(action)), lab.Ec2);
    }

    [Theory]
    [MemberData(nameof(EveryCall))]
    public async Task Run_ConnectionDeadFromOneCallOn_AgreesWithTheEndpoint(PowerAction action, int call, bool beforeActing)
    {
        await using var lab = Ec2Lab.Create(Fleet(action), options => options.Execution.MaxBatchSize = 4);
        lab.Ec2.Faults.On("*").After(call - 1).DropConnection(beforeActing);

        if (call == 1)
        {
            await Assert.ThrowsAsync<Ec2Exception>(() => lab.RunAsync(Some.Request(action)));
            Assert.All(lab.Ec2.Instances, instance => Assert.Equal(0, Acted(instance, action)));
            return;
        }

        Check(await lab.RunAsync(Some.Request(action)), lab.Ec2, isDead: true);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task Run_ConnectionKilledOnLoopback_AgreesWithTheEndpoint(int call, bool beforeActing)
    {
        await using var ec2 = await SimulatedEc2.StartAsync(Fleet(PowerAction.Stop));
        ec2.Faults.On("*").Nth(call).DropConnection(beforeActing);
        var options = new StopinatorOptions { Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret") };
        (options.Ec2.Region, options.Ec2.EndpointUrl) = ("us-east-1", ec2.Endpoint);
        (options.Execution.MaxBatchSize, options.Retry.TransientDelay) = (4, TimeSpan.FromMilliseconds(1));
        using var power = new InstancePowerService(options);

        Check(await power.StopAsync(Some.Selector), ec2);
    }

    private static Action<FleetBuilder> Fleet(PowerAction action) => fleet => fleet.Add(Instances, instance =>
    {
        instance.Tagged("Env", "dev");
        _ = action == PowerAction.Start ? instance.StoppedAt(Ec2Lab.Start.AddHours(-9)) : instance.Running();
    });

    private static void Check(PowerReport report, SimulatedEc2 ec2, bool isDead = false)
    {
        Assert.Equal(Instances, report.Instances.Length);
        foreach (var outcome in report.Instances)
        {
            var acted = Acted(ec2[outcome.InstanceId], outcome.Action);
            Assert.InRange(acted, 0, 1);
            if (outcome.Outcome == Outcome.Unknown)
            {
                // Only where nothing can tell any more.
                Assert.True(outcome.Action == PowerAction.Reboot || isDead, outcome.ToString());
            }
            else
            {
                Assert.Equal(outcome.Outcome is Outcome.Reached or Outcome.Accepted ? 1 : 0, acted);
            }
        }
    }

    private static int Acted(SimulatedInstance instance, PowerAction action) =>
        action switch
        {
            PowerAction.Start => instance.Starts,
            PowerAction.Stop => instance.Stops,
            _ => instance.Reboots,
        };
}
