using Stopinator.Testing;

namespace Stopinator.Conformance.Tests.Endpoints;

/// <summary>The expectations against the simulated EC2 of Stopinator.Testing.</summary>
public sealed class SimulatedEc2ConformanceTests : EndpointConformance
{
    private SimulatedEc2? _ec2;

    protected override Uri Endpoint => _ec2!.Endpoint;

    public override async ValueTask InitializeAsync() => _ec2 = await SimulatedEc2.StartAsync(_ => { });

    public override ValueTask DisposeAsync() => _ec2!.DisposeAsync();

    protected override Task<IReadOnlyList<string>> LaunchAsync(Launch launch) => Task.FromResult(_ec2!.Launch(launch));

    protected override Task TerminateAsync(string instanceId)
    {
        _ec2!.Terminate(instanceId);
        return Task.CompletedTask;
    }
}
