using Stopinator.Conformance.Tests.Endpoints;
using Stopinator.Testing;

namespace Stopinator.Conformance.Tests.AwsClients;

/// <summary>The expectations against the simulated EC2 of Stopinator.Testing, which has to meet all of them.</summary>
public abstract class DotNetSdkSimulationTests : DotNetSdkConformance
{
    private SimulatedEc2? _ec2;

    protected SimulatedEc2 Ec2 => _ec2!;

    public override async ValueTask InitializeAsync() => _ec2 = await SimulateAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Ec2.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<SimulatedEc2> SimulateAsync();

    protected override Task<IReadOnlyList<string>> LaunchAsync(Launch launch) => Task.FromResult(Ec2.Launch(launch));

    protected override Task TerminateAsync(string instanceId)
    {
        Ec2.Terminate(instanceId);
        return Task.CompletedTask;
    }

    protected override (int Stops, int Hibernations, int Forced, int Skipped)? StopsOf(string instanceId) =>
        (Ec2[instanceId].Stops, Ec2[instanceId].Hibernations, Ec2[instanceId].ForcedStops, Ec2[instanceId].SkippedShutdowns);
}
