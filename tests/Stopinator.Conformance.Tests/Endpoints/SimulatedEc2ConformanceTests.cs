using Stopinator.Testing;

namespace Stopinator.Conformance.Tests.Endpoints;

/// <summary>The expectations against the simulated EC2 of Stopinator.Testing.</summary>
public sealed class SimulatedEc2ConformanceTests : EndpointConformance
{
    private SimulatedEc2? _ec2;

    protected override Uri Endpoint => _ec2!.Endpoint;

    public override async ValueTask InitializeAsync() => _ec2 = await SimulatedEc2.StartAsync(_ => { });

    public override ValueTask DisposeAsync() => _ec2!.DisposeAsync();

    protected override Task<IReadOnlyList<string>> LaunchAsync(Launch launch) => Task.FromResult<IReadOnlyList<string>>(
        [.. Enumerable.Range(0, launch.Count).Select(_ => _ec2!.Launch(instance => Build(instance, launch)))]);

    protected override Task TerminateAsync(string instanceId)
    {
        _ec2!.Terminate(instanceId);
        return Task.CompletedTask;
    }

    private static void Build(InstanceBuilder instance, Launch launch)
    {
        instance.OfType(launch.InstanceType);
        foreach (var (key, value) in launch.Tags)
        {
            instance.Tagged(key, value);
        }

        if (launch.StopProtected)
        {
            instance.StopProtected();
        }

        if (launch.Spot)
        {
            instance.Spot(persistent: true);
        }
    }
}
