using Stopinator.Testing.Tests.Support;

namespace Stopinator.Testing.Tests;

public sealed class RebootInstancesTests
{
    private const string A = "i-0000000a";
    private const string B = "i-0000000b";

    [Fact]
    public async Task Reboot_OfRunning_CountsAndNeverLeavesRunning()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(A));
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("RebootInstances", A);

        Assert.Equal("true", reply.Text("return"));
        Assert.Equal((SimulatedState.Running, 1), (ec2[A].State, ec2[A].Reboots));
    }

    [Theory]
    [InlineData(SimulatedState.Stopped)]
    [InlineData(SimulatedState.Stopping)]
    [InlineData(SimulatedState.Pending)]
    [InlineData(SimulatedState.ShuttingDown)]
    public async Task Reboot_OfWhatDoesNotRun_FailsForTheWholeBatch(SimulatedState state)
    {
        await using var ec2 = SimulatedEc2.Create(fleet =>
        {
            fleet.Add(A);
            fleet.Add(B);
        });
        ec2.SetState(B, state);
        using var client = new Ec2QueryClient(ec2);

        var reply = await client.OnInstancesAsync("RebootInstances", A, B);

        Assert.Equal((400, "IncorrectInstanceState"), (reply.Status, reply.ErrorCode));
        Assert.Equal($"The instance '{B}' is not in a state from which it can be rebooted.", reply.ErrorMessage);
        Assert.Equal(0, ec2[A].Reboots);
    }

    [Fact]
    public async Task Reboot_OfTerminated_IsIgnored()
    {
        await using var ec2 = SimulatedEc2.Create(fleet =>
        {
            fleet.Add(A);
            fleet.Add(B, instance => instance.Terminated());
        });
        using var client = new Ec2QueryClient(ec2);

        Assert.Equal(200, (await client.OnInstancesAsync("RebootInstances", A, B)).Status);
        Assert.Equal((1, 0), (ec2[A].Reboots, ec2[B].Reboots));
    }
}
